// Which commits came in through the merge of a pull request: those that only its second parent reaches. Fed in topological order, so
// every child of a commit was seen before it.

export interface MergedCommit {
  readonly sha: string;
  readonly parents: readonly string[];
  /** The pull request that this merge brought in. */
  readonly merges: number | undefined;
}

const MAIN_LINE = 0;

/** Gives each commit's pull request, or undefined on the main line. Remembers no more than the parents still to come. */
export function createBranchTracer(): (commit: MergedCommit) => number | undefined {
  const expected = new Map<string, number>();
  const pass = (parent: string, pullRequest: number) => {
    const known = expected.get(parent);
    // What the main line reaches too was there before; between two pull requests the earlier one brought it.
    if (known === undefined || pullRequest === MAIN_LINE || (known !== MAIN_LINE && pullRequest < known)) expected.set(parent, pullRequest);
  };
  return ({ sha, parents, merges }) => {
    const own = expected.get(sha) ?? MAIN_LINE;
    expected.delete(sha);
    for (const [index, parent] of parents.entries()) pass(parent, index > 0 && merges !== undefined ? merges : own);
    return own === MAIN_LINE ? undefined : own;
  };
}

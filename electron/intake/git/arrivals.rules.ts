// With which commit of the main line another one came in: with the merge that brought its branch, or with the last of those that were
// rebased onto it together. A code host names that one commit as what became of a pull request. Fed in topological order, newest first.

export interface ArrivingCommit {
  readonly sha: string;
  readonly parents: readonly string[];
  /** Seconds since 1970. */
  readonly authoredAt: number;
  readonly committedAt: number;
  readonly committer: string;
  /** Its title names a pull request of its own. */
  readonly namesRequest: boolean;
}

const MAIN_LINE = -1;
/** A code host that rebases a pull request writes its commits one right after the other. */
const MOST_SECONDS_BETWEEN = 10;

/** Gives what a commit came in with; undefined where it came alone. Remembers no more than the parents still to come. */
export function createArrivalTracer(): (commit: ArrivingCommit) => string | undefined {
  const merges: string[] = [];
  const expected = new Map<string, number>();
  let rebased: { tip: string; next: string; committedAt: number; committer: string } | undefined;

  const pass = (parent: string, merge: number) => {
    const known = expected.get(parent);
    // What the main line reaches too was there before; of two merges the earlier one, which comes later here, brought it.
    if (known === undefined || merge === MAIN_LINE || (known !== MAIN_LINE && merge > known)) expected.set(parent, merge);
  };

  /** Who commits their own work does it when they write it; a rebased commit keeps its author's time and gets a new one. */
  function rebasedWith({ sha, parents, authoredAt, committedAt, committer, namesRequest }: ArrivingCommit): string | undefined {
    const [next] = parents;
    const isRewritten = parents.length < 2 && committedAt !== authoredAt;
    const follows =
      isRewritten &&
      rebased?.next === sha &&
      rebased.committer === committer &&
      Math.abs(rebased.committedAt - committedAt) <= MOST_SECONDS_BETWEEN;
    const tip = follows && rebased ? rebased.tip : sha;
    rebased = isRewritten && next !== undefined ? { tip, next, committedAt, committer } : undefined;
    return tip === sha || namesRequest ? undefined : tip;
  }

  return (commit) => {
    const { sha, parents } = commit;
    const own = expected.get(sha) ?? MAIN_LINE;
    expected.delete(sha);
    const onMainLine = own === MAIN_LINE;
    const brings = onMainLine && parents.length > 1 ? merges.push(sha) - 1 : own;
    for (const [index, parent] of parents.entries()) pass(parent, index > 0 ? brings : own);
    return onMainLine ? rebasedWith(commit) : merges[own];
  };
}

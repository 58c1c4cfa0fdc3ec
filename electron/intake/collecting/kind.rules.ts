// The kind of a commit or pull request, by the first rule that matches, and which of its conditions did.
import type { KindRules } from '../../../shared/contract/kind-rules.ts';

const none = { labels: [], prefixes: [], paths: [], closesBug: false };

/** PRODUCT.md section 3: translation before documentation before bug fix, code for the rest. */
export const DEFAULT_KIND_RULES: KindRules = {
  rules: [
    {
      ...none,
      kind: 'translation',
      labels: ['i18n', 'l10n', 'translation', 'localization', 'kind/i18n'],
      prefixes: ['i18n', 'l10n'],
      paths: ['locale/', 'locales/', 'i18n/', 'l10n/', '*.po', '*.pot'],
    },
    {
      ...none,
      kind: 'documentation',
      labels: ['docs', 'documentation', 'kind/documentation'],
      prefixes: ['docs', 'doc'],
      paths: ['docs/', 'doc/', '*.md', '*.mdx', '*.rst', '*.adoc'],
    },
    {
      ...none,
      kind: 'bug_fix',
      labels: ['bug', 'bugfix', 'kind/bug', 'type: bug'],
      prefixes: ['fix', 'bugfix', 'hotfix'],
      closesBug: true,
    },
  ],
  otherwise: 'code',
};

export interface Classified {
  readonly title: string;
  readonly labels: readonly string[];
  /** Changed paths; null where they are not known. */
  readonly paths: readonly string[] | null;
  readonly closesBug: boolean;
}

/** `rule` names the condition that matched, such as `path docs/` or `label bug`; '' when none did. */
export function createClassifier({ rules, otherwise }: KindRules): (what: Classified) => { kind: string; rule: string } {
  const ready = rules.map((rule) => ({
    kind: rule.kind,
    labels: new Set(rule.labels.map((one) => one.toLowerCase())),
    prefixes: new Set(rule.prefixes.map((one) => one.toLowerCase())),
    paths: rule.paths.map(pathTest),
    closesBug: rule.closesBug,
  }));
  return ({ title, labels, paths, closesBug }) => {
    const prefix = prefixOf(title);
    for (const rule of ready) {
      const label = labels.find((one) => rule.labels.has(one.toLowerCase()));
      if (label !== undefined) return { kind: rule.kind, rule: `label ${label}` };
      if (rule.closesBug && closesBug) return { kind: rule.kind, rule: 'closes a bug' };
      if (prefix !== '' && rule.prefixes.has(prefix)) return { kind: rule.kind, rule: `prefix ${prefix}:` };
      if (paths !== null && paths.length > 0 && rule.paths.length > 0) {
        const matched = paths.map((path) => rule.paths.find(({ test }) => test(path)));
        if (!matched.includes(undefined)) return { kind: rule.kind, rule: `path ${matched[0]?.written ?? ''}` };
      }
    }
    return { kind: otherwise, rule: '' };
  };
}

/** `fix(parser)!: …` is `fix`; '' without a conventional prefix. */
function prefixOf(title: string): string {
  return /^\s{0,4}([a-z][a-z0-9_-]{0,29})(?:\([^()]{0,100}\))?!?:/i.exec(title.slice(0, 200))?.[1]?.toLowerCase() ?? '';
}

function pathTest(written: string): { written: string; test: (path: string) => boolean } {
  const pattern = written.toLowerCase();
  if (pattern.startsWith('*')) return { written, test: (path) => path.toLowerCase().endsWith(pattern.slice(1)) };
  const folder = pattern.endsWith('/') ? pattern : `${pattern}/`;
  return { written, test: (path) => `/${path.toLowerCase()}`.includes(`/${folder}`) };
}

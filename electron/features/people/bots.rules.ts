// Which accounts are programs, not people. They are kept and shown apart, and never counted among people.
import { textKey } from '../../../shared/values/text-key.ts';

export const KNOWN_BOTS = new Set([
  'dependabot',
  'dependabot-preview',
  'renovate',
  'renovate-bot',
  'greenkeeper',
  'github-actions',
  'codecov-io',
  'codecov',
  'k8s-ci-robot',
  'k8s-bot',
  'semantic-release-bot',
  'snyk-bot',
  'web-flow',
  'allcontributors',
  'mergify',
  'pre-commit-ci',
  'weblate',
  'googlebot',
  'stale',
]);

/** Tells bots by login, else by name: the `[bot]` suffix, a known name, or one of the program's own list (as text keys). */
export function createBotTest(ownNames: readonly string[]): (login: string | null, name: string | null) => boolean {
  const own = new Set(ownNames);
  return (login, name) =>
    [login, name].some((text) => {
      const key = textKey(text ?? '');
      return key.endsWith('[bot]') || KNOWN_BOTS.has(key) || own.has(key);
    });
}

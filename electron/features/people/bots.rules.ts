// Which accounts are programs, not people. They are kept and shown apart, and never counted among people.
import { textKey } from '../../../shared/values/text-key.ts';

const KNOWN_BOTS = new Set([
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

/** By login, else by name: the `[bot]` suffix or a known name. */
export function isBot(login: string | null, name: string | null): boolean {
  return [login, name].some((text) => {
    const key = textKey(text ?? '');
    return key.endsWith('[bot]') || KNOWN_BOTS.has(key);
  });
}

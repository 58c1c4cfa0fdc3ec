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

/** Addresses that programs sign commits with under names that people bear too. */
const KNOWN_BOT_ADDRESSES = new Set([
  'noreply@anthropic.com',
  'cursoragent@cursor.com',
  'noreply@cursor.com',
  'noreply@aider.chat',
  'copilot@github.com',
  '198982749+copilot@users.noreply.github.com',
  '175728472+copilot@users.noreply.github.com',
]);

function isBotAddress(email: string): boolean {
  const key = textKey(email);
  return KNOWN_BOT_ADDRESSES.has(key) || key.endsWith('[bot]@users.noreply.github.com');
}

/**
 * Tells bots by login, else by name: the `[bot]` suffix, a known name, or one of the program's own list (as text keys); or by an address
 * that only programs have.
 */
export function createBotTest(ownNames: readonly string[]): (login: string | null, name: string | null, email?: string) => boolean {
  const own = new Set(ownNames);
  return (login, name, email = '') =>
    isBotAddress(email) ||
    [login, name].some((text) => {
      const key = textKey(text ?? '');
      return key.endsWith('[bot]') || KNOWN_BOTS.has(key) || own.has(key);
    });
}

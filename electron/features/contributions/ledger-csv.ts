// The ledger list as a file: the screen's columns under the screen's words, and the link that proves each entry.
import type { ContributionListItem } from '../../../shared/contract/contributions.ts';
import type { Language } from '../../../shared/vocabulary.ts';
import { say } from '../../language.ts';
import { csvLines } from '../../reporting/renderers/csv.ts';

export async function* ledgerCsv(
  parts: AsyncIterable<readonly ContributionListItem[]>,
  language: Language,
  /** What the policy's own kinds are called. */
  kindNames: Readonly<Record<string, Record<Language, string>>>,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const head = (column: string) => say(language, `contributions:columns.${column}`);
  yield `\ufeff${csvLines([[head('day'), head('kind'), head('title'), say(language, 'contributions:link'), head('person'), head('partner'), head('points'), say(language, 'vocabulary:field.since')]])}`;
  const kinds = new Map<string, string>();
  const kindName = (kind: string) => {
    const known = kinds.get(kind) ?? kindNames[kind]?.[language] ?? say(language, `vocabulary:kind.${kind}`);
    kinds.set(kind, known);
    return known;
  };
  const bucket = (name: 'unknown' | 'independent') => say(language, `vocabulary:bucket.${name}`);
  const partnerName = (partner: ContributionListItem['partner']) =>
    partner === null ? bucket('unknown') : partner.id === 'independent' ? bucket('independent') : partner.name;
  for await (const items of parts) {
    signal?.throwIfAborted();
    if (items.length === 0) continue;
    yield csvLines(
      items.map((one) => [
        one.day ?? '',
        kindName(one.kind),
        one.title,
        one.link ?? '',
        one.person.name,
        partnerName(one.partner),
        one.points,
        one.since ?? '',
      ]),
    );
  }
}

// Which fields of a sheet take words of a closed list, the list's name in the language files, and its words.
import {
  COLLABORATION_AREAS,
  COMPLEXITIES,
  CONTRIBUTION_KINDS,
  IMPACTS,
  PARTNER_STATUSES,
  PARTNER_TIERS,
  PARTNER_TYPES,
  QUALITIES,
} from './vocabulary.ts';

const CHOICES: Readonly<Record<string, { list: string; words: readonly string[] }>> = {
  type: { list: 'type', words: PARTNER_TYPES },
  tier: { list: 'tier', words: PARTNER_TIERS },
  status: { list: 'status', words: PARTNER_STATUSES },
  areas: { list: 'area', words: COLLABORATION_AREAS },
  kind: { list: 'kind', words: CONTRIBUTION_KINDS },
  complexity: { list: 'complexity', words: COMPLEXITIES },
  impact: { list: 'impact', words: IMPACTS },
  quality: { list: 'quality', words: QUALITIES },
};

type Say = (key: string) => string;

/** A cell's value as people call it; several words stand with commas between them. */
export function wordOfValue(say: Say, field: string, value: string): string {
  const known = CHOICES[field];
  if (!known) return value;
  return value
    .split(', ')
    .map((one) => (known.words.includes(one) ? say(`vocabulary:${known.list}.${one}`) : one))
    .join(', ');
}

/** The words that a field may hold, for a sentence; empty for fields without a closed list. */
export function knownWords(say: Say, field: string): string {
  const known = CHOICES[field];
  return known ? known.words.map((word) => say(`vocabulary:${known.list}.${word}`)).join(', ') : '';
}

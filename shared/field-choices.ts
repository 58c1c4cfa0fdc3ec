// What the fields of a sheet are called, which of them take words of a closed list, the list's name in the language files, and its words.
import {
  ACTIVITY_KINDS,
  COLLABORATION_AREAS,
  COMPLEXITIES,
  CONTRIBUTION_KINDS,
  IMPACTS,
  type ImportKind,
  PARTNER_STATUSES,
  PARTNER_TIERS,
  PARTNER_TYPES,
  QUALITIES,
  REJECTIONS,
} from './vocabulary.ts';

interface ChoiceList {
  readonly list: string;
  readonly words: readonly string[];
}

const CHOICES: Readonly<Record<string, ChoiceList>> = {
  type: { list: 'type', words: PARTNER_TYPES },
  tier: { list: 'tier', words: PARTNER_TIERS },
  status: { list: 'status', words: PARTNER_STATUSES },
  areas: { list: 'area', words: COLLABORATION_AREAS },
  area: { list: 'area', words: COLLABORATION_AREAS },
  kind: { list: 'kind', words: CONTRIBUTION_KINDS },
  complexity: { list: 'complexity', words: COMPLEXITIES },
  impact: { list: 'impact', words: IMPACTS },
  quality: { list: 'quality', words: QUALITIES },
  rejectedBecause: { list: 'rejection', words: REJECTIONS },
};

/** A kind is something else of an activity than of a contribution. */
function choicesOf(kind: ImportKind, field: string): ChoiceList | undefined {
  return field === 'kind' && kind === 'activities' ? { list: 'activity', words: ACTIVITY_KINDS } : CHOICES[field];
}

type Say = (key: string, data?: { defaultValue: string }) => string;

/** Fields that have a word of their own in rows of a kind: only partners' names are those of organisations. */
const OWN_WORDS: Readonly<Partial<Record<ImportKind, Readonly<Record<string, string>>>>> = {
  contributions: { name: 'personName' },
  people: { name: 'personName' },
  same_people: { name: 'writtenName', email: 'writtenEmail' },
};

/** What a field is called in rows of a kind; a field without a word is called by itself. */
export function wordOfField(say: Say, kind: ImportKind, field: string): string {
  return say(`vocabulary:field.${OWN_WORDS[kind]?.[field] ?? field}`, { defaultValue: field });
}

/** What a choice of a field's list is called. */
export function wordOfChoice(say: Say, kind: ImportKind, field: string, choice: string): string {
  return say(`vocabulary:${choicesOf(kind, field)?.list ?? field}.${choice}`);
}

/** A cell's value as people call it; several words stand with commas between them. */
export function wordOfValue(say: Say, kind: ImportKind, field: string, value: string): string {
  const known = choicesOf(kind, field);
  if (!known) return value;
  return value
    .split(', ')
    .map((one) => (known.words.includes(one) ? wordOfChoice(say, kind, field, one) : one))
    .join(', ');
}

/** The words that a field may hold, as people call them; empty for fields without a closed list. */
export function knownWords(say: Say, kind: ImportKind, field: string): string[] {
  return choicesOf(kind, field)?.words.map((word) => wordOfChoice(say, kind, field, word)) ?? [];
}

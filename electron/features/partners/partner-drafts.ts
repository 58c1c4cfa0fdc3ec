// One spreadsheet row as a partner: the fields it states, read strictly. A blank cell states nothing and changes nothing.
import { mailDomain, website } from '../../../shared/contract/partners.ts';
import { emailDomain, partnerNameKey } from '../../../shared/values/text-key.ts';
import {
  AREAS_OF_TYPE,
  COLLABORATION_AREAS,
  type CollaborationArea,
  type PartnerStatus,
  type PartnerTier,
  type PartnerType,
} from '../../../shared/vocabulary.ts';
import type { Drafter, DraftRules, DraftSettings } from '../../intake/import-kind.ts';
import { readDay } from '../../intake/mapping/dates.ts';
import { createChoiceLookup, isNothing, wordsOf } from '../../intake/mapping/fields.ts';
import type { Mistakes } from '../../intake/mapping/mistakes.ts';
import { createRowDrafter } from '../../intake/mapping/row-drafter.ts';
import { isMalformed } from '../../intake/mapping/stated-row.ts';
import { nameAndAddress } from './contact-place.rules.ts';
import { AREA_WORDS, PARTNER_IMPORT_FIELDS, STATUS_WORDS, TIER_WORDS, TYPE_WORDS } from './partner-fields.ts';

/** What a row states; absent fields were blank or not mapped. */
export interface StatedPartner {
  name: string;
  type?: PartnerType;
  tier?: PartnerTier;
  status?: PartnerStatus;
  owner?: string;
  region?: string;
  joinedOn?: string;
  website?: string;
  areas?: string[];
  emailDomains?: string[];
  contact?: { name: string; email: string };
  notes?: string;
  /** Fields whose blank cells are to clear what is there. */
  cleared?: string[];
}

export const partnerDraftRules: DraftRules = {
  kind: 'partners',
  fields: PARTNER_IMPORT_FIELDS,
  oneOf: ['name'],
  matchKeys: ['name', 'website', 'emailDomains'],
  createDrafter: createPartnerDrafter,
};

const readType = createChoiceLookup<PartnerType>(TYPE_WORDS);
const readTier = createChoiceLookup<PartnerTier>(TIER_WORDS);
const readStatus = createChoiceLookup<PartnerStatus>(STATUS_WORDS);
const readArea = createChoiceLookup<CollaborationArea>(AREA_WORDS);

function createPartnerDrafter({ headers, mapping }: DraftSettings): Drafter {
  const columnOf = new Map(mapping.columns.map(({ field, column }) => [field, column]));

  function textsOf(cells: readonly string[]): Map<string, string> {
    const texts = new Map<string, string>();
    for (const { field } of PARTNER_IMPORT_FIELDS) {
      const column = columnOf.get(field);
      const written = column === undefined ? '' : (cells[column] ?? '').trim();
      const cell = meantBy(field, written);
      const text =
        cell === '' || (field !== 'name' && mapping.emptyCells[field] !== 'words' && isNothing(cell))
          ? (mapping.defaults[field] ?? '').trim()
          : cell;
      if (text !== '') texts.set(field, text);
    }
    return texts;
  }

  const meanings = new Map(Object.entries(mapping.values).map(([field, words]) => [field, new Map(Object.entries(words))]));
  function meantBy(field: string, written: string): string {
    const words = meanings.get(field);
    if (!words) return written;
    if (field !== 'areas') return words.get(written) ?? written;
    return wordsOf(written)
      .map((word) => words.get(word) ?? word)
      .join(', ');
  }

  function clearedBy(texts: Texts): string[] {
    if (mapping.blanks !== 'clear') return [];
    return CLEARABLE.filter((field) => columnOf.has(field) && !texts.has(field) && (mapping.conflicts[field] ?? 'replace') === 'replace');
  }

  return createRowDrafter((line, cells, mistakes) => {
    if (isMalformed(headers, cells, mistakes)) return undefined;
    const texts = textsOf(cells);
    const stated = readPartner(texts, mapping.dateOrder, mistakes);
    if (mistakes.any()) return undefined;
    const cleared = clearedBy(texts);
    if (cleared.length > 0) stated.cleared = cleared;
    return [line, partnerNameKey(stated.name), JSON.stringify(stated)];
  });
}

type Texts = ReadonlyMap<string, string>;

/** Mail domains only gain: taking one away would give its people another employer. */
const CLEARABLE = ['type', 'owner', 'region', 'joinedOn', 'website', 'areas', 'notes'];

function readPartner(texts: Texts, dateOrder: DraftSettings['mapping']['dateOrder'], mistakes: Mistakes): StatedPartner {
  const name = texts.get('name') ?? '';
  if (partnerNameKey(name) === '') mistakes.add('required', 'name');
  if (name.length > 200) mistakes.add('too_long', 'name', name.slice(0, 60));
  const stated: StatedPartner = { name };
  for (const [field, lookup] of [
    ['type', readType],
    ['tier', readTier],
    ['status', readStatus],
  ] as const) {
    const text = texts.get(field);
    if (text === undefined) continue;
    const choice = lookup(text);
    if (choice === undefined) mistakes.add('unknown_value', field, text);
    else Object.assign(stated, { [field]: choice });
  }
  for (const [field, longest] of [
    ['owner', 200],
    ['region', 100],
    ['notes', 20_000],
  ] as const) {
    const text = texts.get(field);
    if (text === undefined) continue;
    if (text.length > longest) mistakes.add('too_long', field, text.slice(0, 60));
    Object.assign(stated, { [field]: text });
  }
  readJoined(stated, texts, dateOrder, mistakes);
  readWebsite(stated, texts, mistakes);
  readAreas(stated, texts, mistakes);
  readDomains(stated, texts, mistakes);
  readContact(stated, texts, mistakes);
  return stated;
}

function readJoined(stated: StatedPartner, texts: Texts, dateOrder: DraftSettings['mapping']['dateOrder'], mistakes: Mistakes): void {
  const text = texts.get('joinedOn');
  if (text === undefined) return;
  const day = readDay(text, dateOrder);
  if (day === undefined) mistakes.add('not_a_day', 'joinedOn', text);
  else stated.joinedOn = day;
}

function readWebsite(stated: StatedPartner, texts: Texts, mistakes: Mistakes): void {
  const text = texts.get('website');
  if (text === undefined) return;
  const read = website.safeParse(text);
  if (!read.success) mistakes.add('not_a_website', 'website', text);
  else stated.website = read.data;
}

function readAreas(stated: StatedPartner, texts: Texts, mistakes: Mistakes): void {
  const text = texts.get('areas');
  if (text === undefined) return;
  // Of a type that is not known nobody can say which areas it has.
  const allowed: readonly string[] = stated.type ? AREAS_OF_TYPE[stated.type] : COLLABORATION_AREAS;
  stated.areas = [];
  for (const word of new Set(wordsOf(text))) {
    const area = readArea(word);
    if (area === undefined) mistakes.add('unknown_value', 'areas', word);
    else if (!allowed.includes(area)) mistakes.add('area_not_of_type', 'areas', word);
    else if (!stated.areas.includes(area)) stated.areas.push(area);
  }
}

function readDomains(stated: StatedPartner, texts: Texts, mistakes: Mistakes): void {
  const text = texts.get('emailDomains');
  if (text === undefined) return;
  stated.emailDomains = [];
  for (const word of new Set(text.split(/[,;，；、|\s]+/).filter((part) => part !== ''))) {
    const read = mailDomain.safeParse(word);
    if (!read.success) mistakes.add(read.error.issues[0]?.message ?? 'not_a_domain', 'emailDomains', word);
    else if (!stated.emailDomains.includes(read.data)) stated.emailDomains.push(read.data);
  }
}

function readContact(stated: StatedPartner, texts: Texts, mistakes: Mistakes): void {
  const { name, email } = nameAndAddress(texts.get('contactName') ?? '', texts.get('contactEmail') ?? '');
  if (email !== '' && emailDomain(email) === undefined) mistakes.add('not_an_email', 'contactEmail', email);
  if (name !== '') stated.contact = { name: name.slice(0, 200), email };
}

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
import type { Drafter, DraftRules, DraftSettings, Rejection } from '../../intake/import-kind.ts';
import { readDay } from '../../intake/mapping/dates.ts';
import { createChoiceLookup, isNothing, wordsOf } from '../../intake/mapping/fields.ts';
import { createRowDrafter } from '../../intake/mapping/row-drafter.ts';
import { refuseMalformed } from '../../intake/mapping/stated-row.ts';
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

  return createRowDrafter((line, cells) => {
    const malformed = refuseMalformed(headers, cells);
    if (malformed) return malformed;
    const texts = textsOf(cells);
    const stated = readPartner(texts, mapping.dateOrder);
    if ('code' in stated) return stated;
    const cleared = clearedBy(texts);
    if (cleared.length > 0) stated.cleared = cleared;
    return [line, partnerNameKey(stated.name), JSON.stringify(stated)];
  });
}

type Texts = ReadonlyMap<string, string>;

/** Mail domains only gain: taking one away would give its people another employer. */
const CLEARABLE = ['type', 'owner', 'region', 'joinedOn', 'website', 'areas', 'notes'];

function readPartner(texts: Texts, dateOrder: DraftSettings['mapping']['dateOrder']): StatedPartner | Rejection {
  const name = texts.get('name');
  if (name === undefined || partnerNameKey(name) === '') return { code: 'required', field: 'name', value: '' };
  if (name.length > 200) return { code: 'too_long', field: 'name', value: name.slice(0, 60) };
  const stated: StatedPartner = { name };
  for (const [field, lookup] of [
    ['type', readType],
    ['tier', readTier],
    ['status', readStatus],
  ] as const) {
    const text = texts.get(field);
    if (text === undefined) continue;
    const choice = lookup(text);
    if (choice === undefined) return { code: 'unknown_value', field, value: text };
    Object.assign(stated, { [field]: choice });
  }
  for (const [field, longest] of [
    ['owner', 200],
    ['region', 100],
    ['notes', 20_000],
  ] as const) {
    const text = texts.get(field);
    if (text !== undefined && text.length > longest) return { code: 'too_long', field, value: text.slice(0, 60) };
    if (text !== undefined) Object.assign(stated, { [field]: text });
  }
  return (
    readJoined(stated, texts, dateOrder) ??
    readWebsite(stated, texts) ??
    readAreas(stated, texts) ??
    readDomains(stated, texts) ??
    readContact(stated, texts) ??
    stated
  );
}

function readJoined(stated: StatedPartner, texts: Texts, dateOrder: DraftSettings['mapping']['dateOrder']): Rejection | undefined {
  const text = texts.get('joinedOn');
  if (text === undefined) return undefined;
  const day = readDay(text, dateOrder);
  if (day === undefined) return { code: 'not_a_day', field: 'joinedOn', value: text };
  stated.joinedOn = day;
  return undefined;
}

function readWebsite(stated: StatedPartner, texts: Texts): Rejection | undefined {
  const text = texts.get('website');
  if (text === undefined) return undefined;
  const read = website.safeParse(text);
  if (!read.success) return { code: 'not_a_website', field: 'website', value: text };
  stated.website = read.data;
  return undefined;
}

function readAreas(stated: StatedPartner, texts: Texts): Rejection | undefined {
  const text = texts.get('areas');
  if (text === undefined) return undefined;
  const allowed: readonly string[] = stated.type ? AREAS_OF_TYPE[stated.type] : COLLABORATION_AREAS;
  stated.areas = [];
  for (const word of wordsOf(text)) {
    const area = readArea(word);
    if (area === undefined) return { code: 'unknown_value', field: 'areas', value: word };
    if (!allowed.includes(area)) return { code: 'area_not_of_type', field: 'areas', value: word };
    if (!stated.areas.includes(area)) stated.areas.push(area);
  }
  return undefined;
}

function readDomains(stated: StatedPartner, texts: Texts): Rejection | undefined {
  const text = texts.get('emailDomains');
  if (text === undefined) return undefined;
  stated.emailDomains = [];
  for (const word of text.split(/[,;，；、|\s]+/).filter((part) => part !== '')) {
    const read = mailDomain.safeParse(word);
    if (!read.success) return { code: read.error.issues[0]?.message ?? 'not_a_domain', field: 'emailDomains', value: word };
    if (!stated.emailDomains.includes(read.data)) stated.emailDomains.push(read.data);
  }
  return undefined;
}

function readContact(stated: StatedPartner, texts: Texts): Rejection | undefined {
  const { name, email } = nameAndAddress(texts.get('contactName') ?? '', texts.get('contactEmail') ?? '');
  if (email !== '' && emailDomain(email) === undefined) return { code: 'not_an_email', field: 'contactEmail', value: email };
  if (name !== '') stated.contact = { name: name.slice(0, 200), email };
  return undefined;
}

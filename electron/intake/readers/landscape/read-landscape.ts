// A CNCF landscape as partners: one row per organisation. One that is listed in several roles is still one organisation; it is known by
// its Crunchbase link, or else by its name.
import { partnerNameKey } from '../../../../shared/values/text-key.ts';
import type { Detected, SourceRow } from '../reader.ts';
import { type LandscapeItem, landscapeItems } from './landscape-items.ts';

export const LANDSCAPE_HEADER = [
  'name',
  'role',
  'type',
  'membership level',
  'website',
  'description',
  'crunchbase',
  'category',
  'subcategory',
  'logo',
  'end user',
  'twitter',
];

/** What stands in brackets behind a name and says why it is listed. Other brackets belong to the name. */
const ROLE = /\s*\((member|supporter|end user|end user supporter|KTP|KCSP|KCD|ATP)\)\s*$/i;
const MEMBERS = /\bmembers\b/i;
const PARTNERS = /\b(?:training partner|certified service provider|partners)\b/i;

interface Listing {
  readonly item: LandscapeItem;
  readonly name: string;
  readonly role: string;
  readonly isMember: boolean;
  readonly isPartner: boolean;
}

export async function inspectLandscape(path: string): Promise<Detected> {
  const { organisations, leftOut } = await readOrganisations(path);
  const several = organisations.filter((listings) => listings.length > 1).map((listings) => cellsOf(listings)[0]);
  const notices = [
    { code: 'several_roles', value: several.slice(0, 10).join(', ') + (several.length > 10 ? ' …' : '') },
    { code: 'not_partners', value: leftOut === 0 ? '' : String(leftOut) },
  ];
  return {
    reading: { format: 'landscape', encoding: 'utf-8', delimiter: ',', headerLine: 1, sheet: null },
    encodingCertain: true,
    rows: [LANDSCAPE_HEADER, ...organisations.slice(0, 199).map(cellsOf)],
    sheets: [],
    notices: notices.filter(({ value }) => value !== ''),
  };
}

export async function* landscapeRows(path: string): AsyncGenerator<SourceRow[]> {
  const { organisations } = await readOrganisations(path);
  yield [{ line: 0, cells: LANDSCAPE_HEADER }];
  yield organisations.map((listings) => ({ line: listings[0]?.item.line ?? 0, cells: cellsOf(listings) }));
}

/** Members and partners by organisation, in the order in which each is first listed; everything if nobody is listed as either. */
async function readOrganisations(path: string): Promise<{ organisations: Listing[][]; leftOut: number }> {
  const listings = (await landscapeItems(path)).map(listingOf);
  const wanted = listings.filter(({ role, isMember, isPartner }) => role !== '' || isMember || isPartner);
  const chosen = wanted.length > 0 ? wanted : listings;
  const organisations = new Map<string, Listing[]>();
  for (const listing of chosen) {
    const key = listing.item.value('crunchbase').toLowerCase().replace(/\/+$/, '') || partnerNameKey(listing.name);
    const known = organisations.get(key);
    if (known) known.push(listing);
    else organisations.set(key, [listing]);
  }
  return { organisations: [...organisations.values()], leftOut: listings.length - chosen.length };
}

function listingOf(item: LandscapeItem): Listing {
  const written = item.value('name');
  const role = ROLE.exec(written)?.[1] ?? '';
  const isMember = MEMBERS.test(item.category) || role.toLowerCase() === 'member';
  return { item, role, name: written.replace(ROLE, ''), isMember, isPartner: !isMember && PARTNERS.test(item.subcategory) };
}

/** What an organisation says of itself as a member counts before what it says in another role. */
function cellsOf(listings: readonly Listing[]): string[] {
  const membersFirst = [...listings].sort((a, b) => Number(b.isMember) - Number(a.isMember));
  const first = (key: string) => membersFirst.map(({ item }) => item.value(key)).find((text) => text !== '') ?? '';
  const all = (texts: string[]) => [...new Set(texts.filter((text) => text !== ''))].join('; ');
  return [
    membersFirst[0]?.name ?? '',
    all(listings.map(({ role }) => role)),
    listings.find(({ isPartner }) => isPartner)?.item.subcategory ?? '',
    listings.find(({ isMember }) => isMember)?.item.subcategory ?? '',
    first('homepage_url'),
    first('description'),
    first('crunchbase'),
    all(listings.map(({ item }) => item.category)),
    all(listings.map(({ item }) => item.subcategory)),
    first('logo'),
    first('enduser') === 'true' ? 'yes' : '',
    first('twitter'),
  ];
}

// What a spreadsheet row changes in a partner that is there already, by what the mapping says of each column: a stated value replaces,
// fills only a blank, or stays out; lists only gain; a blank cell leaves what is there, or clears it where the row says so.
import type { Mapping } from '../../../shared/contract/imports.ts';
import type { Contact } from '../../../shared/contract/partners.ts';
import type { FieldChange } from '../../intake/mapping/merge-stated.rules.ts';
import type { StatedPartner } from './partner-drafts.ts';

export interface PartnerImage {
  type: string | null;
  tier: string;
  status: string;
  owner: string | null;
  region: string | null;
  joinedOn: string | null;
  website: string | null;
  areas: string[];
  emailDomains: string[];
  contacts: Contact[];
  notes: string;
}

const REPLACED = ['type', 'tier', 'status', 'owner', 'region', 'joinedOn', 'website', 'notes'] as const;

export function mergePartner(
  existing: PartnerImage,
  stated: StatedPartner,
  conflicts: Mapping['conflicts'],
): { image: PartnerImage; changes: FieldChange[] } {
  const image: PartnerImage = { ...existing };
  const changes: FieldChange[] = [];
  const cleared = new Set(stated.cleared);
  const open = (field: string, blank: boolean) => {
    const rule = conflicts[field] ?? 'replace';
    return rule === 'replace' || (rule === 'fill' && blank);
  };
  for (const field of REPLACED) {
    const old = existing[field] ?? '';
    const value = stated[field] ?? (cleared.has(field) ? '' : old);
    if (value === old || !open(field, old === '')) continue;
    changes.push({ field, old, new: value });
    Object.assign(image, { [field]: value === '' && field !== 'notes' ? null : value });
  }
  for (const field of ['areas', 'emailDomains'] as const) {
    const gained = (stated[field] ?? []).filter((one) => !existing[field].includes(one));
    const list = cleared.has(field) && gained.length === 0 ? [] : [...existing[field], ...gained];
    if (list.length === existing[field].length || !open(field, existing[field].length === 0)) continue;
    image[field] = list;
    changes.push({ field, old: existing[field].join(', '), new: list.join(', ') });
  }
  const { contact } = stated;
  const wanted = contact && open('contactName', existing.contacts.length === 0);
  if (contact && wanted && !existing.contacts.some((one) => sameContact(one, contact))) {
    image.contacts = [...existing.contacts, { ...contact, role: '', phone: '', notes: '' }];
    changes.push({
      field: 'contact',
      old: existing.contacts.map((one) => one.name).join(', '),
      new: image.contacts.map((one) => one.name).join(', '),
    });
  }
  return { image, changes };
}

/** The partner as it was removed, with the mail domains that it had, and then what the row says; in the bin it has neither. */
export function returnPartner(
  removed: PartnerImage,
  formerDomains: readonly string[],
  stated: StatedPartner,
  conflicts: Mapping['conflicts'],
): { image: PartnerImage; changes: FieldChange[] } {
  const { image, changes } = mergePartner({ ...removed, emailDomains: [...formerDomains] }, stated, conflicts);
  const others = changes.filter(({ field }) => field !== 'emailDomains');
  const domains = image.emailDomains.length > 0 ? [{ field: 'emailDomains', old: '', new: image.emailDomains.join(', ') }] : [];
  return { image, changes: [{ field: 'name', old: '', new: stated.name }, ...others, ...domains] };
}

function sameContact(a: { name: string; email: string }, b: { name: string; email: string }): boolean {
  return a.email !== '' && b.email !== '' ? a.email.toLowerCase() === b.email.toLowerCase() : a.name === b.name;
}

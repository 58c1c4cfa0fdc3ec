// What a spreadsheet row changes in a partner that is there already: stated values replace, lists only gain, blanks keep.
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
  contacts: { name: string; email: string; role: string }[];
  notes: string;
}

export interface FieldChange {
  field: string;
  old: string;
  new: string;
}

const REPLACED = ['type', 'tier', 'status', 'owner', 'region', 'joinedOn', 'website', 'notes'] as const;

export function mergePartner(existing: PartnerImage, stated: StatedPartner): { image: PartnerImage; changes: FieldChange[] } {
  const image: PartnerImage = { ...existing };
  const changes: FieldChange[] = [];
  for (const field of REPLACED) {
    const value = stated[field];
    if (value === undefined || value === existing[field]) continue;
    changes.push({ field, old: existing[field] ?? '', new: value });
    Object.assign(image, { [field]: value });
  }
  for (const field of ['areas', 'emailDomains'] as const) {
    const gained = (stated[field] ?? []).filter((one) => !existing[field].includes(one));
    if (gained.length === 0) continue;
    image[field] = [...existing[field], ...gained];
    changes.push({ field, old: existing[field].join(', '), new: image[field].join(', ') });
  }
  const { contact } = stated;
  if (contact && !existing.contacts.some((one) => sameContact(one, contact))) {
    image.contacts = [...existing.contacts, { ...contact, role: '' }];
    changes.push({
      field: 'contact',
      old: existing.contacts.map((one) => one.name).join(', '),
      new: image.contacts.map((one) => one.name).join(', '),
    });
  }
  return { image, changes };
}

function sameContact(a: { name: string; email: string }, b: { name: string; email: string }): boolean {
  return a.email !== '' && b.email !== '' ? a.email.toLowerCase() === b.email.toLowerCase() : a.name === b.name;
}

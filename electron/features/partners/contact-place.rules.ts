// Where a row's contact belongs among those a partner has: known by email, or else by name; and what it changes there.
import type { Mapping } from '../../../shared/contract/imports.ts';
import type { Contact } from '../../../shared/contract/partners.ts';
import { textKey } from '../../../shared/values/text-key.ts';
import { type FieldChange, mergeStated, type StatedRow } from '../../intake/mapping/merge-stated.rules.ts';

/** A partner's contacts as they are stored; those written before phones and notes were kept have neither. */
export function readContacts(stored: string): Contact[] {
  const contacts = JSON.parse(stored) as (Pick<Contact, 'name' | 'email' | 'role'> & Partial<Contact>)[];
  return contacts.map(({ name, email, role, phone = '', notes = '' }) => ({ name, email, role, phone, notes }));
}

/** Sheets write both into one cell: `Eva Stein <eva@acme.example>`, or just the address. */
export function nameAndAddress(nameCell: string, emailCell: string): { name: string; email: string } {
  const [, writtenName = '', writtenEmail = ''] = /^\s*([^<]*?)\s*<([^<>\s]+@[^<>\s]+)>\s*$/.exec(nameCell) ?? [];
  const email = emailCell || writtenEmail;
  return { name: writtenEmail ? writtenName || writtenEmail : nameCell || email, email };
}

/** Which of a partner's contacts a row is about; `ambiguous` when only its name says so and several have it. */
function findContact(contacts: readonly Contact[], wanted: { name: string; email: string }): number | 'new' | 'ambiguous' {
  const [email, name] = [textKey(wanted.email), textKey(wanted.name)];
  const byEmail = email === '' ? -1 : contacts.findIndex((one) => textKey(one.email) === email);
  if (byEmail >= 0) return byEmail;
  // Somebody of the same name with another address is somebody else.
  const named = contacts.flatMap((one, index) =>
    name !== '' && textKey(one.name) === name && (email === '' || one.email === '') ? [index] : [],
  );
  if (named.length > 1) return 'ambiguous';
  return named[0] ?? 'new';
}

const NOBODY: Contact = { name: '', email: '', role: '', phone: '', notes: '' };

export type Placed = { at: number; contact: Contact; changes: FieldChange[]; isNew: boolean } | 'ambiguous';

/** A partner's contact as it will be once a row is taken. */
export function placeContact(contacts: readonly Contact[], stated: StatedRow, conflicts: Mapping['conflicts']): Placed {
  const { contactName = '', contactEmail = '', ...rest } = stated.values;
  const found = findContact(contacts, { name: contactName, email: contactEmail });
  if (found === 'ambiguous') return found;
  const isNew = found === 'new';
  const at = isNew ? contacts.length : found;
  const existing = contacts[at] ?? NOBODY;
  // The spelling of an address that is there stays.
  const email = contactEmail === '' || textKey(contactEmail) === textKey(existing.email) ? existing.email : contactEmail;
  const values = { ...rest, contactName: contactName || (isNew ? contactEmail : existing.name), contactEmail: email };
  const { name: oldName, email: oldEmail, ...others } = existing;
  const { merged, changes } = mergeStated(
    { contactName: oldName, contactEmail: oldEmail, ...others },
    { values, cleared: stated.cleared },
    isNew ? {} : conflicts,
  );
  const { contactName: name = '', contactEmail: address = '', role = '', phone = '', notes = '' } = merged;
  return { at, contact: { name, email: address, role, phone, notes }, changes, isNew };
}

// What the form of a partner holds while it is filled in.
import type { PartnerDetail, PartnerFields } from '../../../shared/contract/partners.ts';

export type PartnerFormValues = Omit<PartnerFields, 'joinedOn'> & { joinedOn: string | null };

export const NEW_PARTNER: PartnerFormValues = {
  name: '',
  type: null,
  status: 'active',
  owner: null,
  region: null,
  joinedOn: null,
  website: null,
  areas: [],
  emailDomains: [],
  contacts: [],
  notes: '',
};

export function valuesOf(partner: PartnerDetail): PartnerFormValues {
  const { name, type, status, owner, region, joinedOn, website, areas, emailDomains, contacts, notes } = partner;
  return { name, type, status, owner, region, joinedOn, website, areas, emailDomains, contacts, notes };
}

/** An empty field says "not known". */
export function tidy(values: PartnerFormValues): unknown {
  const known = (text: string | null) => (text === null || text.trim() === '' ? null : text);
  return {
    ...values,
    owner: known(values.owner),
    region: known(values.region),
    joinedOn: known(values.joinedOn),
    website: known(values.website),
  };
}

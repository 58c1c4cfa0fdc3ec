// What must hold for a partner's fields beyond their single shapes.
import type { PartnerFields } from '../../../shared/contract/partners.ts';
import { AREAS_OF_TYPE, type PartnerType } from '../../../shared/vocabulary.ts';

/** The first broken rule, or undefined. Collaboration areas follow from the partner's type. */
export function brokenRule(fields: PartnerFields): { field: string; rule: string; value: string } | undefined {
  const foreign = areaNotOfType(fields);
  return foreign === undefined ? undefined : { field: 'areas', rule: 'area_not_of_type', value: foreign };
}

export function areaNotOfType({ type, areas }: { readonly type: string | null; readonly areas: readonly string[] }): string | undefined {
  if (type === null) return undefined;
  const allowed: readonly string[] = AREAS_OF_TYPE[type as PartnerType];
  return areas.find((area) => !allowed.includes(area));
}

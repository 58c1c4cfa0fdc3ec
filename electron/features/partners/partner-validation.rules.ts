// What must hold for a partner's fields beyond their single shapes.
import type { PartnerFields } from '../../../shared/contract/partners.ts';
import { AREAS_OF_TYPE } from '../../../shared/vocabulary.ts';

/** The first broken rule, or undefined. Collaboration areas follow from the partner's type. */
export function brokenRule(fields: PartnerFields): { field: string; rule: string; value: string } | undefined {
  if (fields.type === null) return undefined;
  const allowed: readonly string[] = AREAS_OF_TYPE[fields.type];
  const foreign = fields.areas.find((area) => !allowed.includes(area));
  return foreign === undefined ? undefined : { field: 'areas', rule: 'area_not_of_type', value: foreign };
}

// Which comes first in dates like 03/04/2026. The values of a column prove it when one of them has a part above 12; where nothing proves
// it, a person says so, and nothing is taken for said.
import type { ColumnDates, Inspection, Mapping } from './contract/imports.ts';

export type DateOrder = NonNullable<Mapping['dateOrder']>;

/** What columns of dates prove together; null where they leave it open, `iso` where there are no such dates. */
export function provenOrder(columns: readonly (ColumnDates | null)[]): DateOrder | null {
  const orders = new Set(columns.flatMap((one) => (one === null ? [] : [one.order])));
  const proven = (['day_first', 'month_first'] as const).filter((order) => orders.has(order));
  if (proven.length === 1) return proven[0] ?? null;
  if (proven.length > 1 || orders.has('open')) return null;
  return orders.has('either') ? 'day_first' : 'iso';
}

/** The dates of the columns that a mapping reads dates from. */
export function mappedDates(
  { fields, columns }: Pick<Inspection, 'fields' | 'columns'>,
  mapping: Pick<Mapping, 'columns'>,
): (ColumnDates | null)[] {
  const days = new Set(fields.filter(({ isDay }) => isDay).map(({ field }) => field));
  return mapping.columns.filter(({ field }) => days.has(field)).map(({ column }) => columns[column]?.dates ?? null);
}

/** A mapping for this file: what its dates prove holds, and where they prove nothing what a person said of such dates before. */
export function withDateOrder(inspection: Pick<Inspection, 'fields' | 'columns'>, mapping: Mapping): Mapping {
  const dates = mappedDates(inspection, mapping);
  const proven = dates.some((one) => one?.order === 'day_first' || one?.order === 'month_first') ? provenOrder(dates) : null;
  const said = mapping.dateOrder === 'iso' ? null : mapping.dateOrder;
  return { ...mapping, dateOrder: proven ?? said ?? provenOrder(dates) };
}

/** The order after other columns were mapped: proven anew, or what a person said where nothing proves it. */
export function orderAfterMapping(
  inspection: Pick<Inspection, 'fields' | 'columns'>,
  before: Mapping,
  columns: Mapping['columns'],
): Mapping['dateOrder'] {
  const [was, is] = [provenOrder(mappedDates(inspection, before)), provenOrder(mappedDates(inspection, { columns }))];
  if (was === is) return before.dateOrder;
  return is ?? (was === null ? before.dateOrder : null);
}

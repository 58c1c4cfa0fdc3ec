// Columns that look like the begin and end of a period in a sheet without a quantity. Only a sum has a period, so they say nothing there:
// a person is told, because nothing of a sheet is dropped in silence.
import type { Inspection, Mapping } from '../../../shared/contract/imports.ts';
import { headerKey } from '../../intake/mapping/fields.ts';
import { CONTRIBUTION_FIELDS } from './contribution-fields.ts';

const wordsBeside = (field: string) =>
  new Set(CONTRIBUTION_FIELDS.find((one) => one.field === field)?.synonymsBeside?.synonyms.map(headerKey) ?? []);
const [BEGINS, ENDS] = [wordsBeside('since'), wordsBeside('day')];

/** A date of its own makes a month or a year beside it a repetition; where a period's begin or end is taken for the date, the rest of it is lost. */
export function periodNotices(headers: readonly string[], { columns, defaults }: Mapping): Inspection['notices'] {
  if (columns.some(({ field }) => field === 'quantity') || defaults.quantity !== undefined) return [];
  const mapped = new Set(columns.map(({ column }) => column));
  const free = headers.flatMap((header, column) => (mapped.has(column) ? [] : [{ header, key: headerKey(header) }]));
  const [begins, ends] = [free.filter(({ key }) => BEGINS.has(key)), free.filter(({ key }) => ENDS.has(key))];
  const dated = columns.find(({ field }) => field === 'day');
  const dateKey = dated && headerKey(headers[dated.column] ?? '');
  const lost =
    dateKey === undefined ? [...begins, ...(begins.length > 0 ? ends : [])] : BEGINS.has(dateKey) ? ends : ENDS.has(dateKey) ? begins : [];
  return lost.length === 0 ? [] : [{ code: 'period_without_quantity', value: lost.map(({ header }) => header.trim()).join(', ') }];
}

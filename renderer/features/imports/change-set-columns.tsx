// What rows of a change-set say, as columns: what is checked by running down a list stands in one place. Fields that do not fit beside
// each other stand in the last column, each behind its word.
import type { ChangeSetRow } from '../../../shared/contract/imports.ts';
import { wordOfField, wordOfValue } from '../../../shared/field-choices.ts';
import type { ImportKind } from '../../../shared/vocabulary.ts';
import { COLUMN_GAP, type Column, dayWidth } from '../../ui/column.ts';

type Say = Parameters<typeof wordOfField>[0];

/** What is looked at first, where rows have it. Keys say the least. */
const FIRST = ['name', 'kind', 'type', 'tier', 'day', 'points', 'quantity', 'email'];
const LAST = ['key'];
const NUMBERS: ReadonlySet<string> = new Set(['points', 'quantity']);
const DAYS: ReadonlySet<string> = new Set(['day', 'since', 'from', 'until', 'joinedOn', 'followUpOn']);

const LONG: ReadonlySet<string> = new Set(['email', 'link', 'website', 'notes', 'title']);

/** The narrowest each can be read at, in pixels. */
function widthOf(field: string): number {
  if (NUMBERS.has(field)) return 72;
  if (DAYS.has(field)) return Number.parseInt(dayWidth(), 10);
  if (LONG.has(field)) return 172;
  return field === 'type' ? 150 : 116;
}

function trackOf(field: string): string {
  const width = `${widthOf(field)}px`;
  if (NUMBERS.has(field) || DAYS.has(field)) return width;
  return `minmax(${width}, ${LONG.has(field) ? '1.5fr' : '1fr'})`;
}

const NARROWEST_REST = 140;

/** The fields that these rows have, those looked at first before the others; what a row is called by needs no column of its own. */
function fieldsOf(rows: readonly Pick<ChangeSetRow, 'label' | 'values'>[]): string[] {
  const all = [...new Set(rows.flatMap(({ values }) => values.map(({ field }) => field)))];
  const isLabel = (field: string) => rows.every(({ label, values }) => values.find((one) => one.field === field)?.value === label);
  const rank = (field: string) => {
    const at = FIRST.indexOf(field);
    return at >= 0 ? at : FIRST.length + (LAST.includes(field) ? 1 : 0);
  };
  return all.filter((field) => !isLabel(field)).sort((a, b) => rank(a) - rank(b));
}

/** How many of the fields stand beside each other in a width: all of them, or as many as leave room for the rest. */
function howManyFit(fields: readonly string[], width: number, more: boolean): number {
  const whole = fields.reduce((sum, field) => sum + widthOf(field) + COLUMN_GAP, 0);
  if (whole <= width && !more) return fields.length;
  let left = width - NARROWEST_REST - COLUMN_GAP;
  let fit = 0;
  for (const field of fields) {
    left -= widthOf(field) + COLUMN_GAP;
    if (left < 0) break;
    fit += 1;
  }
  return fit;
}

/** By the first rows of a list; `more` where it goes on, with rows that may say something that none of these does. */
export function fieldColumns(
  say: Say,
  kind: ImportKind,
  { rows, more }: { rows: readonly ChangeSetRow[]; more: boolean },
  width: number,
): Column<ChangeSetRow>[] {
  const fields = fieldsOf(rows);
  const fit = howManyFit(fields, width, more);
  const beside = new Set(fields.slice(0, fit));
  const needsRest = more || fit < fields.length || rows.some(({ changes }) => changes.length > 0);
  const rest: Column<ChangeSetRow> = {
    id: 'rest',
    header: say('imports:alsoSays'),
    width: `minmax(${NARROWEST_REST}px, 2fr)`,
    cell: (row) => (
      <>
        <Changes say={say} kind={kind} changes={row.changes} />
        <Values say={say} kind={kind} values={row.values.filter(({ field, value }) => !beside.has(field) && value !== row.label)} />
      </>
    ),
  };
  return [
    ...[...beside].map(
      (field): Column<ChangeSetRow> => ({
        id: field,
        header: wordOfField(say, kind, field),
        width: trackOf(field),
        numeric: NUMBERS.has(field),
        cell: ({ values }) => wordOfValue(say, kind, field, values.find((one) => one.field === field)?.value ?? ''),
      }),
    ),
    ...(needsRest ? [rest] : []),
  ];
}

const BETWEEN = { marginRight: 14 };

export function Values({ say, kind, values }: { say: Say; kind: ImportKind; values: ChangeSetRow['values'] }) {
  return values.map(({ field, value }) => (
    <span key={field} style={BETWEEN}>
      <span className="quiet">{wordOfField(say, kind, field)}:</span> {wordOfValue(say, kind, field, value)}
    </span>
  ));
}

export function Changes({ say, kind, changes }: { say: Say; kind: ImportKind; changes: ChangeSetRow['changes'] }) {
  return changes.map((change) => (
    <span key={change.field} style={BETWEEN}>
      <span className="quiet">{wordOfField(say, kind, change.field)}:</span>{' '}
      <s>{wordOfValue(say, kind, change.field, change.old) || '–'}</s> → {wordOfValue(say, kind, change.field, change.new) || '–'}
    </span>
  ));
}

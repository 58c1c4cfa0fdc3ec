// How a row that could not be accepted is kept: its first mistake in columns of its own, further ones beside, so that a sheet with one
// mistake per row takes no more than it has to.
import type { Rejection } from './import-kind.ts';

/** Values of the columns line, code, field, value, cells, more. */
export function rejectedRow(line: number, mistakes: readonly Rejection[], cells: readonly string[]): unknown[] {
  const [{ code, field, value } = { code: '', field: '', value: '' }, ...others] = mistakes;
  const more = others.length === 0 ? null : JSON.stringify(others.map((one) => [one.code, one.field, one.value]));
  return [line, code, field, value, JSON.stringify(cells), more];
}

export function mistakesOf({ code, field, value, more }: Rejection & { more?: string | null }): Rejection[] {
  const others = more ? (JSON.parse(more) as [string, string, string][]) : [];
  return [{ code, field, value }, ...others.map(([code, field, value]) => ({ code, field, value }))];
}

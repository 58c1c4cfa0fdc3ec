// Comma-separated text that a spreadsheet program opens without running anything in it.
import Papa from 'papaparse';

/** First characters, also behind blanks or invisible ones, that a spreadsheet program takes for a formula. */
const FORMULA = /^[\s\u200b-\u200f\ufeff\0]*[=+\-@＝＋－＠|%\t\r]/;

/** Text that would be read as a formula gets an apostrophe in front; NUL is taken out. */
export function harmless(text: string): string {
  const plain = text.replaceAll('\0', '');
  return FORMULA.test(plain) ? `'${plain}` : plain;
}

/** The text behind such an apostrophe. */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/** One line with its line end (RFC 4180, CRLF), every field made harmless. */
export function csvLine(fields: readonly string[]): string {
  return csvLines([fields]);
}

/** The same for several lines. Numbers stay numbers: no text that a program wrote hides behind their sign. */
export function csvLines(lines: readonly (readonly (string | number)[])[]): string {
  const fields = lines.map((line) => line.map((field) => (typeof field === 'number' ? field : harmless(field))));
  return `${Papa.unparse(fields, { newline: '\r\n' })}\r\n`;
}

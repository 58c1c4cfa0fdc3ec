// Days as people type them: 2026-03-31 and its likes, 2026年3月31日, Mar 31 2026, 31 March 2026, 31-Mar-2026. Never 03/04/2026, which is two days.
import { type Day, dayOf } from './day.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NAMES = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const NUMBERS = /^(\d{4})(?:\s*年\s*|[-/.])(\d{1,2})(?:\s*月\s*|[-/.])(\d{1,2})\s*日?$/;
const MONTH_FIRST = /^([a-z]{3,9})\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|[\s-]+)(\d{4})$/;
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?\.?[\s/-]*([a-z]{3,9})\.?(?:,\s*|[\s/-]*)(\d{4})$/;

/** undefined where it is no day, or could be two. */
export function readDayText(text: string): Day | undefined {
  const written = text.normalize('NFKC').trim().toLowerCase();
  const numbers = NUMBERS.exec(written);
  if (numbers) return dayOf(Number(numbers[1]), Number(numbers[2]), Number(numbers[3]));
  const first = MONTH_FIRST.exec(written);
  if (first) return dayOf(Number(first[3]), monthNamed(first[1] ?? ''), Number(first[2]));
  const later = DAY_FIRST.exec(written);
  return later ? dayOf(Number(later[3]), monthNamed(later[2] ?? ''), Number(later[1])) : undefined;
}

/** 1–12, or 0 where no month is called so. */
function monthNamed(word: string): number {
  const short = word === 'sept' ? 'sep' : word;
  return Math.max(MONTHS.indexOf(short), NAMES.indexOf(short)) + 1;
}

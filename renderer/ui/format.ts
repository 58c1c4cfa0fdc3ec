// Numbers and days as people read them, in the language of the screens.
import i18next from 'i18next';
import { currentLanguage } from '../app/language.ts';

/** Making a formatter takes longer than using it, and a list that is scrolled uses them by the hundred. */
function onePerLanguage<Formatter>(make: (language: string) => Formatter): () => Formatter {
  const made = new Map<string, Formatter>();
  return () => {
    const language = currentLanguage();
    const formatter = made.get(language) ?? make(language);
    made.set(language, formatter);
    return formatter;
  };
}

const numbers = onePerLanguage((language) => new Intl.NumberFormat(language));
const days = onePerLanguage((language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }));
const daysInYear = onePerLanguage((language) => new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: 'UTC' }));

export function formatNumber(value: number): string {
  return numbers().format(value);
}

const startOf = (day: string) => Date.parse(`${day.slice(0, 10)}T00:00:00Z`);

/** A day in words; null is "not known". */
export function formatDay(day: string | null): string {
  return day === null ? i18next.t('ui:unknown') : days().format(startOf(day));
}

/** From a first to a last day, saying once what both share. */
export function formatPeriod(from: string, to: string): string {
  if (currentLanguage() !== 'zh-CN' || from === to) return days().formatRange(startOf(from), startOf(to));
  // Chinese ranges are known in numbers only, unlike days.
  const end = from.slice(0, 4) === to.slice(0, 4) ? daysInYear().format(startOf(to)) : formatDay(to);
  return i18next.t('ui:period', { from: formatDay(from), to: end });
}

export function formatMonth(month: string): string {
  if (!/^\d{4}-\d{2}$/.test(month)) return month;
  const words = new Intl.DateTimeFormat(currentLanguage(), { month: 'short', year: '2-digit', timeZone: 'UTC' }).format(
    Date.parse(`${month}-01T00:00:00Z`),
  );
  // "Dec 25" reads as a day.
  return words.replace(/ (\d\d)$/, ' ’$1');
}

export function formatInstant(instant: string): string {
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(instant));
}

export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(currentLanguage(), {
    style: 'unit',
    unit: units[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}

const STEPS = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** "3 weeks ago"; seconds count as "now". */
export function formatRelative(seconds: number): string {
  const relative = new Intl.RelativeTimeFormat(currentLanguage(), { numeric: 'auto' });
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 0];
  return size === 0 ? relative.format(0, 'second') : relative.format(Math.trunc(seconds / size), unit);
}

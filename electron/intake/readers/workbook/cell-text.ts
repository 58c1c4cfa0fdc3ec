// What a cell of a sheet says, as text: digits as the file has them, dates as ISO days, and everything else as a person sees it.

/** How a number is meant, by its format. A number is the count of leading zeros that the format keeps. */
export type NumberMeaning = 'plain' | 'day' | 'day_and_time' | 'time' | number;

/** Formats that every spreadsheet program knows by number; those for Chinese, Japanese and Korean dates among them. */
const BUILT_IN: Readonly<Record<number, NumberMeaning>> = {
  ...Object.fromEntries([14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, 'day'] as const)),
  ...Object.fromEntries([18, 19, 20, 21, 32, 33, 34, 35, 55, 56].map((id) => [id, 'time'] as const)),
  22: 'day_and_time',
};

export function meaningOfFormat(id: number, code: string | undefined): NumberMeaning {
  if (code === undefined) return BUILT_IN[id] ?? 'plain';
  if (/^0{2,20}$/.test(code)) return code.length;
  const [first = ''] = code.split(';');
  if (/\[[hms]+\]/i.test(first)) return 'plain';
  // Quoted text, escaped and fill characters, and colours or locales in brackets are no date parts.
  const bare = first.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').toLowerCase();
  if (/general|[#?]/.test(bare) || /0/.test(bare.replace(/s\.0+/g, 's'))) return 'plain';
  const day = /[dy年日]/.test(bare) || (/m/.test(bare) && !/[hs]/.test(bare));
  const time = /[hs]/.test(bare);
  if (day) return time ? 'day_and_time' : 'day';
  return time ? 'time' : 'plain';
}

const DAY_MS = 86_400_000;
const LAST_SERIAL = 2_958_465;

/** A serial number as ISO text; undefined when there is no such day. Serial 60 is the 29 February 1900 that never was, and says so. */
export function serialText(serial: number, meaning: NumberMeaning, from1904: boolean): string | undefined {
  if (!(serial >= 0 && serial < LAST_SERIAL + 1)) return undefined;
  let day = Math.floor(serial);
  let seconds = Math.round((serial - day) * 86_400);
  if (seconds === 86_400) {
    day += 1;
    seconds = 0;
  }
  const clock = new Date(seconds * 1000).toISOString().slice(11, 19);
  if (meaning === 'time' && day === 0) return clock;
  const iso = dayText(day, from1904);
  return seconds === 0 ? iso : `${iso} ${clock}`;
}

function dayText(day: number, from1904: boolean): string {
  if (from1904) return isoDay(Date.UTC(1904, 0, 1) + day * DAY_MS);
  if (day === 60) return '1900-02-29';
  return isoDay(Date.UTC(1899, 11, day < 60 ? 31 : 30) + day * DAY_MS);
}

function isoDay(instantMs: number): string {
  return new Date(instantMs).toISOString().slice(0, 10);
}

/** A number's digits. Whole numbers keep every digit the file has; others lose the noise of the seventeenth. */
export function numberText(written: string): string {
  const text = written.trim();
  if (/^-?\d{1,400}$/.test(text)) return text;
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) return text;
  return withoutExponent(String(value));
}

function withoutExponent(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (whole === '') return text;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point >= digits.length) return sign + digits.padEnd(point, '0');
  return point > 0 ? `${sign}${digits.slice(0, point)}.${digits.slice(point)}` : `${sign}0.${'0'.repeat(-point)}${digits}`;
}

/** Text as a workbook keeps it: `_x000D_` stands for a character that XML cannot hold. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))).toWellFormed();
}

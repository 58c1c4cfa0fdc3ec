// The period of a row with a quantity, from its cell for the first day and its cell for the date. Either may name a whole period.
import type { Day } from '../../../shared/values/day.ts';
import type { Period } from '../../../shared/values/period.ts';
import type { Rejection } from '../../intake/import-kind.ts';
import { createPeriodReader } from '../../intake/mapping/periods.ts';

interface DraftPeriod {
  readonly since: Day | null;
  readonly day: Day | null;
}

export function createPeriodDrafter(
  readDay: (text: string) => Day | undefined,
): (sinceText: string, dayText: string) => DraftPeriod | Rejection {
  const readPeriod = createPeriodReader();
  const read = (text: string): Period | Day | null | undefined => (text === '' ? null : (readDay(text) ?? readPeriod(text)));
  return (sinceText, dayText) => {
    const [begin, end] = [read(sinceText), read(dayText)];
    if (end === undefined) return { code: 'not_a_day', field: 'day', value: dayText };
    if (begin === undefined) return { code: 'not_a_day', field: 'since', value: sinceText };
    const since = typeof begin === 'string' ? begin : (begin ?? wholePeriod(end))?.from;
    const day = typeof end === 'string' ? end : (end ?? wholePeriod(begin))?.to;
    if (since && day && since > day) return { code: 'since_after_day', field: 'since', value: sinceText };
    return { since: since ?? null, day: day ?? null };
  };
}

function wholePeriod(read: Period | Day | null): Period | undefined {
  return typeof read === 'string' ? undefined : (read ?? undefined);
}

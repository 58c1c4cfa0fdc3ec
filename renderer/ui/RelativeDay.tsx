// A date as distance from now; the exact one on hover.
import { Tooltip } from '@mantine/core';
import { formatDay, formatDaysAway, formatInstant, formatRelative } from './format.ts';

export function RelativeDay({ day, instant }: { day?: string | null; instant?: string }) {
  if (instant) {
    return (
      <Tooltip label={formatInstant(instant)}>
        <time dateTime={instant}>{formatRelative((Date.parse(instant) - Date.now()) / 1000)}</time>
      </Tooltip>
    );
  }
  if (!day) return <span className="quiet">–</span>;
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  const days = Math.round((Date.parse(`${day}T00:00:00Z`) - today) / 86_400_000);
  return (
    <Tooltip label={formatDay(day)}>
      <time dateTime={day}>{Math.abs(days) < 7 ? formatDaysAway(days) : formatRelative(days * 86_400)}</time>
    </Tooltip>
  );
}

// How long until something goes on by itself.
import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../ui/format.ts';

export function Countdown({ until }: { until: string }) {
  const { t } = useTranslation('collections');
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1_000));
  const two = (number: number) => String(number).padStart(2, '0');
  return (
    <div title={formatInstant(until)}>
      <Text size="sm" c="dimmed">
        {t('waits')}
      </Text>
      <Text fz="lg" fw={600} component="output">
        {seconds >= 3_600 ? `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}` : Math.floor(seconds / 60)}:
        {two(seconds % 60)}
      </Text>
    </div>
  );
}

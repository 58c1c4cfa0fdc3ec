// How far a collection is: what it counted, what it is at, and until when it waits.
import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Collection } from '../../../shared/contract/collections.ts';
import { formatNumber } from '../../ui/format.ts';
import { Countdown } from './Countdown.tsx';
import { Counted } from './Counted.tsx';

export function HowFar({ collection, running }: { collection: Collection; running: boolean }) {
  const { t } = useTranslation('collections');
  const { at, label, requestsLeft, waitingUntil } = collection;
  return (
    <div>
      <Counted collection={collection} />
      <Group gap="xl" mt="sm">
        {at !== '' && at !== label && <Figure name={t(running ? 'readingNow' : 'readLast')} value={at} />}
        {running && waitingUntil === null && requestsLeft !== null && (
          <Figure name={t('requestsLeft')} value={formatNumber(requestsLeft)} />
        )}
        {waitingUntil !== null && <Countdown until={waitingUntil} />}
      </Group>
    </div>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text fz="lg" fw={600}>
        {value}
      </Text>
    </div>
  );
}

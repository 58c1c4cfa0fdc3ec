// Records that were put together into this person; each comes apart again as it was.
import { Button, Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../../../shared/contract/people.ts';
import { client, commandId } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { RelativeDay } from '../../ui/RelativeDay.tsx';

export function Merges({ person }: { person: PersonDetail }) {
  const { t } = useTranslation('people');
  if (person.merges.length === 0) return null;
  const unmerge = async (mergeId: string, name: string) => {
    try {
      const { changeId } = await client().people.unmerge({ commandId: commandId(), mergeId });
      notifyDone(t('unmerged', { name }), changeId);
    } catch (error) {
      notifyFailure(error);
    }
  };
  return (
    <div>
      <Title order={2} mb={6}>
        {t('merges')}
      </Title>
      {person.merges.map((one) => (
        <Group key={one.mergeId} justify="space-between" wrap="nowrap" align="start">
          <Text>
            {one.person.name}{' '}
            <span className="quiet">
              {t(`vocabulary:mergeRule.${one.rule}`)} · <RelativeDay instant={one.at} />
              {one.evidence && ` · ${one.evidence}`}
            </span>
          </Text>
          <Button variant="subtle" size="compact-sm" onClick={() => void unmerge(one.mergeId, one.person.name)}>
            {t('unmerge')}
          </Button>
        </Group>
      ))}
    </div>
  );
}

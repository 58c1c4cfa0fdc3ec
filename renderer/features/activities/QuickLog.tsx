// Logging in five seconds: kind, day (today), a few words, Enter.
import { Button, Group, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { activityFields } from '../../../shared/contract/activities.ts';
import { ACTIVITY_KINDS } from '../../../shared/vocabulary.ts';
import { client, commandId, program } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { DayField } from '../../ui/DayField.tsx';

export function QuickLog({ partnerId }: { partnerId: string }) {
  const { t } = useTranslation('activities');
  const { data: workspace } = useQuery(program().workspace.get.queryOptions({ input: {} }));
  const [kind, setKind] = useState<string>('meeting');
  const [day, setDay] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  const shownDay = day ?? workspace?.today ?? '';
  const log = async (event: FormEvent) => {
    event.preventDefault();
    const read = activityFields.safeParse({
      kind,
      day: shownDay,
      title,
      notes: '',
      evidence: '',
      area: null,
      partnerIds: [partnerId],
      followUpOn: null,
      followUpNote: '',
    });
    if (!read.success) return;
    try {
      const { changeId } = await client().activities.log({ commandId: commandId(), fields: read.data });
      notifyDone(t('logged', { title }), changeId);
      setTitle('');
    } catch (error) {
      notifyFailure(error);
    }
  };
  return (
    <form onSubmit={(event) => void log(event)}>
      <Group gap="xs" mb="md">
        <Select
          aria-label={t('columns.kind')}
          w={170}
          allowDeselect={false}
          value={kind}
          onChange={(next) => setKind(next ?? 'meeting')}
          data={ACTIVITY_KINDS.map((value) => ({ value, label: t(`vocabulary:activity.${value}`) }))}
        />
        <DayField aria-label={t('columns.day')} w={150} value={shownDay} onChange={setDay} />
        <TextInput
          aria-label={t('columns.title')}
          placeholder={t('whatHappened')}
          flex="1 1 240px"
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Button type="submit" disabled={title.trim() === ''}>
          {t('log')}
        </Button>
      </Group>
    </form>
  );
}

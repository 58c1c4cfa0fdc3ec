// The shared list of bots: kept in the ledger, never counted among people.
import { Button, Group, Pill, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, commandId, program } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { PeopleTable } from './PeopleTable.tsx';

export function Bots() {
  const { t } = useTranslation('people');
  const [name, setName] = useState('');
  const { data } = useQuery(program().people.botNames.queryOptions({ input: {} }));
  const list = async (one: string, listed: boolean) => {
    try {
      const { people } = await client().people.setBotName({ commandId: commandId(), name: one, listed });
      notifyDone(t(listed ? 'botListed' : 'botUnlisted', { name: one, count: people }));
      setName('');
    } catch (error) {
      notifyFailure(error);
    }
  };
  return (
    <>
      <Text c="dimmed" mb="sm">
        {t('botsExplained')}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') void list(name.trim(), true);
        }}
      >
        <Group gap="xs" align="end" mb="sm">
          <TextInput label={t('botName')} w={260} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Button type="submit" variant="default" disabled={name.trim() === ''}>
            {t('listBot')}
          </Button>
        </Group>
      </form>
      <Group gap={6} mb="md">
        {data?.own.map((one) => (
          <Pill
            key={one}
            withRemoveButton
            removeButtonProps={{ 'aria-label': t('unlistBot', { name: one }), 'aria-hidden': false, tabIndex: 0 }}
            onRemove={() => void list(one, false)}
          >
            {one}
          </Pill>
        ))}
        {data?.shipped.map((one) => (
          <Text key={one} size="sm" c="dimmed">
            {one}
          </Text>
        ))}
      </Group>
      <Title order={2} mb="xs">
        {t('botsFound')}
      </Title>
      <PeopleTable filter={{ bots: 'only' }} empty={{ sentence: t('noBots') }} />
    </>
  );
}

// Puts another record of the same person together with this one, by hand.
import { Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../../../shared/contract/people.ts';
import { client, commandId, program } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

export function MergeDialog({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const { t } = useTranslation('people');
  const [search, setSearch] = useState('');
  const [other, setOther] = useState<string | null>(null);
  const [evidence, setEvidence] = useState('');
  const { data } = useQuery(
    program().people.list.queryOptions({ input: { filter: { search: search.length > 1 ? search : undefined }, limit: 50 } }),
  );
  const merge = async () => {
    try {
      const { changeId } = await client().people.merge({
        commandId: commandId(),
        intoId: person.id,
        fromIds: [other ?? ''],
        rule: 'by_hand',
        evidence,
      });
      notifyDone(t('merged', { name: person.name }), changeId);
      onClose();
    } catch (error) {
      notifyFailure(error);
    }
  };
  return (
    <Dialog onClose={onClose} title={t('mergeInto', { name: person.name })}>
      <Text mb="sm">{t('mergeExplained')}</Text>
      <Select
        label={t('otherRecord')}
        searchable
        data-autofocus
        openOnFocus={false}
        onSearchChange={setSearch}
        filter={({ options }) => options}
        value={other}
        onChange={setOther}
        data={(data?.items ?? [])
          .filter((one) => one.id !== person.id)
          .map((one) => ({ value: one.id, label: [one.name, one.login && `@${one.login}`, one.email].filter(Boolean).join(' · ') }))}
      />
      <TextInput label={t('evidence')} mt="sm" value={evidence} onChange={(event) => setEvidence(event.currentTarget.value)} />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('ui:cancel')}
        </Button>
        <Button disabled={other === null} onClick={() => void merge()}>
          {t('mergeDo')}
        </Button>
      </Group>
    </Dialog>
  );
}

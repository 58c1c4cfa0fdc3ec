// What to read from a code host: which repositories, which parts of them, from when on, and where.
import { Alert, Button, Checkbox, Group, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CollectionRequest, GITHUB_PARTS } from '../../../shared/contract/collections.ts';
import { client, commandId } from '../../app/client.ts';
import { failureOf } from '../../app/failures.ts';
import { DayField } from '../../ui/DayField.tsx';
import { DEFAULT_API, type DraftFaults, draftOf, type GithubDraft, requestOf } from './github-draft.ts';
import { TokenField } from './TokenField.tsx';

const BEGINNINGS = ['goOn', 'since', 'everything'] as const;

export function GithubForm({ last, onStarted }: { last: CollectionRequest | null; onStarted: (collectionId: string) => void }) {
  const { t } = useTranslation('github');
  const [draft, setDraft] = useState<GithubDraft>(() => draftOf(last));
  const [faults, setFaults] = useState<DraftFaults>({});
  const [refused, setRefused] = useState<string | null>(null);
  const [privateFound, setPrivateFound] = useState(false);
  const [busy, setBusy] = useState(false);
  const set = (some: Partial<GithubDraft>) => {
    setDraft({ ...draft, ...some });
    setFaults({});
    setRefused(null);
  };
  const api = draft.api.trim();
  // A local proxy or VPN can give even github.com a private address.
  const asksNetwork = (api !== DEFAULT_API && api.startsWith('https://')) || draft.privateNetwork || privateFound;
  const start = async (event: FormEvent) => {
    event.preventDefault();
    const made = requestOf(draft);
    if ('faults' in made) return setFaults(made.faults);
    setBusy(true);
    setRefused(null);
    try {
      onStarted((await client().collections.start({ commandId: commandId(), request: made.request })).collectionId);
    } catch (error) {
      const { sentence, data } = failureOf(error);
      setRefused(sentence);
      if (data.reason === 'forbidden_network') setPrivateFound(true);
    } finally {
      setBusy(false);
    }
  };
  const wrongName = (word: string | undefined) =>
    word === undefined ? undefined : word === '' ? t('nothingNamed') : t('wrongName', { word });

  return (
    <form onSubmit={(event) => void start(event)}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing="lg" maw={980}>
        <Stack gap="md">
          <Textarea
            label={t('repositories')}
            description={t('repositoriesHint')}
            placeholder={'acme/engine\nhttps://github.com/acme/site'}
            minRows={4}
            maxRows={12}
            autosize
            spellCheck={false}
            value={draft.repositories}
            error={wrongName(faults.repositories)}
            onChange={(event) => set({ repositories: event.currentTarget.value })}
          />
          <TextInput
            label={t('organisation')}
            description={t('organisationHint')}
            placeholder="acme"
            spellCheck={false}
            value={draft.organisation}
            error={wrongName(faults.organisation)}
            onChange={(event) => set({ organisation: event.currentTarget.value })}
          />
          <Group gap="sm" align="flex-start" grow>
            <Select
              label={t('begin')}
              data={BEGINNINGS.map((value) => ({ value, label: t(`beginnings.${value}`) }))}
              value={draft.begin}
              allowDeselect={false}
              onChange={(begin) => set({ begin: BEGINNINGS.find((one) => one === begin) ?? 'goOn' })}
            />
            {draft.begin === 'since' && (
              <DayField
                label={t('since')}
                value={draft.since}
                error={faults.since && t('sinceMissing')}
                onChange={(day) => set({ since: day })}
              />
            )}
          </Group>
        </Stack>
        <Stack gap="md">
          <Checkbox.Group
            label={t('parts')}
            value={draft.parts}
            error={faults.parts && t('partsMissing')}
            onChange={(parts) => set({ parts })}
          >
            <Stack gap={8} mt={6}>
              {GITHUB_PARTS.map((part) => (
                <Checkbox key={part} value={part} label={t(`partNames.${part}`)} description={t(`partHints.${part}`)} />
              ))}
            </Stack>
          </Checkbox.Group>
        </Stack>
        <Stack gap="md">
          <TextInput
            label={t('api')}
            description={t('apiHint')}
            spellCheck={false}
            value={draft.api}
            onChange={(event) => set({ api: event.currentTarget.value })}
          />
          {asksNetwork && (
            <Checkbox
              label={t('privateNetwork')}
              description={t('privateNetworkHint')}
              checked={draft.privateNetwork}
              onChange={(event) => set({ privateNetwork: event.currentTarget.checked })}
            />
          )}
        </Stack>
        <TokenField api={api} />
      </SimpleGrid>
      {refused !== null && <Alert color="red" variant="light" mt="md" maw={980} title={refused} role="alert" />}
      <Group mt="lg" mb="sm">
        <Button type="submit" loading={busy}>
          {t('start')}
        </Button>
      </Group>
    </form>
  );
}

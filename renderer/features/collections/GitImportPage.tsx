// Contributions from a clone on this machine: which folder, from which day, and what was read of it before.
import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collection, GitRequest } from '../../../shared/contract/collections.ts';
import { client, commandId, program } from '../../app/client.ts';
import { failureOf } from '../../app/failures.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { textOf, useAddress } from '../../ui/use-address.ts';
import { ImportSteps } from '../imports/ImportSteps.tsx';
import { CollectionRun } from './CollectionRun.tsx';
import { EarlierCollections } from './EarlierCollections.tsx';
import { type GitChoice, GitForm } from './GitForm.tsx';
import { TrustQuestion } from './TrustQuestion.tsx';

const NOTHING_CHOSEN: GitChoice = { folder: '', since: '', mailmap: true, repository: '', fromStart: false };

export function GitImportPage() {
  const { t } = useTranslation('collections');
  const [address, change] = useAddress();
  const collectionId = textOf(address.collection);
  const [choice, setChoice] = useState<GitChoice>(NOTHING_CHOSEN);
  const [fresh, setFresh] = useState<string | null>(null);
  const [asking, setAsking] = useState<GitChoice | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { data: earlier } = useQuery(program().collections.list.queryOptions({ input: { source: 'git', limit: 100 } }));
  const known = (folder: string) => earlier?.items.some(({ request }) => request.source === 'git' && request.folder === folder) ?? false;

  const working = async (work: () => Promise<void>) => {
    setAsking(null);
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure(failureOf(error).sentence);
    } finally {
      setBusy(false);
    }
  };
  const read = (chosen: GitChoice) =>
    working(async () => {
      const request = {
        ...chosen,
        source: 'git' as const,
        folder: chosen.folder.trim(),
        since: (chosen.since || null) as GitRequest['since'],
        repository: chosen.repository.trim() || null,
      };
      const started = await client().collections.start({ commandId: commandId(), request });
      setFresh(started.collectionId);
      change({ collection: started.collectionId }, false);
    });
  const begin = (chosen: GitChoice) => {
    if (known(chosen.folder.trim())) return void read(chosen);
    // A folder that is not there needs no trust.
    void working(async () => {
      await client().collections.findClone({ folder: chosen.folder.trim() });
      setAsking(chosen);
    });
  };
  const again = (collection: Collection, fromStart: boolean) => {
    const { request } = collection;
    if (request.source !== 'git') return;
    void read({ ...request, since: fromStart ? (request.since ?? '') : '', repository: request.repository ?? '', fromStart });
  };
  const back = () => change({ collection: undefined });

  return (
    <>
      <PageHeader title={t('git.title')} />
      <ImportSteps current="source" collected />
      {collectionId !== '' ? (
        <CollectionRun
          key={collectionId}
          collectionId={collectionId}
          fresh={fresh === collectionId}
          onLeave={back}
          onFromStart={(one) => again(one, true)}
        />
      ) : (
        <Stack gap="xl">
          <Stack gap="md" maw={720}>
            <Text c="dimmed">{t('git.explained')}</Text>
            <GitForm choice={choice} busy={busy} failure={failure} onChange={setChoice} onRead={() => begin(choice)} />
            <Text size="sm">
              <Link to="/settings" search={{ tab: 'kinds' } as never}>
                {t('whichKinds')}
              </Link>
            </Text>
          </Stack>
          <EarlierCollections
            source="git"
            place={({ request }) => (request.source === 'git' ? request.folder : '')}
            onOpen={(one) => change({ collection: one.id }, false)}
            onAgain={(one) => again(one, false)}
          />
        </Stack>
      )}
      {asking && <TrustQuestion folder={asking.folder.trim()} onNo={() => setAsking(null)} onYes={() => void read(asking)} />}
    </>
  );
}

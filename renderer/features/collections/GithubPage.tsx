// From a code host to a change-set: say what to read, watch it being read, and what was read earlier. What is being watched stands in
// the address, so a reload finds it again.
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collection } from '../../../shared/contract/collections.ts';
import { client, commandId, program } from '../../app/client.ts';
import { notifyFailure } from '../../app/notify.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { textOf, useAddress } from '../../ui/use-address.ts';
import { ImportSteps } from '../imports/ImportSteps.tsx';
import { CollectionRun } from './CollectionRun.tsx';
import { EarlierCollections } from './EarlierCollections.tsx';
import { GithubForm } from './GithubForm.tsx';

export function GithubPage() {
  const { t } = useTranslation('github');
  const [address, change] = useAddress();
  const [started, setStarted] = useState<string | null>(null);
  const { data, error, refetch } = useQuery(program().collections.list.queryOptions({ input: { source: 'github' } }));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const watched = textOf(address.collection) || data.items.find((one) => one.jobId !== null)?.id;
  const watch = (collection: string | undefined) => change({ collection });
  const begun = (collectionId: string) => {
    setStarted(collectionId);
    watch(collectionId);
  };
  const again = async ({ request }: Collection) => {
    if (request.source !== 'github') return;
    try {
      const from = { ...request, since: null, fromStart: false };
      begun((await client().collections.start({ commandId: commandId(), request: from })).collectionId);
    } catch (failure) {
      notifyFailure(failure);
    }
  };
  return (
    <>
      <PageHeader title={t('title')} />
      <ImportSteps current="source" collected />
      {watched ? (
        <CollectionRun key={watched} collectionId={watched} fresh={started === watched} onLeave={() => watch(undefined)} />
      ) : (
        <>
          <GithubForm last={data.items[0]?.request ?? null} onStarted={begun} />
          <Text size="sm" mb="xl">
            <Link to="/settings" search={{ tab: 'kinds' } as never}>
              {t('whichKinds')}
            </Link>
          </Text>
          <EarlierCollections
            source="github"
            place={({ request }) => (request.source === 'github' ? new URL(request.api).host : '')}
            onOpen={(one) => watch(one.id)}
            onAgain={(one) => void again(one)}
          />
        </>
      )}
    </>
  );
}

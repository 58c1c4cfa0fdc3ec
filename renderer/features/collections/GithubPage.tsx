// From a code host to a change-set: say what to read, watch it being read, and what was read earlier. What is being watched stands in
// the address, so a reload finds it again.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { program } from '../../app/client.ts';
import { Failed } from '../../ui/Failed.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { textOf, useAddress } from '../../ui/use-address.ts';
import { EarlierGathered } from './EarlierGathered.tsx';
import { GithubForm } from './GithubForm.tsx';
import { GithubProgress } from './GithubProgress.tsx';

export function GithubPage() {
  const { t } = useTranslation('github');
  const [address, change] = useAddress();
  const { data, error, refetch } = useQuery(program().collections.list.queryOptions({ input: { source: 'github' } }));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const watched = textOf(address.collection);
  const running = data.items.find((one) => one.id === watched) ?? data.items.find((one) => one.jobId !== null);
  const watch = (collection: string | undefined) => change({ collection });
  return (
    <>
      <PageHeader title={t('title')} />
      {running ? (
        <GithubProgress key={running.id} collectionId={running.id} onLeave={() => watch(undefined)} />
      ) : (
        <GithubForm last={data.items[0]?.request ?? null} onStarted={watch} />
      )}
      <EarlierGathered items={data.items.filter((one) => one.id !== running?.id && one.state !== 'cancelled')} onOpen={watch} />
    </>
  );
}

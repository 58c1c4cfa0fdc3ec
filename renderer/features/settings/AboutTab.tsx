// Versions, where the data is, and the check that it is in order.
import { Alert, Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, program } from '../../app/client.ts';
import { notifyFailure } from '../../app/notify.tsx';
import { formatBytes, formatNumber, joined, labelled } from '../../ui/format.ts';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';

export function AboutTab() {
  const { t } = useTranslation('settings');
  const { data } = useQuery(program().workspace.get.queryOptions({ input: {} }));
  const [result, setResult] = useState<Awaited<ReturnType<ReturnType<typeof client>['workspace']['check']>> | null>(null);
  const [busy, setBusy] = useState(false);
  if (!data) return <PageSkeleton rows={5} />;
  const facts = [
    [t('about.program'), data.programVersion],
    [t('about.sqlite'), data.sqliteVersion],
    [t('about.schema'), String(data.schemaVersion)],
    [t('about.file'), `${data.fileName} (${formatBytes(data.bytes)})`],
    [
      t('about.holds'),
      t('about.counts', {
        partners: formatNumber(data.counts.partners),
        people: formatNumber(data.counts.people),
        contributions: formatNumber(data.counts.contributions),
        activities: formatNumber(data.counts.activities),
      }),
    ],
  ] as const;
  const check = async () => {
    setBusy(true);
    try {
      setResult(await client().workspace.check({}));
    } catch (error) {
      notifyFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack gap="md" maw={640}>
      <dl style={{ margin: 0, display: 'grid', gridTemplateColumns: 'max-content 1fr', gap: '8px 16px' }}>
        {facts.map(([label, value]) => [
          <dt key={label} className="quiet">
            {label}
          </dt>,
          <dd key={`${label} value`} style={{ margin: 0 }}>
            {value}
          </dd>,
        ])}
      </dl>
      <Button variant="default" w="fit-content" loading={busy} onClick={() => void check()}>
        {t('about.check')}
      </Button>
      {result && (
        <Alert color={result.ok ? 'green' : 'red'} variant="light" title={result.ok ? t('about.checkOk') : t('about.checkBad')}>
          {result.checks
            .filter((one) => one.problems > 0)
            .map((one) => (
              <div key={one.name}>
                {labelled(t(`about.checks.${one.name}`), formatNumber(one.problems))} ({joined(one.examples)})
              </div>
            ))}
        </Alert>
      )}
    </Stack>
  );
}

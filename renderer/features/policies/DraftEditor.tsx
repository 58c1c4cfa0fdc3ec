// The next version while it is being written: its fields, what it would change, storing, publishing and giving it up.
import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PointsPolicy, type PolicyDraft, pointsPolicy } from '../../../shared/contract/policies.ts';
import { isDay } from '../../../shared/values/day.ts';
import { client, commandId, program } from '../../app/client.ts';
import { failureOf } from '../../app/failures.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { focusPage } from '../../ui/focus-first.ts';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { Impact } from './Impact.tsx';
import { PolicyEditor } from './PolicyEditor.tsx';
import { problemOf } from './policy-problem.ts';
import { useDraft } from './use-draft.ts';

export function DraftEditor({ draft }: { draft: PolicyDraft }) {
  const { t } = useTranslation('policies');
  const { data: workspace } = useQuery(program().workspace.get.queryOptions({ input: {} }));
  const { policy, setPolicy, dirty, save } = useDraft(draft);
  const [effectiveFrom, setEffectiveFrom] = useState('');
  const [tried, setTried] = useState<PointsPolicy | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const preview = useQuery({ ...program().policies.preview.queryOptions({ input: { policy: tried ?? policy } }), enabled: tried !== null });
  // What was tried says nothing about what was changed since.
  const shown = tried === policy;
  const impact = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!shown) return;
    impact.current?.focus({ preventScroll: true });
    impact.current?.scrollIntoView({ block: 'start' });
  }, [shown]);
  const [missing, setMissing] = useState(false);
  const trying = async (work: (whole: PointsPolicy) => Promise<void>) => {
    setFailure(null);
    const problem = problemOf(policy);
    setMissing(problem?.says === 'policies:namesMissing');
    if (problem) return setFailure(t(problem.says, problem.values));
    try {
      await work(pointsPolicy.parse(policy));
    } catch (error) {
      setFailure(failureOf(error).sentence);
    }
  };
  const publish = () =>
    trying(async (whole) => {
      if (dirty) await save(whole);
      const { version } = await client().policies.publish({
        commandId: commandId(),
        effectiveFrom: (effectiveFrom || workspace?.today) as never,
      });
      notifyDone(t('published', { version }));
      // What was published stands at the top of the page, which is shorter now.
      document.getElementById('content')?.scrollTo({ top: 0 });
      focusPage();
    });
  const discard = () => client().policies.discardDraft({ commandId: commandId() }).then(focusPage).catch(notifyFailure);
  return (
    <div>
      <Title order={2}>{t('draft', { version: draft.basedOn })}</Title>
      <Text c="dimmed" mb="sm">
        {t('draftExplained')}
      </Text>
      <PolicyEditor policy={policy} missing={missing} onChange={setPolicy} />
      <Group mt="lg" align="end" className="step-actions">
        {failure && <Alert color="red" variant="light" w="100%" title={failure} />}
        <Button variant="default" onClick={() => void trying(async () => setTried(policy))}>
          {t('preview')}
        </Button>
        <Button
          variant="default"
          // A disabled button would drop the focus of whoever has just stored the draft with it.
          aria-disabled={!dirty || undefined}
          data-disabled={!dirty || undefined}
          onClick={() => dirty && void trying(save)}
        >
          {t('saveDraft')}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => void discard()}>
          {t('discardDraft')}
        </Button>
        <DayField label={t('effectiveFrom')} value={effectiveFrom || (workspace?.today ?? '')} onChange={setEffectiveFrom} />
        <Button disabled={effectiveFrom !== '' && !isDay(effectiveFrom)} onClick={() => void publish()}>
          {t('publish')}
        </Button>
      </Group>
      {shown && (
        <section ref={impact} tabIndex={-1} aria-label={t('preview')} style={{ marginTop: 16, minHeight: '60vh' }}>
          {preview.error ? <Failed error={preview.error} /> : preview.data ? <Impact impact={preview.data} /> : <PageSkeleton rows={3} />}
        </section>
      )}
    </div>
  );
}

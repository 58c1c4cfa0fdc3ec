// One ledger entry explained: its formula, its source line, whom it counts for and why.
import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContributionDetail } from '../../../shared/contract/contributions.ts';
import { formatHundredths } from '../../../shared/values/hundredths.ts';
import { program } from '../../app/client.ts';
import { useScreenState } from '../../app/screen-state.ts';
import { Failed } from '../../ui/Failed.tsx';
import { formatInstant, formatNumber, labelled } from '../../ui/format.ts';
import { useKinds } from '../../ui/kinds.ts';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { EntryActions } from './EntryActions.tsx';
import { EntryDay } from './EntryDay.tsx';

export function ContributionDrawer() {
  const { t } = useTranslation('contributions');
  const contributionId = useScreenState((state) => state.contributionId);
  const closeContribution = useScreenState((state) => state.closeContribution);
  const closeEvidence = useScreenState((state) => state.closeEvidence);
  const { data, error } = useQuery({
    ...program().contributions.get.queryOptions({ input: { contributionId: contributionId ?? '' } }),
    placeholderData: undefined,
  });
  const leave = () => {
    closeContribution();
    closeEvidence();
  };
  return (
    <SideDrawer onClose={closeContribution} title={t('entry')} size="min(560px, 92vw)">
      {error ? <Failed error={error} /> : data ? <Entry entry={data} leave={leave} /> : <PageSkeleton rows={6} />}
    </SideDrawer>
  );
}

function Entry({ entry, leave }: { entry: ContributionDetail; leave: () => void }) {
  const { t } = useTranslation('contributions');
  const { nameOfKind } = useKinds();
  const { source, formula } = entry;
  const invented = source.externalKey.startsWith('demo:');
  return (
    <Stack gap="md">
      <Text fw={600} size="lg">
        {entry.title || nameOfKind(entry.kind)}
      </Text>
      {entry.state === 'rejected' ? (
        <Text className="down">
          {t('rejectedBecause', {
            reason: entry.rejectedBecause === 'by_hand' ? entry.reason : t(`vocabulary:rejection.${entry.rejectedBecause}`),
          })}
        </Text>
      ) : (
        <Formula formula={formula} kind={nameOfKind(entry.kind)} />
      )}
      {entry.state === 'reversal' && <Text className="down">{t('vocabulary:entryState.reversal')}</Text>}
      {entry.reversedBy && <Text className="down">{t('reversedBy', { id: entry.reversedBy })}</Text>}
      {entry.reason && entry.rejectedBecause !== 'by_hand' && (
        <Text c="dimmed">{t('because', { reason: t(`vocabulary:entryReason.${entry.reason}`, { defaultValue: entry.reason }) })}</Text>
      )}
      <EntryActions entry={entry} />
      <dl style={{ margin: 0, display: 'grid', gridTemplateColumns: 'max-content 1fr', gap: '8px 16px' }}>
        <Row label={t(entry.since ? 'period' : 'columns.day')}>
          <EntryDay entry={entry} />
        </Row>
        <Row label={t('columns.kind')}>
          {nameOfKind(entry.kind)}
          {entry.sourceKind && <span className="quiet"> {t('calledInSource', { kind: entry.sourceKind })}</span>}
        </Row>
        <Row label={t('columns.person')}>
          <Link to="/people/$personId" params={{ personId: entry.person.id }} onClick={leave}>
            {entry.person.name}
          </Link>
        </Row>
        <Row label={t('columns.partner')}>
          {entry.partner && entry.partner.id !== 'independent' ? (
            <>
              <Link to="/partners/$partnerId" params={{ partnerId: entry.partner.id }} onClick={leave}>
                {entry.partner.name}
              </Link>
              {entry.affiliation && (
                <span className="quiet">
                  {' '}
                  · {t(`vocabulary:affiliation.${entry.affiliation.source}`)} {entry.affiliation.evidence}
                </span>
              )}
            </>
          ) : (
            t(`vocabulary:bucket.${entry.partner ? 'independent' : 'unknown'}`)
          )}
        </Row>
        {entry.repository && <Row label={t('vocabulary:field.repository')}>{entry.repository}</Row>}
        {entry.quantity !== null && <Row label={t('vocabulary:field.quantity')}>{entry.quantity}</Row>}
        <Row label={t('link')}>
          {entry.link && /^https?:\/\//i.test(entry.link) ? (
            <Anchor href={entry.link} target="_blank" rel="noreferrer noopener" fz="md" underline="always">
              {entry.link}
            </Anchor>
          ) : (
            (entry.link ?? <span className="quiet">{t('noEvidence')}</span>)
          )}
        </Row>
        <Row label={t('source')}>
          {source.importId ? (
            <Link to="/imports/$importId" params={{ importId: source.importId }} onClick={leave}>
              {t('sourceLine', { file: source.fileName, line: source.line })}
            </Link>
          ) : (
            t(invented ? 'sourceDemo' : 'sourceByHand')
          )}
        </Row>
        <Row label={t('key')}>
          <code>{source.externalKey}</code> <span className="quiet">{t('revision', { revision: source.revision })}</span>
        </Row>
        <Row label={t('recorded')}>{formatInstant(entry.recordedAt)}</Row>
      </dl>
      {entry.history.length > 1 && <History entry={entry} />}
    </Stack>
  );
}

/** Everything that was ever written under this entry's key. */
function History({ entry }: { entry: ContributionDetail }) {
  const { t } = useTranslation('contributions');
  const openContribution = useScreenState((state) => state.openContribution);
  return (
    <div>
      <Text fw={600} mb={4}>
        {t('history')}
      </Text>
      {entry.history.map((one) => (
        <Text key={one.id} size="sm">
          <Anchor
            component="button"
            type="button"
            fz="sm"
            onClick={() => openContribution(one.id)}
            aria-current={one.id === entry.id || undefined}
          >
            {formatInstant(one.recordedAt)}
          </Anchor>{' '}
          {t(`vocabulary:entryState.${one.state}`)} · {formatNumber(one.points)} · {t('policy', { version: one.policyVersion })}
          {one.reason && <span className="quiet"> · {t(`vocabulary:entryReason.${one.reason}`, { defaultValue: one.reason })}</span>}
          {one.state === 'rejected' && one.rejectedBecause && one.rejectedBecause !== 'by_hand' && (
            <span className="quiet"> · {t(`vocabulary:rejection.${one.rejectedBecause}`)}</span>
          )}
        </Text>
      ))}
    </div>
  );
}

/** `50 × 1.20 × 1.10 × 0.90 = 59.4 → 59`, with the names of the factors below. */
function Formula({ formula, kind }: { formula: ContributionDetail['formula']; kind: string }) {
  const { t } = useTranslation('contributions');
  const factors = (['complexity', 'impact', 'quality'] as const).map((factor) => ({
    factor,
    word: formula[factor].name,
    hundredths: formula[factor].hundredths,
  }));
  const words = factors.map(({ factor, word }) =>
    labelled(t(`vocabulary:field.${factor}`), word === null ? t('notStated') : t(`vocabulary:${factor}.${word}`)),
  );
  return (
    <div>
      <Text fz="lg" component="output">
        {formula.base} × {factors.map(({ hundredths }) => formatHundredths(hundredths)).join(' × ')} = {formula.product} →{' '}
        <strong>{formula.points}</strong>
      </Text>
      <Text size="sm" c="dimmed">
        {[kind, ...words, t('policy', { version: formula.policyVersion }), ...(formula.clamped ? [t('clamped')] : [])].join(' · ')}
      </Text>
    </div>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="quiet">{label}</dt>
      <dd style={{ margin: 0, overflowWrap: 'anywhere' }}>{children}</dd>
    </>
  );
}

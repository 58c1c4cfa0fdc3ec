// The partner's page at a glance: what is known, and what its people contributed in the last two years.
import { Grid, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PartnerDetail } from '../../../shared/contract/partners.ts';
import { lastDayOfMonth } from '../../../shared/values/day.ts';
import { useScreenState } from '../../app/screen-state.ts';
import { Bars } from '../../ui/Bars.tsx';
import { ChartFrame } from '../../ui/ChartFrame.tsx';
import { formatDay, formatMonth, joined } from '../../ui/format.ts';
import { useKinds } from '../../ui/kinds.ts';
import { MonthColumns } from '../../ui/MonthColumns.tsx';

export function PartnerOverview({ partner }: { partner: PartnerDetail }) {
  const { t } = useTranslation('partners');
  const openEvidence = useScreenState((state) => state.openEvidence);
  const { nameOfKind } = useKinds();
  const missing = <span className="quiet">{t('ui:unknown')}</span>;
  const points = t('columns.points');
  const largestFirst = [...partner.pointsByKind].sort((one, other) => other.points - one.points);
  const openMonth = (month: string) => () =>
    openEvidence(formatMonth(month), {
      list: 'contributions',
      filter: { partnerId: partner.id, from: `${month}-01` as never, to: lastDayOfMonth(month) as never },
    });
  const openKind = (kind: string) => () =>
    openEvidence(nameOfKind(kind), { list: 'contributions', filter: { partnerId: partner.id, kinds: [kind as never] } });
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, md: 4 }}>
        <dl style={{ margin: 0, display: 'grid', gridTemplateColumns: 'max-content 1fr', gap: '8px 16px' }}>
          <Fact label={t('fields.owner')}>{partner.owner ?? missing}</Fact>
          <Fact label={t('fields.region')}>{partner.region ?? missing}</Fact>
          <Fact label={t('fields.joinedOn')}>{partner.joinedOn ? formatDay(partner.joinedOn) : missing}</Fact>
          <Fact label={t('fields.areas')}>
            {partner.areas.length > 0 ? joined(partner.areas.map((area) => t(`vocabulary:area.${area}`))) : missing}
          </Fact>
          <Fact label={t('fields.emailDomains')}>{partner.emailDomains.length > 0 ? partner.emailDomains.join(', ') : missing}</Fact>
          <Fact label={t('fields.contacts')} wide={partner.contacts.length > 0}>
            {partner.contacts.length > 0
              ? partner.contacts.map((one) => <ContactLine key={one.name + one.email} contact={one} />)
              : missing}
          </Fact>
          <Fact label={t('source')}>
            {partner.importId ? (
              <Link to="/imports/$importId" params={{ importId: partner.importId }}>
                {partner.importFileName}
              </Link>
            ) : (
              t('byHand')
            )}
          </Fact>
        </dl>
        {partner.notes && (
          <Text mt="md" style={{ whiteSpace: 'pre-wrap' }}>
            {partner.notes}
          </Text>
        )}
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 8 }}>
        <ChartFrame
          title={t('pointsByMonth')}
          table={{
            heads: [t('month'), points],
            rows: partner.pointsByMonth.map((one) => ({
              key: one.month,
              cells: [formatMonth(one.month), one.points],
              open: openMonth(one.month),
            })),
          }}
        >
          <MonthColumns
            series={[{ key: 'points', label: points }]}
            months={partner.pointsByMonth.map((one) => ({
              key: one.month,
              label: formatMonth(one.month),
              values: { points: one.points },
              open: openMonth(one.month),
            }))}
          />
        </ChartFrame>
        <div style={{ height: 24 }} />
        <ChartFrame
          title={t('pointsByKind')}
          table={{
            heads: [t('kind'), points],
            rows: largestFirst.map((one) => ({
              key: one.kind,
              cells: [nameOfKind(one.kind), one.points],
              open: openKind(one.kind),
            })),
          }}
        >
          <Bars
            bars={largestFirst.map((one) => ({
              key: one.kind,
              label: nameOfKind(one.kind),
              value: one.points,
              open: openKind(one.kind),
            }))}
          />
        </ChartFrame>
      </Grid.Col>
    </Grid>
  );
}

function ContactLine({ contact }: { contact: PartnerDetail['contacts'][number] }) {
  const { name, role, email, phone, notes } = contact;
  return (
    <div style={{ marginBottom: 6 }}>
      <div>{[name, role].filter(Boolean).join(' · ')}</div>
      <div className="quiet">{[email === name ? '' : email, phone].filter(Boolean).join(' · ')}</div>
      {notes !== '' && <div className="quiet">{notes}</div>}
    </div>
  );
}

/** A wide one has its line to itself, below its label. */
function Fact({ label, wide, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <>
      <dt className="quiet">{label}</dt>
      <dd style={{ margin: 0, overflowWrap: 'anywhere', gridColumn: wide ? '1 / -1' : undefined }}>{children}</dd>
    </>
  );
}

// One partner: who it is, how it stands, what was done together, who its people are, what they contributed.
import { Anchor, Button, Group, Table, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PartnerDetail } from '../../../shared/contract/partners.ts';
import { client, commandId, program } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { TierBadge } from '../../ui/Badges.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { FigureButton } from '../../ui/FigureButton.tsx';
import { formatDay } from '../../ui/format.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { textOf, useAddress, wordOf } from '../../ui/use-address.ts';
import { ActivityTable } from '../activities/ActivityTable.tsx';
import { QuickLog } from '../activities/QuickLog.tsx';
import { ContributionTable } from '../contributions/ContributionTable.tsx';
import { PeopleTable } from '../people/PeopleTable.tsx';
import { PartnerForm } from './PartnerForm.tsx';
import { PartnerOverview } from './PartnerOverview.tsx';

const TABS = ['overview', 'timeline', 'people', 'contributions', 'tiers'] as const;

export function PartnerPage() {
  const { t } = useTranslation('partners');
  const { partnerId } = useParams({ strict: false }) as { partnerId: string };
  const navigate = useNavigate();
  const [address, change] = useAddress();
  const { data: partner, error, refetch } = useQuery(program().partners.get.queryOptions({ input: { partnerId } }));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!partner) return <PageSkeleton />;
  const tab = wordOf(address.tab, TABS) ?? 'overview';

  const remove = async () => {
    try {
      const { changeId } = await client().partners.remove({ commandId: commandId(), partnerId });
      notifyDone(t('removed', { name: partner.name }), changeId);
      void navigate({ to: '/partners' });
    } catch (failure) {
      notifyFailure(failure);
    }
  };
  return (
    <>
      <PageHeader
        title={partner.name}
        beside={<Facts partner={partner} />}
        actions={
          <>
            <Button variant="subtle" color="gray" onClick={() => void remove()}>
              {t('remove')}
            </Button>
            <Button variant="default" onClick={() => change({ form: 'edit' })}>
              {t('edit')}
            </Button>
          </>
        }
      />
      <Group gap="xl" mb="md" align="start">
        <FigureButton
          alone
          label={t('figures.people')}
          figure={{ value: partner.figures.people, previous: null, evidence: { list: 'people', filter: { partnerIds: [partnerId] } } }}
          note={t('figures.peopleNote')}
        />
        <FigureButton
          alone
          label={t('figures.points')}
          figure={{ value: partner.figures.points, previous: null, evidence: { list: 'contributions', filter: { partnerId } } }}
          note={t('figures.pointsNote')}
        />
        <FigureButton
          alone
          label={t('figures.contributions')}
          figure={{ value: partner.figures.contributions, previous: null, evidence: { list: 'contributions', filter: { partnerId } } }}
        />
        <FigureButton
          alone
          label={t('figures.activities')}
          figure={{
            value: partner.figures.activities,
            previous: null,
            evidence: { list: 'activities', filter: { partnerIds: [partnerId] } },
          }}
        />
      </Group>
      <Tabs value={tab} onChange={(next) => change({ tab: textOf(next) })} mb="md">
        <Tabs.List>
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {tab === 'overview' && <PartnerOverview partner={partner} />}
      {tab === 'timeline' && (
        <>
          <QuickLog partnerId={partnerId} />
          <ActivityTable filter={{ partnerIds: [partnerId] }} ofOnePartner />
        </>
      )}
      {tab === 'people' && <PeopleTable filter={{ partnerIds: [partnerId] }} ofOnePartner />}
      {tab === 'contributions' && <ContributionTable filter={{ partnerId }} without={['partner']} />}
      {tab === 'tiers' && <TierHistory partner={partner} />}
      {address.form === 'edit' && <PartnerForm partner={partner} onClose={() => change({ form: undefined })} />}
    </>
  );
}

function TierHistory({ partner }: { partner: PartnerDetail }) {
  const { t } = useTranslation('partners');
  return (
    <Table maw={620} verticalSpacing={6} aria-label={t('tabs.tiers')}>
      <Table.Tbody>
        {partner.tierHistory.map((step) => (
          <Table.Tr key={`${step.tier}${step.from}`}>
            <Table.Td>
              <TierBadge tier={step.tier} />
            </Table.Td>
            <Table.Td>
              {step.from ? formatDay(step.from) : t('sinceUnknown')} – {step.until ? formatDay(step.until) : t('today')}
            </Table.Td>
            <Table.Td c="dimmed">{t(`tierReasons.${step.reason || 'registered'}`)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Facts({ partner }: { partner: PartnerDetail }) {
  const { t } = useTranslation('partners');
  return (
    <Group gap="sm" c="dimmed" fz="md">
      <TierBadge tier={partner.tier} />
      {partner.tierSince && <span>{t('since', { day: formatDay(partner.tierSince) })}</span>}
      <span>{t(`vocabulary:status.${partner.status}`)}</span>
      {partner.type && <span>{t(`vocabulary:type.${partner.type}`)}</span>}
      {partner.website && (
        <Anchor href={partner.website} target="_blank" rel="noreferrer noopener" fz="md" underline="always">
          {partner.website.replace(/^https?:\/\//, '')}
        </Anchor>
      )}
    </Group>
  );
}

// One partner: who it is, how it stands, what was done together, who its people are, what they contributed.
import { Anchor, Button, Group, Stack, Tabs, Text } from '@mantine/core';
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
const HEIGHT = 'calc(100vh - 330px)';

export function PartnerPage() {
  const { t } = useTranslation('partners');
  const { partnerId } = useParams({ strict: false }) as { partnerId: string };
  const navigate = useNavigate();
  const [address, change] = useAddress();
  const { data: partner, error, refetch } = useQuery(program().partners.get.queryOptions({ input: { partnerId } }));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!partner) return <PageSkeleton />;

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
      <Tabs value={wordOf(address.tab, TABS) ?? 'overview'} onChange={(tab) => change({ tab: textOf(tab) })} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`tabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <PartnerOverview partner={partner} />
        </Tabs.Panel>
        <Tabs.Panel value="timeline">
          <QuickLog partnerId={partnerId} />
          <ActivityTable filter={{ partnerIds: [partnerId] }} height={HEIGHT} />
        </Tabs.Panel>
        <Tabs.Panel value="people">
          <PeopleTable filter={{ partnerIds: [partnerId] }} height={HEIGHT} />
        </Tabs.Panel>
        <Tabs.Panel value="contributions">
          <ContributionTable filter={{ partnerId }} height={HEIGHT} />
        </Tabs.Panel>
        <Tabs.Panel value="tiers">
          <Stack gap="xs">
            {partner.tierHistory.map((step) => (
              <Group key={`${step.tier}${step.from}`} gap="md">
                <TierBadge tier={step.tier} />
                <Text>
                  {step.from ? formatDay(step.from) : t('sinceUnknown')} – {step.until ? formatDay(step.until) : t('today')}
                </Text>
                <Text c="dimmed">{t(`tierReasons.${step.reason || 'registered'}`)}</Text>
              </Group>
            ))}
          </Stack>
        </Tabs.Panel>
      </Tabs>
      {address.form === 'edit' && <PartnerForm partner={partner} onClose={() => change({ form: undefined })} />}
    </>
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

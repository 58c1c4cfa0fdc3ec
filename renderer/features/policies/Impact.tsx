// What scoring anew would change: who gains and who loses, before anything is written.
import { Grid, Group, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PolicyImpact } from '../../../shared/contract/policies.ts';
import { LevelBadge } from '../../ui/Badges.tsx';
import { formatNumber } from '../../ui/format.ts';

const SHOWN = 15;

export function Impact({ impact }: { impact: PolicyImpact }) {
  const { t } = useTranslation('policies');
  if (impact.changed === 0) return <Text>{t('nothingChanges', { entries: formatNumber(impact.entries) })}</Text>;
  const figures = [
    ['changed', `${formatNumber(impact.changed)} / ${formatNumber(impact.entries)}`],
    ['points', `${formatNumber(impact.pointsBefore)} → ${formatNumber(impact.pointsAfter)}`],
    ['gaining', formatNumber(impact.gaining)],
    ['losing', formatNumber(impact.losing)],
    ['levelsUp', formatNumber(impact.levelsUp)],
    ['levelsDown', formatNumber(impact.levelsDown)],
    ['newlyRejected', formatNumber(impact.newlyRejected)],
    ['newlyAccepted', formatNumber(impact.newlyAccepted)],
  ] as const;
  return (
    <div>
      <Group gap="xl" mb="md">
        {figures.map(([name, value]) => (
          <div key={name}>
            <Text size="sm" c="dimmed">
              {t(`impact.${name}`)}
            </Text>
            <Text fz="lg" fw={600}>
              {value}
            </Text>
          </div>
        ))}
      </Group>
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Title order={3} mb={4}>
            {t('impact.people')}
          </Title>
          <Table verticalSpacing={4} aria-label={t('impact.people')}>
            <Table.Tbody>
              {impact.people.slice(0, SHOWN).map((one) => (
                <Table.Tr key={one.id}>
                  <Table.Td>
                    <Link to="/people/$personId" params={{ personId: one.id }}>
                      {one.name}
                    </Link>
                  </Table.Td>
                  <Table.Td ta="right">
                    {formatNumber(one.before)} → {formatNumber(one.after)}
                  </Table.Td>
                  <Table.Td>
                    {one.levelBefore !== one.levelAfter && (
                      <>
                        <LevelBadge level={one.levelBefore} /> → <LevelBadge level={one.levelAfter} />
                      </>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Title order={3} mb={4}>
            {t('impact.partners')}
          </Title>
          <Table verticalSpacing={4} aria-label={t('impact.partners')}>
            <Table.Tbody>
              {impact.partners.slice(0, SHOWN).map((one) => (
                <Table.Tr key={one.id}>
                  <Table.Td>{one.id === 'unknown' || one.id === 'independent' ? t(`vocabulary:bucket.${one.id}`) : one.name}</Table.Td>
                  <Table.Td ta="right">
                    {formatNumber(one.before)} → {formatNumber(one.after)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Grid.Col>
      </Grid>
    </div>
  );
}

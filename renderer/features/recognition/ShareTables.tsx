// The points of a period cut by partner, kind, region and, where it is known, repository. Rows open what they count.
import { Grid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Period } from '../../../shared/values/period.ts';
import { useScreenState } from '../../app/screen-state.ts';
import { useKinds } from '../../ui/kinds.ts';
import { type ShareRow, Shares } from '../../ui/Shares.tsx';

interface ShareTablesProps {
  period: Period;
  points: number;
  byPartner: readonly ShareRow[];
  byKind: readonly ShareRow[];
  byRegion: readonly ShareRow[];
  byRepository?: readonly ShareRow[];
}

export function ShareTables({ period, points, byPartner, byKind, byRegion, byRepository }: ShareTablesProps) {
  const { t } = useTranslation('people');
  const openEvidence = useScreenState((state) => state.openEvidence);
  const { nameOfKind } = useKinds();
  const open = (title: string, more: object) =>
    openEvidence(title, { list: 'contributions', filter: { ...period, bots: 'without', ...more } });
  const partner = ({ key, name }: ShareRow) =>
    key === 'unknown' || key === 'independent' ? t(`vocabulary:bucket.${key}`) : name || t('noValue');
  const named = ({ name }: ShareRow) => name || t('noValue');
  return (
    <>
      <Grid.Col span={{ base: 12, md: 6 }}>
        <Shares
          title={t('byPartner')}
          total={points}
          shares={byPartner}
          nameOf={partner}
          open={(one) => open(partner(one), { partnerId: one.key })}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 6 }}>
        <Shares
          title={t('byKind')}
          total={points}
          shares={byKind}
          nameOf={({ key }) => nameOfKind(key)}
          open={({ key }) => open(nameOfKind(key), { kinds: [key] })}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 6 }}>
        <Shares
          title={t('byRegion')}
          total={points}
          shares={byRegion}
          nameOf={named}
          open={(one) => open(named(one), { region: one.key })}
        />
      </Grid.Col>
      {byRepository && (
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Shares
            title={t('byRepository')}
            total={points}
            shares={byRepository}
            nameOf={named}
            open={({ key }) => key !== '' && open(key, { repository: key })}
          />
        </Grid.Col>
      )}
    </>
  );
}

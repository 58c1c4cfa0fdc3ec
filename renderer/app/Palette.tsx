// Ctrl/⌘K: go to a page, run an action, open a partner or a person by name.
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.layer.css';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOverlay } from '../ui/use-overlay.ts';
import { program } from './client.ts';
import type { Command } from './commands.ts';

export function Palette({ commands, close }: { commands: Command[]; close: () => void }) {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  useOverlay();
  const [query, setQuery] = useState('');
  useEffect(() => spotlight.open(), []);
  const wanted = query.trim();
  const enabled = wanted.length >= 2;
  const partners = useQuery(
    program().partners.list.queryOptions({
      input: { filter: { search: wanted }, sort: { by: 'relevance', direction: 'ascending' }, limit: 5 },
      enabled,
    }),
  );
  const people = useQuery(program().people.list.queryOptions({ input: { filter: { search: wanted }, limit: 5 }, enabled }));

  const found = (id: string, label: string, description: string, onClick: () => void): SpotlightActionData => ({
    id,
    label,
    description,
    onClick,
    keywords: wanted,
  });
  const groups: SpotlightActionGroupData[] = [
    ...(enabled && partners.data?.items.length
      ? [
          {
            group: t('nav.partners'),
            actions: partners.data.items.map((one) =>
              found(
                one.id,
                one.name,
                t(`vocabulary:tier.${one.tier}`),
                () => void navigate({ to: '/partners/$partnerId', params: { partnerId: one.id } }),
              ),
            ),
          },
        ]
      : []),
    ...(enabled && people.data?.items.length
      ? [
          {
            group: t('nav.people'),
            actions: people.data.items.map((one) =>
              found(
                one.id,
                one.name,
                one.partner?.name ?? one.email ?? '',
                () => void navigate({ to: '/people/$personId', params: { personId: one.id } }),
              ),
            ),
          },
        ]
      : []),
    ...(['pages', 'actions'] as const).map((group) => ({
      group: t(`palette.${group}`),
      actions: commands
        .filter((command) => command.group === group)
        .map((command) => ({ id: command.id, label: command.label, onClick: () => command.run() })),
    })),
  ];
  return (
    <Spotlight
      actions={groups}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={close}
      shortcut={null}
      nothingFound={t('palette.nothing')}
      highlightQuery
      scrollable
      maxHeight={420}
      transitionProps={{ duration: 100 }}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
      }}
    />
  );
}

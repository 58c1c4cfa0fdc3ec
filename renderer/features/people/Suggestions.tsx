// Pairs that may be one person, each with what speaks for it: put together, or never again.
import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MergeSuggestion } from '../../../shared/contract/people.ts';
import { client, commandId, program } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { formatNumber, labelled } from '../../ui/format.ts';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';

export function Suggestions() {
  const { t } = useTranslation('people');
  const { data, error } = useQuery(program().people.suggestions.queryOptions({ input: { limit: 100 } }));
  if (error) return <Failed error={error} />;
  if (!data) return <PageSkeleton />;
  if (data.total === 0) return <EmptyState sentence={t('noSuggestions')} />;
  const merge = async ({ one, other, rule, evidence }: MergeSuggestion) => {
    try {
      const { changeId } = await client().people.merge({ commandId: commandId(), intoId: one.id, fromIds: [other.id], rule, evidence });
      notifyDone(t('merged', { name: one.name }), changeId);
    } catch (failure) {
      notifyFailure(failure);
    }
  };
  const dismiss = async ({ one, other }: MergeSuggestion) => {
    try {
      const { changeId } = await client().people.dismiss({ commandId: commandId(), oneId: one.id, otherId: other.id });
      notifyDone(t('dismissed'), changeId);
    } catch (failure) {
      notifyFailure(failure);
    }
  };
  return (
    <>
      <Text c="dimmed" mb="sm">
        {t('suggestionsExplained', { count: data.total })}
      </Text>
      {data.items.map((pair) => (
        <Group key={pair.one.id + pair.other.id} justify="space-between" py={8} style={{ borderBottom: '1px solid var(--hairline)' }}>
          <div style={{ flex: '1 1 300px', overflowWrap: 'anywhere' }}>
            <Person person={pair.one} />
            <Person person={pair.other} />
            <Text size="sm" c="dimmed">
              {labelled(t(`vocabulary:mergeRule.${pair.rule}`), pair.evidence)}
            </Text>
          </div>
          <Group gap="xs" wrap="nowrap">
            <Button variant="subtle" color="gray" onClick={() => void dismiss(pair)}>
              {t('dismiss')}
            </Button>
            <Button variant="default" onClick={() => void merge(pair)}>
              {t('mergeDo')}
            </Button>
          </Group>
        </Group>
      ))}
    </>
  );
}

function Person({ person }: { person: MergeSuggestion['one'] }) {
  const { t } = useTranslation('people');
  return (
    <Text>
      <Link to="/people/$personId" params={{ personId: person.id }}>
        {person.name}
      </Link>{' '}
      <span className="quiet">
        {[person.login && `@${person.login}`, person.email, t('pointsOf', { points: formatNumber(person.points) })]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </Text>
  );
}

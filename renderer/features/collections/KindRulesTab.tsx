// By which rules commits and pull requests get their kind: an ordered list, the first that matches decides.
import { Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KindRule, KindRules } from '../../../shared/contract/kind-rules.ts';
import { client, commandId, program } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { useKinds } from '../../ui/kinds.ts';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { KindRuleRow } from './KindRuleRow.tsx';

const MOST_RULES = 30;

export function KindRulesTab() {
  const { data, error, refetch } = useQuery(program().collections.kindRules.queryOptions({ input: {} }));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return <Editor key={JSON.stringify(data)} stored={data.rules} isDefault={data.isDefault} onSaved={() => void refetch()} />;
}

function Editor({ stored, isDefault, onSaved }: { stored: KindRules; isDefault: boolean; onSaved: () => void }) {
  const { t } = useTranslation('collections');
  const { kinds, nameOfKind } = useKinds();
  const [rules, setRules] = useState<readonly KindRule[]>(stored.rules);
  const [otherwise, setOtherwise] = useState(stored.otherwise);
  const [opened, setOpened] = useState<ReadonlySet<KindRule>>(new Set());
  const choices = kinds.map((value) => ({ value, label: nameOfKind(value) }));
  const open = (rule: KindRule) => setOpened((before) => new Set([...before, rule]));
  const put = (index: number, rule: KindRule) => {
    open(rule);
    setRules(rules.map((one, at) => (at === index ? rule : one)));
  };
  const add = () => {
    const rule: KindRule = { kind: otherwise, labels: [], prefixes: [], paths: [], closesBug: false };
    open(rule);
    setRules([...rules, rule]);
  };
  const move = (index: number, by: 1 | -1) => {
    const next = [...rules];
    next.splice(index + by, 0, ...next.splice(index, 1));
    setRules(next);
  };
  const save = async (next: KindRules | null) => {
    try {
      await client().collections.saveKindRules({ commandId: commandId(), rules: next });
      notifyDone(t('rules.saved'));
      onSaved();
    } catch (failure) {
      notifyFailure(failure);
    }
  };
  const changed = JSON.stringify({ rules, otherwise }) !== JSON.stringify({ rules: stored.rules, otherwise: stored.otherwise });
  return (
    <Stack gap="md" maw={1100}>
      <div>
        <Title order={2}>{t('rules.title')}</Title>
        <Text c="dimmed">{t('rules.explained')}</Text>
      </div>
      <Stack component="ol" gap={0} p={0} m={0} style={{ listStyle: 'none' }} aria-label={t('rules.title')}>
        {rules.map((rule, index) => (
          <KindRuleRow
            // biome-ignore lint/suspicious/noArrayIndexKey: rules have nothing else to be told apart by
            key={index}
            number={index + 1}
            last={rules.length}
            rule={rule}
            kinds={choices}
            open={opened.has(rule)}
            onOpen={() => open(rule)}
            onChange={(next) => put(index, next)}
            onMove={(by) => move(index, by)}
            onRemove={() => setRules(rules.filter((_, at) => at !== index))}
          />
        ))}
      </Stack>
      <Group align="end" gap="md">
        <NativeSelect
          w={220}
          label={t('rules.otherwise')}
          data={choices}
          value={otherwise}
          onChange={(event) => setOtherwise(event.currentTarget.value)}
        />
        <Button variant="subtle" leftSection={<IconPlus size={15} aria-hidden />} disabled={rules.length >= MOST_RULES} onClick={add}>
          {t('rules.add')}
        </Button>
      </Group>
      <Group gap="xs">
        <Button disabled={!changed} onClick={() => void save({ rules: [...rules], otherwise })}>
          {t('rules.save')}
        </Button>
        <Button variant="default" disabled={isDefault && !changed} onClick={() => void save(null)}>
          {t('rules.reset')}
        </Button>
        <Text c="dimmed" size="sm">
          {t(isDefault ? 'rules.isDefault' : 'rules.isOwn')}
        </Text>
      </Group>
    </Stack>
  );
}

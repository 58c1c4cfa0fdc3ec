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
import { focusPage } from '../../ui/focus-first.ts';
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

/** Rules can be equal, and what is said of one changes; its number stays with it wherever it is moved. */
interface Row {
  readonly id: number;
  readonly rule: KindRule;
}

function Editor({ stored, isDefault, onSaved }: { stored: KindRules; isDefault: boolean; onSaved: () => void }) {
  const { t } = useTranslation('collections');
  const { kinds, nameOfKind } = useKinds();
  const [rows, setRows] = useState<readonly Row[]>(() => stored.rules.map((rule, id) => ({ id, rule })));
  const rules = rows.map(({ rule }) => rule);
  const [otherwise, setOtherwise] = useState(stored.otherwise);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const choices = kinds.map((value) => ({ value, label: nameOfKind(value) }));
  const open = (id: number) => setOpened((before) => new Set([...before, id]));
  const put = (id: number, rule: KindRule) => setRows(rows.map((one) => (one.id === id ? { id, rule } : one)));
  const add = () => {
    const id = Math.max(-1, ...rows.map((one) => one.id)) + 1;
    open(id);
    setRows([...rows, { id, rule: { kind: otherwise, labels: [], prefixes: [], paths: [], closesBug: false } }]);
  };
  const move = (index: number, by: 1 | -1) => {
    const next = [...rows];
    next.splice(index + by, 0, ...next.splice(index, 1));
    setRows(next);
  };
  const save = async (next: KindRules | null) => {
    try {
      await client().collections.saveKindRules({ commandId: commandId(), rules: next });
      notifyDone(t('rules.saved'));
      onSaved();
      focusPage();
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
        {rows.map(({ id, rule }, index) => (
          <KindRuleRow
            key={id}
            number={index + 1}
            last={rows.length}
            rule={rule}
            kinds={choices}
            open={opened.has(id)}
            onOpen={() => open(id)}
            onChange={(next) => put(id, next)}
            onMove={(by) => move(index, by)}
            onRemove={() => {
              setRows(rows.filter((one) => one.id !== id));
              focusPage();
            }}
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
        <Button disabled={!changed} onClick={() => void save({ rules, otherwise })}>
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

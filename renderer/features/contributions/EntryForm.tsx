// Types an entry, or corrects one: what it was, when, and how much it weighs. Points follow from the policy.
import { Alert, Button, Group, NumberInput, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ContributionDetail, entryFields } from '../../../shared/contract/contributions.ts';
import { COMPLEXITIES, IMPACTS, QUALITIES } from '../../../shared/vocabulary.ts';
import { client, commandId, program } from '../../app/client.ts';
import { failureOf } from '../../app/failures.ts';
import { notifyDone } from '../../app/notify.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { useKinds } from '../../ui/kinds.ts';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { schemaErrors } from '../../ui/schema-errors.ts';

interface FormValues {
  personId: string | null;
  kind: string;
  since: string;
  day: string;
  title: string;
  link: string;
  complexity: string | null;
  impact: string | null;
  quality: string | null;
  quantity: number | '';
  repository: string;
  reason: string;
}

const tidy = ({ personId: _, reason: __, ...values }: FormValues): unknown => ({
  ...values,
  since: values.since === '' || values.quantity === '' ? null : values.since,
  day: values.day === '' ? null : values.day,
  quantity: values.quantity === '' ? null : values.quantity,
});

export function EntryForm({
  entry,
  person,
  onClose,
}: {
  entry?: ContributionDetail;
  person?: { id: string; name: string };
  onClose: () => void;
}) {
  const { t } = useTranslation('contributions');
  const { kinds, nameOfKind } = useKinds();
  const { data: workspace } = useQuery(program().workspace.get.queryOptions({ input: {} }));
  const [search, setSearch] = useState('');
  const { data: people } = useQuery({
    ...program().people.list.queryOptions({ input: { filter: { search: search.length > 1 ? search : undefined }, limit: 50 } }),
    enabled: !entry && !person,
  });
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm<FormValues>({
    initialValues: {
      personId: person?.id ?? null,
      kind: entry?.kind ?? 'code',
      since: entry?.since ?? '',
      day: entry ? (entry.day ?? '') : (workspace?.today ?? ''),
      title: entry?.title ?? '',
      link: entry?.link ?? '',
      complexity: entry?.formula.complexity.name ?? null,
      impact: entry?.formula.impact.name ?? null,
      quality: entry?.formula.quality.name ?? null,
      quantity: entry?.quantity ?? '',
      repository: entry?.repository ?? '',
      reason: '',
    },
    validate: (values) => ({
      ...schemaErrors(entryFields, tidy(values)),
      ...(entry
        ? values.reason.trim() === ''
          ? { reason: t('failures:rules.required') }
          : {}
        : values.personId
          ? {}
          : { personId: t('failures:rules.required') }),
    }),
  });
  const save = form.onSubmit(async (values) => {
    try {
      const fields = entryFields.parse(tidy(values));
      const { contributions } = client();
      const { changeId } = entry
        ? await contributions.correct({ commandId: commandId(), contributionId: entry.id, entry: fields, reason: values.reason })
        : await contributions.add({ commandId: commandId(), personId: values.personId ?? '', entry: fields });
      notifyDone(t(entry ? 'corrected' : 'added'), changeId);
      onClose();
    } catch (error) {
      setFailure(failureOf(error).sentence);
    }
  });
  const factor = (name: 'complexity' | 'impact' | 'quality', words: readonly string[]) => (
    <Select
      label={t(`vocabulary:field.${name}`)}
      clearable
      placeholder={t('notStated')}
      data={words.map((value) => ({ value, label: t(`vocabulary:${name}.${value}`) }))}
      {...form.getInputProps(name)}
    />
  );
  return (
    <SideDrawer onClose={onClose} dirty={form.isDirty()} title={t(entry ? 'correctTitle' : 'addTitle')}>
      <form onSubmit={save} noValidate>
        <Stack gap="sm">
          {failure && <Alert color="red" variant="light" title={failure} />}
          {!entry && (
            <Select
              label={t('columns.person')}
              required
              searchable
              data-autofocus={person ? undefined : true}
              openOnFocus={false}
              onSearchChange={setSearch}
              disabled={person !== undefined}
              filter={({ options }) => options}
              data={
                person
                  ? [{ value: person.id, label: person.name }]
                  : (people?.items ?? []).map((one) => ({ value: one.id, label: one.email ? `${one.name} · ${one.email}` : one.name }))
              }
              {...form.getInputProps('personId')}
            />
          )}
          <Group grow align="start">
            <Select
              label={t('columns.kind')}
              allowDeselect={false}
              data={kinds.map((value) => ({ value, label: nameOfKind(value) }))}
              {...form.getInputProps('kind')}
            />
            <DayField label={t('columns.day')} {...form.getInputProps('day')} value={form.values.day} />
          </Group>
          <TextInput label={t('columns.title')} data-autofocus={entry || person ? true : undefined} {...form.getInputProps('title')} />
          <TextInput label={t('link')} placeholder="https://" {...form.getInputProps('link')} />
          <Group grow align="start">
            {factor('complexity', COMPLEXITIES)}
            {factor('impact', IMPACTS)}
            {factor('quality', QUALITIES)}
          </Group>
          <Group grow align="start">
            <TextInput label={t('vocabulary:field.repository')} placeholder="owner/name" {...form.getInputProps('repository')} />
            <NumberInput
              label={t('vocabulary:field.quantity')}
              min={1}
              clampBehavior="none"
              allowDecimal={false}
              {...form.getInputProps('quantity')}
            />
          </Group>
          {form.values.quantity !== '' && (
            <DayField
              label={t('vocabulary:field.since')}
              description={t('periodExplained')}
              {...form.getInputProps('since')}
              value={form.values.since}
            />
          )}
          {entry && <Textarea label={t('ui:reason')} required autosize minRows={2} {...form.getInputProps('reason')} />}
          <Group justify="flex-end" gap="xs" mt="sm">
            <Button variant="default" onClick={onClose}>
              {t('ui:cancel')}
            </Button>
            <Button type="submit">{t(entry ? 'correct' : 'add')}</Button>
          </Group>
        </Stack>
      </form>
    </SideDrawer>
  );
}

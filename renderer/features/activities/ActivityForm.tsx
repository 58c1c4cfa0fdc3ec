// Logs or edits an activity: several partners, evidence, a follow-up with its day.
import { Alert, Button, Group, MultiSelect, Select, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ActivityItem, activityFields } from '../../../shared/contract/activities.ts';
import { ACTIVITY_KINDS, type ActivityKind, COLLABORATION_AREAS } from '../../../shared/vocabulary.ts';
import { client, commandId, program } from '../../app/client.ts';
import { failureOf } from '../../app/failures.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { usePartnerChoices } from '../../ui/partner-choices.ts';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { schemaErrors } from '../../ui/schema-errors.ts';
import { useOfferedPeople } from './offered-people.ts';
import { PeopleNames } from './PeopleNames.tsx';

interface FormValues {
  kind: ActivityKind;
  day: string;
  title: string;
  notes: string;
  evidence: string;
  area: string | null;
  partnerIds: string[];
  followUpOn: string;
  followUpNote: string;
  outcome: string;
  people: string[];
}

function valuesOf(activity: ActivityItem | undefined, today: string): FormValues {
  if (!activity)
    return {
      kind: 'meeting',
      day: today,
      title: '',
      notes: '',
      evidence: '',
      area: null,
      partnerIds: [],
      followUpOn: '',
      followUpNote: '',
      outcome: '',
      people: [],
    };
  const { kind, day, title, notes, evidence, area, followUpNote, outcome, people } = activity;
  return {
    kind,
    day,
    title,
    notes,
    evidence,
    area,
    followUpNote,
    outcome,
    people,
    followUpOn: activity.followUpOn ?? '',
    partnerIds: activity.partners.map((one) => one.id),
  };
}

const tidy = (values: FormValues, offered: ReadonlyMap<string, string>): unknown => ({
  ...values,
  followUpOn: values.followUpOn === '' ? null : values.followUpOn,
  personOf: Object.fromEntries(values.people.flatMap((text) => (offered.has(text) ? [[text, offered.get(text)]] : []))),
});
const NOBODY: ReadonlyMap<string, string> = new Map();

export function ActivityForm({ activity, onClose }: { activity?: ActivityItem; onClose: () => void }) {
  const { t } = useTranslation('activities');
  const { data: workspace } = useQuery(program().workspace.get.queryOptions({ input: {} }));
  const [failure, setFailure] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const form = useForm<FormValues>({
    initialValues: valuesOf(activity, workspace?.today ?? new Date().toISOString().slice(0, 10)),
    validate: (values) => schemaErrors(activityFields, tidy(values, NOBODY)),
  });
  const offered = useOfferedPeople(form.values.partnerIds);
  const partners = usePartnerChoices(form.values.partnerIds, activity?.partners);

  const save = form.onSubmit(async (values) => {
    setSaving(true);
    try {
      const fields = activityFields.parse(tidy(values, offered));
      const { changeId } = activity
        ? await client().activities.edit({ commandId: commandId(), activityId: activity.id, revision: activity.revision, fields })
        : await client().activities.log({ commandId: commandId(), fields });
      notifyDone(t(activity ? 'edited' : 'logged', { title: fields.title }), changeId);
      onClose();
    } catch (error) {
      setFailure(failureOf(error).sentence);
    } finally {
      setSaving(false);
    }
  });
  const remove = async () => {
    if (!activity) return;
    try {
      const { changeId } = await client().activities.remove({ commandId: commandId(), activityId: activity.id });
      notifyDone(t('removed', { title: activity.title }), changeId);
      onClose();
    } catch (error) {
      notifyFailure(error);
    }
  };

  return (
    <SideDrawer onClose={onClose} dirty={form.isDirty()} title={activity ? t('editTitle') : t('log')}>
      <form onSubmit={save} noValidate>
        <Stack gap="sm">
          {failure && <Alert color="red" variant="light" title={failure} />}
          <Group grow align="start">
            <Select
              label={t('columns.kind')}
              allowDeselect={false}
              data={ACTIVITY_KINDS.map((value) => ({ value, label: t(`vocabulary:activity.${value}`) }))}
              {...form.getInputProps('kind')}
            />
            <DayField label={t('columns.day')} required {...form.getInputProps('day')} value={form.values.day} />
          </Group>
          <TextInput label={t('columns.title')} required data-autofocus {...form.getInputProps('title')} />
          <MultiSelect label={t('columns.partners')} required {...partners.select} {...form.getInputProps('partnerIds')} />
          <TagsInput
            label={t('people')}
            placeholder={form.values.people.length === 0 ? t('peopleExplained') : undefined}
            splitChars={[';', '；', '、']}
            data={[...offered.keys()]}
            limit={50}
            {...form.getInputProps('people')}
          />
          {activity && (Object.keys(activity.personOf).length > 0 || activity.ambiguous.length > 0) && (
            <Text size="sm">
              {t('peopleAre')} <PeopleNames activity={activity} onLeave={onClose} />
            </Text>
          )}
          <Group grow align="start">
            <Select
              label={t('area')}
              clearable
              data={COLLABORATION_AREAS.map((value) => ({ value, label: t(`vocabulary:area.${value}`) }))}
              {...form.getInputProps('area')}
            />
            <TextInput label={t('evidence')} placeholder="https://" {...form.getInputProps('evidence')} />
          </Group>
          <Textarea label={t('outcome')} autosize minRows={1} {...form.getInputProps('outcome')} />
          <Textarea label={t('notes')} autosize minRows={2} {...form.getInputProps('notes')} />
          <Group grow align="start">
            <DayField label={t('followUpOn')} {...form.getInputProps('followUpOn')} value={form.values.followUpOn} />
            <TextInput label={t('followUpNote')} {...form.getInputProps('followUpNote')} />
          </Group>
          {activity?.importId && <FromImport importId={activity.importId} onLeave={onClose} />}
          <Group justify="space-between" mt="sm">
            {activity ? (
              <Button variant="subtle" color="gray" onClick={() => void remove()}>
                {t('remove')}
              </Button>
            ) : (
              <span />
            )}
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                {t('ui:cancel')}
              </Button>
              <Button type="submit" loading={saving}>
                {activity ? t('ui:save') : t('log')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </SideDrawer>
  );
}

function FromImport({ importId, onLeave }: { importId: string; onLeave: () => void }) {
  const { t } = useTranslation('activities');
  const { data } = useQuery(program().imports.get.queryOptions({ input: { importId } }));
  if (!data) return null;
  return (
    <Text size="sm">
      <Link to="/imports/$importId" params={{ importId }} onClick={onLeave}>
        {t('source', { file: data.fileName })}
      </Link>
    </Text>
  );
}

// Registers or edits a partner, beside the list. The form is checked by the very schema that guards the wire.
import { Alert, Button, Group, MultiSelect, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PartnerDetail, partnerFields } from '../../../shared/contract/partners.ts';
import { AREAS_OF_TYPE, COLLABORATION_AREAS, PARTNER_STATUSES, PARTNER_TYPES } from '../../../shared/vocabulary.ts';
import { client, commandId } from '../../app/client.ts';
import { failureOf } from '../../app/failures.ts';
import { notifyDone } from '../../app/notify.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { schemaErrors } from '../../ui/schema-errors.ts';
import { ContactFields } from './ContactFields.tsx';
import { NEW_PARTNER, type PartnerFormValues, tidy, valuesOf } from './partner-form-values.ts';

export function PartnerForm({ partner, onClose }: { partner?: PartnerDetail; onClose: () => void }) {
  const { t } = useTranslation('partners');
  const navigate = useNavigate();
  const [failure, setFailure] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const form = useForm<PartnerFormValues>({
    initialValues: partner ? valuesOf(partner) : NEW_PARTNER,
    validate: (values) => schemaErrors(partnerFields, tidy(values)),
  });
  const areas: readonly string[] = form.values.type ? AREAS_OF_TYPE[form.values.type] : COLLABORATION_AREAS;

  const save = form.onSubmit(async (values) => {
    setSaving(true);
    setFailure(null);
    try {
      const fields = partnerFields.parse(tidy(values));
      if (partner) {
        const { changeId } = await client().partners.edit({
          commandId: commandId(),
          partnerId: partner.id,
          revision: partner.revision,
          fields,
        });
        notifyDone(t('edited', { name: fields.name }), changeId);
      } else {
        const { partnerId, changeId } = await client().partners.register({ commandId: commandId(), fields });
        notifyDone(t('registered', { name: fields.name }), changeId);
        void navigate({ to: '/partners/$partnerId', params: { partnerId } });
      }
      onClose();
    } catch (error) {
      const { code, data, sentence } = failureOf(error);
      if (code === 'NAME_TAKEN') form.setFieldError('name', sentence);
      else if (code === 'DOMAIN_TAKEN') form.setFieldError('emailDomains', sentence);
      else if (code === 'RULE_BROKEN') form.setFieldError(String(data.field), sentence);
      else setFailure(sentence);
    } finally {
      setSaving(false);
    }
  });

  return (
    <SideDrawer onClose={onClose} dirty={form.isDirty()} title={partner ? t('editTitle', { name: partner.name }) : t('register')}>
      <form onSubmit={save} noValidate>
        <Stack gap="sm">
          {failure && <Alert color="red" variant="light" title={failure} />}
          <TextInput label={t('fields.name')} required data-autofocus {...form.getInputProps('name')} />
          <Group grow align="start">
            <Select
              label={t('fields.type')}
              clearable
              data={PARTNER_TYPES.map((value) => ({ value, label: t(`vocabulary:type.${value}`) }))}
              {...form.getInputProps('type')}
            />
            <Select
              label={t('fields.status')}
              allowDeselect={false}
              data={PARTNER_STATUSES.map((value) => ({ value, label: t(`vocabulary:status.${value}`) }))}
              {...form.getInputProps('status')}
            />
          </Group>
          <Group grow align="start">
            <TextInput label={t('fields.owner')} {...form.getInputProps('owner')} value={form.values.owner ?? ''} />
            <TextInput label={t('fields.region')} {...form.getInputProps('region')} value={form.values.region ?? ''} />
          </Group>
          <Group grow align="start">
            <DayField label={t('fields.joinedOn')} {...form.getInputProps('joinedOn')} value={form.values.joinedOn ?? ''} />
            <TextInput
              label={t('fields.website')}
              placeholder="https://"
              {...form.getInputProps('website')}
              value={form.values.website ?? ''}
            />
          </Group>
          <MultiSelect
            label={t('fields.areas')}
            description={form.values.type ? undefined : t('areasFollowType')}
            data={[...new Set([...areas, ...form.values.areas])].map((value) => ({ value, label: t(`vocabulary:area.${value}`) }))}
            {...form.getInputProps('areas')}
          />
          <TagsInput
            label={t('fields.emailDomains')}
            description={t('domainsExplained')}
            placeholder="acme.com"
            splitChars={[',', ' ', ';']}
            {...form.getInputProps('emailDomains')}
          />
          <ContactFields form={form} />
          <Textarea label={t('fields.notes')} autosize minRows={3} {...form.getInputProps('notes')} />
          <Group justify="flex-end" mt="sm">
            <Button variant="default" onClick={onClose}>
              {t('ui:cancel')}
            </Button>
            <Button type="submit" loading={saving}>
              {partner ? t('ui:save') : t('register')}
            </Button>
          </Group>
        </Stack>
      </form>
    </SideDrawer>
  );
}

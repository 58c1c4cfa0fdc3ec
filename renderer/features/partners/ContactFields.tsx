// The contacts of a partner within its form.
import { ActionIcon, Button, Fieldset, Group, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PartnerFormValues } from './partner-form-values.ts';

const ROWS = [
  ['name', 'email'],
  ['role', 'phone', 'notes'],
] as const;
const EMPTY = { name: '', email: '', role: '', phone: '', notes: '' };

export function ContactFields({ form }: { form: UseFormReturnType<PartnerFormValues> }) {
  const { t } = useTranslation('partners');
  return (
    <Fieldset legend={t('fields.contacts')} p="sm">
      <Stack gap="md">
        {form.values.contacts.map((_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: contacts have no id and are only appended or removed
          <Group key={index} align="start" gap="xs" wrap="nowrap">
            <Stack gap={6} flex={1}>
              {ROWS.map((fields) => (
                <Group key={fields[0]} grow align="start" gap="xs" wrap="nowrap">
                  {fields.map((field) => (
                    <TextInput
                      key={field}
                      aria-label={t(`contact.${field}`)}
                      placeholder={t(`contact.${field}`)}
                      type={field === 'phone' ? 'tel' : 'text'}
                      {...form.getInputProps(`contacts.${index}.${field}`)}
                    />
                  ))}
                </Group>
              ))}
            </Stack>
            <ActionIcon
              variant="subtle"
              color="gray"
              mt={4}
              aria-label={t('contact.remove')}
              onClick={() => form.removeListItem('contacts', index)}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button variant="subtle" size="compact-sm" w="fit-content" onClick={() => form.insertListItem('contacts', EMPTY)}>
          {t('contact.add')}
        </Button>
      </Stack>
    </Fieldset>
  );
}

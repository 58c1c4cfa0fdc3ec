// Which clone, from which day on, and whether its mailmap says who is who.
import { Button, Checkbox, Group, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isDay } from '../../../shared/values/day.ts';
import { host } from '../../app/client.ts';
import { DayField } from '../../ui/DayField.tsx';

export interface GitChoice {
  readonly folder: string;
  readonly since: string;
  readonly mailmap: boolean;
  readonly repository: string;
  readonly fromStart: boolean;
}

interface GitFormProps {
  readonly choice: GitChoice;
  readonly busy: boolean;
  readonly failure: string | null;
  readonly onChange: (choice: GitChoice) => void;
  readonly onRead: () => void;
}

export function GitForm({ choice, busy, failure, onChange, onRead }: GitFormProps) {
  const { t } = useTranslation('collections');
  const { chooseFolder } = host();
  const put = (patch: Partial<GitChoice>) => onChange({ ...choice, ...patch });
  const pick = async () => {
    const folder = await chooseFolder?.();
    if (folder) put({ folder });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onRead();
      }}
    >
      <Group align="end" gap="xs" wrap="nowrap">
        <TextInput
          style={{ flex: 1 }}
          label={t('git.folder')}
          description={t('git.folderExplained')}
          placeholder={t('git.folderExample')}
          required
          withAsterisk={false}
          maxLength={4_096}
          spellCheck={false}
          autoComplete="off"
          value={choice.folder}
          onChange={(event) => put({ folder: event.currentTarget.value })}
        />
        {chooseFolder && (
          <Button variant="default" onClick={() => void pick()}>
            {t('git.choose')}
          </Button>
        )}
      </Group>
      <Group gap="lg" mt="md" align="start">
        <DayField
          w={320}
          label={t('since')}
          description={t('sinceExplained')}
          value={choice.since}
          onChange={(day) => put({ since: day })}
        />
        <TextInput
          style={{ flex: '1 1 260px' }}
          label={t('git.repository')}
          description={t('git.repositoryExplained')}
          placeholder={t('git.repositoryExample')}
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
          value={choice.repository}
          onChange={(event) => put({ repository: event.currentTarget.value })}
        />
      </Group>
      <Checkbox
        mt="md"
        label={t('git.mailmap')}
        description={t('git.mailmapExplained')}
        checked={choice.mailmap}
        onChange={(event) => put({ mailmap: event.currentTarget.checked })}
      />
      <Checkbox
        mt="sm"
        label={t('fromStart')}
        description={t('fromStartExplained')}
        checked={choice.fromStart}
        onChange={(event) => put({ fromStart: event.currentTarget.checked })}
      />
      {failure && (
        <Text className="down" role="alert" mt="md">
          {failure}
        </Text>
      )}
      <Button type="submit" mt="lg" loading={busy} disabled={choice.folder.trim() === '' || (choice.since !== '' && !isDay(choice.since))}>
        {t('git.read')}
      </Button>
    </form>
  );
}

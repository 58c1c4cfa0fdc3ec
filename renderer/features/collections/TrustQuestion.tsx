// Asked once for every folder: a clone can be made by anybody.
import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog.tsx';

interface TrustQuestionProps {
  readonly folder: string;
  readonly onNo: () => void;
  readonly onYes: () => void;
}

export function TrustQuestion({ folder, onNo, onYes }: TrustQuestionProps) {
  const { t } = useTranslation('collections');
  return (
    <Dialog onClose={onNo} title={t('git.trustTitle')}>
      <Text fw={550} mb="xs" style={{ overflowWrap: 'anywhere' }}>
        {folder}
      </Text>
      <Text mb="md">{t('git.trust')}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onNo}>
          {t('ui:cancel')}
        </Button>
        <Button data-autofocus onClick={onYes}>
          {t('git.trustYes')}
        </Button>
      </Group>
    </Dialog>
  );
}

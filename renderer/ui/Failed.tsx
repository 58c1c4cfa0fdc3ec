// A query that failed: the sentence, and trying again.
import { Alert, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../app/failures.ts';

export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation('ui');
  return (
    <Alert color="red" variant="light" title={failureOf(error).sentence}>
      {retry && (
        <Button size="compact-sm" variant="default" onClick={retry}>
          {t('tryAgain')}
        </Button>
      )}
    </Alert>
  );
}

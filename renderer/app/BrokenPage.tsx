// What stands in the place of a page that failed: a bug, or a part of the program that could not be fetched.
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';

export function BrokenPage() {
  const { t } = useTranslation('shell');
  return (
    <>
      <PageHeader title={t('brokenTitle')} />
      <EmptyState sentence={t('broken')} action={{ label: t('loadAgain'), onClick: () => location.reload() }} />
    </>
  );
}

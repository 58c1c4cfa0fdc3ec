// An address that leads nowhere.
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';

export function NotFoundPage() {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  return (
    <>
      <PageHeader title={t('notFoundTitle')} />
      <EmptyState sentence={t('notFound')} action={{ label: t('nav.start'), onClick: () => void navigate({ to: '/' }) }} />
    </>
  );
}

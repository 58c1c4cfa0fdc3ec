// What a person should know of a file before going on. Two and more notices fold into one line, so that the columns stay in sight.
import { Alert, List } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Inspection, Mapping } from '../../../shared/contract/imports.ts';
import { noticesThatHold } from '../../../shared/file-notices.ts';
import { formatList } from '../../ui/format.ts';

export function FileNotices({ inspection, mapping }: { inspection: Inspection; mapping: Mapping }) {
  const { t } = useTranslation('imports');
  const { encodingCertain, seenBefore } = inspection;
  // Which kind sums of commits are is said where it is chosen.
  const notices = noticesThatHold(inspection, mapping).filter(({ code }) => code !== 'kind_of_commits');
  const names = [...new Set(notices.map(({ code }) => t(`noticeNames.${code}`)))];
  return (
    <>
      {!encodingCertain && <Alert color="yellow" variant="light" title={t('encodingUncertain')} />}
      {notices.length > 0 && (
        <Alert color="yellow" variant="light">
          {notices.length === 1 ? (
            <Notice {...(notices[0] as Inspection['notices'][number])} />
          ) : (
            <details>
              <summary>{t('noticesFolded', { count: notices.length, names: formatList(names) })}</summary>
              <List size="md" mt={6} spacing={4}>
                {notices.map((one) => (
                  <List.Item key={one.code + one.value}>
                    <Notice {...one} />
                  </List.Item>
                ))}
              </List>
            </details>
          )}
        </Alert>
      )}
      {seenBefore && (
        <Alert color="blue" variant="light">
          {t('seenBefore')}{' '}
          <Link to="/imports/$importId" params={{ importId: seenBefore.id }}>
            {t('openEarlier')}
          </Link>
        </Alert>
      )}
    </>
  );
}

function Notice({ code, value }: Inspection['notices'][number]) {
  const { t } = useTranslation('imports');
  return <>{t(`notices.${code}`, { value })}</>;
}

// The SQL halves of the kinds in import-kinds.ts, apart from them so that the worker does not load the database driver.
import type { ImportKind } from '../shared/vocabulary.ts';
import { activityImportSql } from './features/activities/activity-import.queries.ts';
import { contributionImportSql } from './features/contributions/contribution-import.queries.ts';
import { contactImportSql } from './features/partners/contact-import.queries.ts';
import { partnerImportSql } from './features/partners/partner-import.queries.ts';
import { affiliationImportSql } from './features/people/affiliation-import.queries.ts';
import { samePeopleImportSql } from './features/people/same-people-import.queries.ts';
import type { ImportKindSql } from './intake/import-kind.ts';

export const importSqlOf: Readonly<Record<ImportKind, ImportKindSql>> = {
  partners: partnerImportSql,
  contributions: contributionImportSql,
  people: affiliationImportSql,
  same_people: samePeopleImportSql,
  contacts: contactImportSql,
  activities: activityImportSql,
};

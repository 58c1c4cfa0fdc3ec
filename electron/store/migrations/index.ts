// The ordered list of schema steps. A shipped step is never edited; a new one is added at the end.
import { foundation } from './0001-foundation.ts';
import { partnerActivityDays } from './0002-partner-activity-days.ts';
import { contributorProgram } from './0003-contributor-program.ts';
import { ledgerSearch } from './0004-ledger-search.ts';
import { importsFromEverywhere } from './0005-imports-from-everywhere.ts';
import { activityOutcomeAndPeople } from './0006-activity-outcome-and-people.ts';
import { pullRequestSightings } from './0007-pull-request-sightings.ts';
import { ledgerRepositories } from './0008-ledger-repositories.ts';
import { periodsOfSums } from './0009-periods-of-sums.ts';
import { whatImportsSaw } from './0010-what-imports-saw.ts';
import { acceptedByHand } from './0011-accepted-by-hand.ts';
import { rescorings } from './0012-rescorings.ts';
import { whoAskedToStayOut } from './0013-who-asked-to-stay-out.ts';
import { affiliationsAtRest } from './0014-affiliations-at-rest.ts';
import { whatSourcesSaidOfPeople } from './0015-what-sources-said-of-people.ts';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly script: string;
}

export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: '0001-foundation', script: foundation },
  { version: 2, name: '0002-partner-activity-days', script: partnerActivityDays },
  { version: 3, name: '0003-contributor-program', script: contributorProgram },
  { version: 4, name: '0004-ledger-search', script: ledgerSearch },
  { version: 5, name: '0005-imports-from-everywhere', script: importsFromEverywhere },
  { version: 6, name: '0006-activity-outcome-and-people', script: activityOutcomeAndPeople },
  { version: 7, name: '0007-pull-request-sightings', script: pullRequestSightings },
  { version: 8, name: '0008-ledger-repositories', script: ledgerRepositories },
  { version: 9, name: '0009-periods-of-sums', script: periodsOfSums },
  { version: 10, name: '0010-what-imports-saw', script: whatImportsSaw },
  { version: 11, name: '0011-accepted-by-hand', script: acceptedByHand },
  { version: 12, name: '0012-rescorings', script: rescorings },
  { version: 13, name: '0013-who-asked-to-stay-out', script: whoAskedToStayOut },
  { version: 14, name: '0014-affiliations-at-rest', script: affiliationsAtRest },
  { version: 15, name: '0015-what-sources-said-of-people', script: whatSourcesSaidOfPeople },
];

export const SCHEMA_VERSION = MIGRATIONS.at(-1)?.version ?? 0;

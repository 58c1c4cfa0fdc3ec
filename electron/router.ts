// What answers the contract: every feature's procedures in one table, checked against it.
import { activitiesProcedures } from './features/activities/activities.procedures.ts';
import { collectionsProcedures } from './features/collections/collections.procedures.ts';
import { contributionsProcedures } from './features/contributions/contributions.procedures.ts';
import { eventsProcedures } from './features/events/events.procedures.ts';
import { importsProcedures } from './features/imports/imports.procedures.ts';
import { jobsProcedures } from './features/jobs/jobs.procedures.ts';
import { partnersProcedures } from './features/partners/partners.procedures.ts';
import { peopleProcedures } from './features/people/people.procedures.ts';
import { policiesProcedures } from './features/policies/policies.procedures.ts';
import { answer, reportingIncidents } from './features/procedure.ts';
import { recognitionProcedures } from './features/recognition/recognition.procedures.ts';
import { reportsProcedures } from './features/reports/reports.procedures.ts';
import { startProcedures } from './features/start/start.procedures.ts';
import { workspaceProcedures } from './features/workspace/workspace.procedures.ts';

export const router = answer.use(reportingIncidents).router({
  workspace: workspaceProcedures,
  start: startProcedures,
  partners: partnersProcedures,
  activities: activitiesProcedures,
  people: peopleProcedures,
  contributions: contributionsProcedures,
  imports: importsProcedures,
  collections: collectionsProcedures,
  reports: reportsProcedures,
  recognition: recognitionProcedures,
  policies: policiesProcedures,
  jobs: jobsProcedures,
  events: eventsProcedures,
});

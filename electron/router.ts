// What answers the contract: every feature's procedures in one table, checked against it.
import { onError, ORPCError } from '@orpc/server';
import { contributionsProcedures } from './features/contributions/contributions.procedures.ts';
import { eventsProcedures } from './features/events/events.procedures.ts';
import { importsProcedures } from './features/imports/imports.procedures.ts';
import { jobsProcedures } from './features/jobs/jobs.procedures.ts';
import { policiesProcedures } from './features/policies/policies.procedures.ts';
import { answer } from './features/procedure.ts';

export const router = {
    contributions: contributionsProcedures,
    events: eventsProcedures,
    imports: importsProcedures,
    jobs: jobsProcedures,
    policies: policiesProcedures,
};

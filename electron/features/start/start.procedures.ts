// The start page: what waits for somebody today, then the last ninety days.
import { answer } from '../procedure.ts';
import { readStartOverview } from '../reports/start-overview.ts';

export const startProcedures = {
  overview: answer.start.overview.handler(({ context }) => readStartOverview(context)),
};

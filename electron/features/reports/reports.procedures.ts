// The ecosystem report, on screen and as a file.
import { ecosystemHtml } from '../../reporting/renderers/html.ts';
import { answer, type ProgramContext } from '../procedure.ts';
import { readEcosystemReport } from './ecosystem.ts';

export const reportsProcedures = {
  ecosystem: answer.reports.ecosystem.handler(({ input, context }) => readEcosystemReport(context, ordered(input))),

  export: answer.reports.export.handler(async ({ input, context }) => {
    const report = await readEcosystemReport(context, ordered(input));
    const name = `ecosystem-report ${report.period.from} to ${report.period.to}`;
    return input.format === 'json'
      ? put(context, `${name}.json`, 'application/json', `${JSON.stringify(report, null, 2)}\n`)
      : put(context, `${name}.html`, 'text/html', ecosystemHtml(report, input.language));
  }),
};

/** A period given backwards means the same days. */
function ordered<Day extends string>({ from, to }: { from: Day; to: Day }): { from: Day; to: Day } {
  return from <= to ? { from, to } : { from: to, to: from };
}

function put(context: ProgramContext, name: string, mediaType: string, content: string) {
  return context.outgoingFiles.put(name, mediaType, content);
}

// The ledger as it is asked for: lists, one entry with its formula, leaderboards.
import { pointsPolicy } from '../../../shared/contract/policies.ts';
import { say } from '../../language.ts';
import { answer, failed, today } from '../procedure.ts';
import { findContribution, leaderboard } from './contributions.queries.ts';
import { ledgerCsv } from './ledger-csv.ts';
import { listLedger, wholeLedger } from './ledger-list.ts';
import { pointsFormula } from './points.rules.ts';

export const contributionsProcedures = {
  list: answer.contributions.list.handler(({ input, context }) => listLedger(context, input)),

  exportList: answer.contributions.exportList.handler(({ input, context, signal }) => {
    const name = `${say(input.language, 'contributions:title')} ${today(context)}.csv`;
    return context.outgoingFiles.put(name, 'text/csv', ledgerCsv(wholeLedger(context, input), input.language, signal));
  }),

  get: answer.contributions.get.handler(async ({ input, context }) => {
    const seq = Number(input.contributionId);
    const found = Number.isSafeInteger(seq) ? await findContribution(context.store.read, seq) : undefined;
    if (!found) throw failed('NOT_FOUND', { what: 'contribution' });
    const { row, affiliation, policyBody } = found;
    const { base, complexity, impact, quality, product, clamped, points } = pointsFormula(
      pointsPolicy.parse(JSON.parse(policyBody ?? '{}')),
      row,
    );
    return {
      id: String(row.seq),
      day: row.day,
      kind: row.kind,
      title: row.title,
      link: row.link,
      points: row.points,
      state: row.state,
      person: { id: row.personId, name: row.personName },
      partner: affiliation ? { id: affiliation.id, name: affiliation.name } : null,
      sourceKind: row.sourceKind,
      quantity: row.quantity,
      formula: {
        policyVersion: row.policyVersion,
        base,
        complexity: { name: row.complexity, hundredths: complexity },
        impact: { name: row.impact, hundredths: impact },
        quality: { name: row.quality, hundredths: quality },
        product,
        clamped,
        points,
      },
      rejectedBecause: row.rejectedBecause,
      source: {
        importId: row.importId,
        fileName: row.fileName,
        line: row.sourceLine,
        externalKey: row.externalKey,
        revision: row.revision,
      },
      recordedAt: row.recordedAt ?? row.appliedAt ?? '',
      affiliation: affiliation ? { source: affiliation.source, evidence: affiliation.evidence } : null,
      reverses: row.reverses === null ? null : String(row.reverses),
      reversedBy: row.reversedBy === null ? null : String(row.reversedBy),
    };
  }),

  leaderboard: answer.contributions.leaderboard.handler(({ input, context }) => leaderboard(context.store.read, input)),
};

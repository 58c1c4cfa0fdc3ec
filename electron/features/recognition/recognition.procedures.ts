// Recognition as screens drive it: lists, moving rewards on, stock, texts, and what to look at before anything goes out.

import { say } from '../../language.ts';
import type { Reader } from '../../store/database.ts';
import { journaled, type RowRef } from '../../store/journal.ts';
import { readPointsVersions } from '../../store/points-policies.ts';
import { readSettings } from '../../store/settings.ts';
import { answer, asCommand, failed, instantNow, today } from '../procedure.ts';
import { announcementOf } from './announcement.rules.ts';
import { readFairness } from './fairness.queries.ts';
import {
  listHonoured,
  listMilestones,
  listRewards,
  milestoneOf,
  moveReward,
  putStock,
  readStock,
  rewardRows,
  stockOf,
} from './recognition.queries.ts';
import { canMove, grantsTwice, takenFromStock } from './reward-moves.rules.ts';
import { readStatistics } from './statistics.queries.ts';

const TOPICS = ['recognition', 'people'] as const;
const HALL_OF_FAME = 'hall_of_fame';

/** Forms of all rewards that any version of the policy knows; an older version's rewards stay on record. */
async function rewardForms(reader: Reader) {
  const rules = (await readPointsVersions(reader)).flatMap(({ policy }) => policy.rewards);
  return new Map(rules.map(({ key, form }) => [key, form]));
}

export const recognitionProcedures = {
  milestones: answer.recognition.milestones.handler(({ input, context }) => listMilestones(context.store.read, input.levels, input)),

  rewards: answer.recognition.rewards.handler(async ({ input, context }) => {
    const forms = await rewardForms(context.store.read);
    return listRewards(context.store.read, input, input, (reward) => forms.get(reward) ?? 'goods');
  }),

  moveRewards: answer.recognition.moveRewards.handler(({ input, context }) =>
    asCommand(context, { commandId: input.commandId, procedure: 'recognition.moveRewards', topics: TOPICS }, async (writer) => {
      const rows = await rewardRows(writer, input.rewardIds);
      if (rows.length < new Set(input.rewardIds).size) throw failed('NOT_FOUND', { what: 'reward' });
      const forms = await rewardForms(writer);
      const to = (reward: string) => (input.state === 'pending' && forms.get(reward) !== 'goods' ? 'given' : input.state);
      const wrong = rows.find((row) => !canMove(row.state, to(row.reward)));
      if (wrong) throw failed('RULE_BROKEN', { field: 'state', rule: 'reward_cannot_move', value: wrong.state });
      const twice = rows.find((row) => grantsTwice(row.duplicate === 1, row.state, to(row.reward)));
      if (twice) throw failed('RULE_BROKEN', { field: 'rewards', rule: 'reward_duplicate', value: twice.name });
      if (input.state === 'withheld' && input.note === '') throw failed('RULE_BROKEN', { field: 'note', rule: 'required', value: '' });
      const refs: RowRef[] = [
        ...rows.map((row) => ({ table: 'rewards', key: [row.id] }) as const),
        ...[...new Set(rows.map((row) => row.reward))].map((reward) => ({ table: 'reward_stock', key: [reward] }) as const),
      ];
      const note = { id: context.newId(), at: instantNow(context), what: 'recognition.moveRewards', subject: String(rows.length) };
      await journaled(writer, note, refs, async () => {
        for (const row of rows) {
          const state = to(row.reward);
          const stock = await stockOf(writer, row.reward);
          if (stock !== null) {
            const left = stock - takenFromStock(row.state, state);
            if (left < 0) throw failed('RULE_BROKEN', { field: 'stock', rule: 'out_of_stock', value: row.reward });
            await putStock(writer, row.reward, left);
          }
          await moveReward(writer, row.id, { state, stateOn: today(context), note: input.note || row.note });
        }
      });
      return { changeId: note.id, moved: rows.length };
    }),
  ),

  stock: answer.recognition.stock.handler(async ({ context }) => {
    const forms = await rewardForms(context.store.read);
    const goods = [...forms].filter(([, form]) => form === 'goods').map(([reward]) => reward);
    return { items: await readStock(context.store.read, goods) };
  }),

  setStock: answer.recognition.setStock.handler(({ input, context }) =>
    asCommand(context, { commandId: input.commandId, procedure: 'recognition.setStock', topics: TOPICS }, async (writer) => {
      const note = { id: context.newId(), at: instantNow(context), what: 'recognition.setStock', subject: input.reward };
      await journaled(writer, note, [{ table: 'reward_stock', key: [input.reward] }], () => putStock(writer, input.reward, input.stock));
      return { changeId: note.id };
    }),
  ),

  hallOfFame: answer.recognition.hallOfFame.handler(async ({ context }) => {
    const all = await listHonoured(context.store.read, HALL_OF_FAME, today(context));
    const items = all.filter((one) => !one.optedOut);
    return { items, optedOut: all.length - items.length };
  }),

  announcement: answer.recognition.announcement.handler(async ({ input, context }) => {
    const found = await milestoneOf(context.store.read, input.personId, input.level);
    if (!found) throw failed('NOT_FOUND', { what: 'milestone' });
    if (found.optedOut) throw failed('RULE_BROKEN', { field: 'person', rule: 'opted_out', value: found.person.name });
    const { programName } = await readSettings(context.store.read);
    const text = announcementOf(
      {
        name: found.person.name,
        level: input.level,
        reachedOn: found.reachedOn,
        points: found.points,
        programName,
        form: input.form,
        language: input.language,
      },
      (key, values) => say(input.language, key, values),
    );
    return { text };
  }),

  fairness: answer.recognition.fairness.handler(({ input, context }) => readFairness(context, input)),
  statistics: answer.recognition.statistics.handler(({ input, context }) => readStatistics(context, input)),
};

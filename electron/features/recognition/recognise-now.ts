// Recognition in the transaction of what somebody just did: of a few people, by the policy that holds today.
import type { Writer } from '../../store/database.ts';
import { readPointsPolicy } from '../../store/points-policies.ts';
import { connectionOf } from '../../store/sqlite3-dialect.ts';
import { instantNow, type ProgramContext, today } from '../procedure.ts';
import { recognise } from './recognise.queries.ts';

export async function recogniseNow(writer: Writer, context: ProgramContext, people: readonly number[]): Promise<void> {
  const rules = await readPointsPolicy(writer, today(context));
  await recognise(connectionOf(writer), { people }, rules, { at: instantNow(context) });
}

// A command whose answer was lost can be sent again: its first answer is kept in the command's own transaction.
import type { Writer } from './database.ts';

export async function onceOnly<T>(
  writer: Writer,
  command: { commandId: string; procedure: string; at: string },
  work: () => Promise<T>,
): Promise<T> {
  const answered = await writer
    .selectFrom('answeredCommands')
    .select(['answer', 'procedure'])
    .where('commandId', '=', command.commandId)
    .executeTakeFirst();
  if (answered) {
    if (answered.procedure !== command.procedure) throw new Error(`command id reused for ${command.procedure}`);
    return JSON.parse(answered.answer) as T;
  }
  const answer = await work();
  await writer
    .insertInto('answeredCommands')
    .values({ ...command, answer: JSON.stringify(answer) })
    .execute();
  return answer;
}

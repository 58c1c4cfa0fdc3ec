// Leaderboards that are kept under a name.
import { savedBoard } from '../../../shared/contract/contributions.ts';
import { journaled } from '../../store/journal.ts';
import { answer, asCommand, failed, instantNow } from '../procedure.ts';

const TOPICS = ['contributions'] as const;
const boardBody = savedBoard.shape.board;

export const boardProcedures = {
  boards: answer.contributions.boards.handler(async ({ context }) => {
    const rows = await context.store.read
      .selectFrom('savedBoards')
      .selectAll()
      .where('deletedAt', 'is', null)
      .orderBy('name')
      .orderBy('id')
      .execute();
    return { items: rows.map(({ id, revision, name, body }) => ({ id, revision, name, board: boardBody.parse(JSON.parse(body)) })) };
  }),

  saveBoard: answer.contributions.saveBoard.handler(({ input, context }) =>
    asCommand(context, { commandId: input.commandId, procedure: 'contributions.saveBoard', topics: TOPICS }, async (writer) => {
      const boardId = input.boardId ?? context.newId();
      const body = JSON.stringify(input.board);
      const known = await writer
        .selectFrom('savedBoards')
        .select('revision')
        .where('id', '=', boardId)
        .where('deletedAt', 'is', null)
        .executeTakeFirst();
      if (input.boardId !== null && !known) throw failed('NOT_FOUND', { what: 'board' });
      if (known && known.revision !== input.revision) throw failed('STALE_REVISION', { revision: known.revision });
      const note = { id: context.newId(), at: instantNow(context), what: 'contributions.saveBoard', subject: input.name };
      await journaled(writer, note, [{ table: 'saved_boards', key: [boardId] }], async () => {
        if (known)
          await writer
            .updateTable('savedBoards')
            .set({ name: input.name, body, revision: known.revision + 1 })
            .where('id', '=', boardId)
            .execute();
        else
          await writer
            .insertInto('savedBoards')
            .values({ id: boardId, name: input.name, body, createdAt: note.at, deletedAt: null })
            .execute();
      });
      return { boardId, changeId: note.id };
    }),
  ),

  removeBoard: answer.contributions.removeBoard.handler(({ input, context }) =>
    asCommand(context, { commandId: input.commandId, procedure: 'contributions.removeBoard', topics: TOPICS }, async (writer) => {
      const board = await writer
        .selectFrom('savedBoards')
        .select('name')
        .where('id', '=', input.boardId)
        .where('deletedAt', 'is', null)
        .executeTakeFirst();
      if (!board) throw failed('NOT_FOUND', { what: 'board' });
      const note = { id: context.newId(), at: instantNow(context), what: 'contributions.removeBoard', subject: board.name };
      await journaled(writer, note, [{ table: 'saved_boards', key: [input.boardId] }], async () => {
        await writer.updateTable('savedBoards').set({ deletedAt: note.at }).where('id', '=', input.boardId).execute();
      });
      return { changeId: note.id };
    }),
  ),
};

// Leaderboards that are kept under a name.
import { journaled } from '../../store/journal.ts';
import { answer, asCommand, failed, instantNow } from '../procedure.ts';
import { deleteBoard, findBoard, insertBoard, savedBoards, updateBoard } from './boards.queries.ts';

const TOPICS = ['contributions'] as const;

export const boardProcedures = {
  boards: answer.contributions.boards.handler(async ({ context }) => ({ items: await savedBoards(context.store.read) })),

  saveBoard: answer.contributions.saveBoard.handler(({ input, context }) =>
    asCommand(context, { commandId: input.commandId, procedure: 'contributions.saveBoard', topics: TOPICS }, async (writer) => {
      const boardId = input.boardId ?? context.newId();
      const { name, board } = input;
      const known = await findBoard(writer, boardId);
      if (input.boardId !== null && !known) throw failed('NOT_FOUND', { what: 'board' });
      if (known && known.revision !== input.revision) throw failed('STALE_REVISION', { revision: known.revision });
      const note = { id: context.newId(), at: instantNow(context), what: 'contributions.saveBoard', subject: name };
      await journaled(writer, note, [{ table: 'saved_boards', key: [boardId] }], () =>
        known
          ? updateBoard(writer, boardId, { name, board, revision: known.revision + 1 })
          : insertBoard(writer, { id: boardId, name, board, createdAt: note.at }),
      );
      return { boardId, changeId: note.id };
    }),
  ),

  removeBoard: answer.contributions.removeBoard.handler(({ input, context }) =>
    asCommand(context, { commandId: input.commandId, procedure: 'contributions.removeBoard', topics: TOPICS }, async (writer) => {
      const board = await findBoard(writer, input.boardId);
      if (!board) throw failed('NOT_FOUND', { what: 'board' });
      const note = { id: context.newId(), at: instantNow(context), what: 'contributions.removeBoard', subject: board.name };
      await journaled(writer, note, [{ table: 'saved_boards', key: [input.boardId] }], () => deleteBoard(writer, input.boardId, note.at));
      return { changeId: note.id };
    }),
  ),
};

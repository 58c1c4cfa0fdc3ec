// Leaderboards that are kept under a name, as rows.
import { savedBoard } from '../../../shared/contract/contributions.ts';
import type { Reader, Writer } from '../../store/database.ts';

const boardBody = savedBoard.shape.board;
type Board = ReturnType<typeof boardBody.parse>;

export async function savedBoards(reader: Reader) {
  const rows = await reader.selectFrom('savedBoards').selectAll().where('deletedAt', 'is', null).orderBy('name').orderBy('id').execute();
  return rows.map(({ id, revision, name, body }) => ({ id, revision, name, board: boardBody.parse(JSON.parse(body)) }));
}

export async function findBoard(reader: Reader, boardId: string): Promise<{ name: string; revision: number } | undefined> {
  return reader
    .selectFrom('savedBoards')
    .select(['name', 'revision'])
    .where('id', '=', boardId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
}

export async function insertBoard(writer: Writer, row: { id: string; name: string; board: Board; createdAt: string }): Promise<void> {
  const { board, ...rest } = row;
  await writer
    .insertInto('savedBoards')
    .values({ ...rest, body: JSON.stringify(board), deletedAt: null })
    .execute();
}

export async function updateBoard(writer: Writer, boardId: string, row: { name: string; board: Board; revision: number }): Promise<void> {
  const { name, board, revision } = row;
  await writer
    .updateTable('savedBoards')
    .set({ name, body: JSON.stringify(board), revision })
    .where('id', '=', boardId)
    .execute();
}

export async function deleteBoard(writer: Writer, boardId: string, deletedAt: string): Promise<void> {
  await writer.updateTable('savedBoards').set({ deletedAt }).where('id', '=', boardId).execute();
}

// A file that a person gave to be read: refused with a sentence before anything is done with it.
import { access, constants, stat } from 'node:fs/promises';
import { CodedFailure } from '../jobs/coded-failure.ts';

export class NotReadable extends CodedFailure<'FILE_NOT_FOUND' | 'IS_A_FOLDER' | 'FILE_NOT_READABLE'> {}

export async function refuseUnreadable(path: string): Promise<void> {
  const there = await stat(path).catch(({ code }: NodeJS.ErrnoException) => {
    throw new NotReadable(code === 'EACCES' || code === 'EPERM' ? 'FILE_NOT_READABLE' : 'FILE_NOT_FOUND', { path });
  });
  if (there.isDirectory()) throw new NotReadable('IS_A_FOLDER', { path });
  await access(path, constants.R_OK).catch(() => {
    throw new NotReadable('FILE_NOT_READABLE', { path });
  });
}

// An Excel workbook, opened: its sheets, and the rows of each.
import { open } from 'node:fs/promises';
import { UnreadableFile } from '../reader.ts';
import type { OpenWorkbook } from './sheet-rows.ts';
import { readSheet } from './xlsx-sheet.ts';
import { readSharedStrings, readWorkbook } from './xlsx-workbook.ts';
import { openZip } from './zip-parts.ts';

/** How files of Office programs before 2007 begin, and every encrypted one since. */
const OLD_OFFICE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

export async function openXlsx(path: string): Promise<OpenWorkbook> {
  await refuseOldOffice(path);
  const parts = await openZip(path);
  try {
    const workbook = await readWorkbook(parts);
    let strings: string[] | undefined;
    return {
      sheets: workbook.sheets,
      rows: async function* (sheet, notes) {
        const part = workbook.sheets.find(({ name }) => name === sheet.name)?.part;
        if (part === undefined) throw new UnreadableFile('damaged', 1);
        if (strings === undefined) {
          const shared: string[] = [];
          if (workbook.sharedStrings) for await (const _ of readSharedStrings(parts, workbook.sharedStrings, shared)) yield [];
          strings = shared;
        }
        yield* readSheet({ parts, part, workbook, strings }, notes);
      },
      close: parts.close,
    };
  } catch (error) {
    parts.close();
    throw error;
  }
}

async function refuseOldOffice(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const piece = async (from: number) => (await file.read(Buffer.alloc(1 << 20), 0, 1 << 20, Math.max(0, from))).buffer;
    const head = await piece(0);
    if (!head.subarray(0, OLD_OFFICE.length).equals(OLD_OFFICE)) return;
    // The list of what such a file holds stands at its beginning or at its end.
    const encrypted = head.includes(ENCRYPTED) || (await piece(size - (1 << 20))).includes(ENCRYPTED);
    throw new UnreadableFile(encrypted ? 'encrypted' : 'old_workbook', 1);
  } finally {
    await file.close();
  }
}

// Excel workbooks. What is in them is read apart; here they are only recognised.
import { apartReader } from './apart/apart-reader.ts';

const ZIP = Buffer.from('504b0304', 'hex');
const OLD_OFFICE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

const startsWith = (bytes: Uint8Array, magic: Buffer) => magic.equals(bytes.subarray(0, magic.length));

/** Any archive, and what Office wrote before 2007: the reader says what it is if it is no workbook. */
export const xlsxReader = apartReader({
  format: 'xlsx',
  endings: ['xlsx', 'xlsm'],
  kinds: null,
  recognises: ({ bytes }) => startsWith(bytes, ZIP) || startsWith(bytes, OLD_OFFICE),
});

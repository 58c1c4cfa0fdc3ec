// OpenDocument workbooks. What is in them is read apart; here they are only recognised.
import { apartReader } from './apart/apart-reader.ts';

const ZIP = Buffer.from('504b0304', 'hex');
const SAYS_SO = Buffer.from('mimetypeapplication/vnd.oasis.opendocument.spreadsheet');

export const odsReader = apartReader({
  format: 'ods',
  endings: ['ods'],
  kinds: null,
  recognises: ({ bytes }) => ZIP.equals(bytes.subarray(0, 4)) && SAYS_SO.equals(bytes.subarray(30, 30 + SAYS_SO.length)),
});

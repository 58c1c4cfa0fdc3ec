// Small workbooks, written part by part as a spreadsheet program writes them.
import { type ZipPart, zipFile } from './zip-file.ts';

export interface MadeSheet {
  readonly name: string;
  readonly state?: 'visible' | 'hidden' | 'veryHidden';
  /** What stands in the worksheet element. */
  readonly xml: string;
}

export interface MadeWorkbook {
  readonly sheets: readonly MadeSheet[];
  readonly sharedStrings?: readonly string[];
  /** Format codes of the styles 1, 2, …; style 0 is plain. */
  readonly formats?: readonly string[];
  readonly from1904?: boolean;
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const KIND = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const xmlText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const relations = (list: readonly { id: string; type: string; target: string }[]) =>
  `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(({ id, type, target }) => `<Relationship Id="${id}" Type="${KIND}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

export function workbookParts({ sheets, sharedStrings = [], formats = [], from1904 = false }: MadeWorkbook): ZipPart[] {
  const list = sheets
    .map(({ name, state = 'visible' }, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" state="${state}" r:id="s${at + 1}"/>`)
    .join('');
  const numberFormats = formats.map((code, at) => `<numFmt numFmtId="${200 + at}" formatCode="${xmlText(code)}"/>`).join('');
  const styles = ['<xf numFmtId="0"/>', ...formats.map((_, at) => `<xf numFmtId="${200 + at}"/>`)].join('');
  return [
    { name: '[Content_Types].xml', content: `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>` },
    { name: '_rels/.rels', content: relations([{ id: 'r1', type: 'officeDocument', target: 'xl/workbook.xml' }]) },
    {
      name: 'xl/workbook.xml',
      content: `${HEAD}<workbook ${MAIN} xmlns:r="${KIND}"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${list}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations([
        ...sheets.map((_, at) => ({ id: `s${at + 1}`, type: 'worksheet', target: `worksheets/sheet${at + 1}.xml` })),
        { id: 'styles', type: 'styles', target: 'styles.xml' },
        { id: 'strings', type: 'sharedStrings', target: '/xl/sharedStrings.xml' },
      ]),
    },
    {
      name: 'xl/styles.xml',
      content: `${HEAD}<styleSheet ${MAIN}><numFmts>${numberFormats}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles}</cellXfs></styleSheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `${HEAD}<sst ${MAIN}>${sharedStrings.map((text) => `<si>${text.startsWith('<') ? text : `<t>${xmlText(text)}</t>`}</si>`).join('')}</sst>`,
    },
    ...sheets.map(({ xml }, at) => ({ name: `xl/worksheets/sheet${at + 1}.xml`, content: `${HEAD}<worksheet ${MAIN}>${xml}</worksheet>` })),
  ];
}

export function workbookFile(made: MadeWorkbook): Buffer {
  return zipFile(workbookParts(made));
}

/** A sheet's rows from texts, each written into its own cell. */
export function sheetXml(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]) =>
    row.map((text) => `<c t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`).join('');
  return `<sheetData>${rows.map((row) => `<row>${cells(row)}</row>`).join('')}</sheetData>`;
}

const OPEN_DOCUMENT =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"';

/** An OpenDocument workbook; `tables` is what stands in its spreadsheet element, `styles` what stands before it. */
export function openDocumentParts(tables: string, styles = ''): ZipPart[] {
  return [
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
    {
      name: 'content.xml',
      content: `${HEAD}<office:document-content ${OPEN_DOCUMENT}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
    },
    { name: 'META-INF/manifest.xml', content: `${HEAD}<manifest/>` },
  ];
}

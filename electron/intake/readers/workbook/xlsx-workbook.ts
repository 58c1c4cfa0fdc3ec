// The parts of an Excel workbook that say what its sheets are called, how their numbers are meant, and which texts they share.
import { posix } from 'node:path';
import { UnreadableFile } from '../reader.ts';
import { meaningOfFormat, type NumberMeaning, unescaped } from './cell-text.ts';
import type { Sheet } from './sheet-rows.ts';
import { readXml, type XmlHandlers, xmlChunks } from './xml-events.ts';
import type { ZipParts } from './zip-parts.ts';

export interface Workbook {
  readonly sheets: readonly (Sheet & { readonly part: string })[];
  readonly from1904: boolean;
  /** By a cell's style number. */
  readonly meanings: readonly NumberMeaning[];
  readonly sharedStrings: string | undefined;
}

const MOST_SHEETS = 100;
const MOST_STYLES = 65_536;

interface Relation {
  readonly type: string;
  readonly target: string;
}

export async function readWorkbook(parts: ZipParts): Promise<Workbook> {
  const path = await pathOfWorkbook(parts);
  const relations = await relationsOf(parts, path);
  const { listed, from1904 } = await listSheets(parts, path);
  const sheets = listed.flatMap(({ name, hidden, relation }) => {
    const found = relations.get(relation);
    return found?.type === 'worksheet' && parts.has(found.target) ? [{ name, hidden, part: found.target }] : [];
  });
  if (sheets.length === 0) throw new UnreadableFile('no_workbook', 1);
  const partOf = (type: string) => [...relations.values()].find((relation) => relation.type === type && parts.has(relation.target))?.target;
  const styles = partOf('styles');
  return { sheets, from1904, meanings: styles ? await readMeanings(parts, styles) : [], sharedStrings: partOf('sharedStrings') };
}

async function pathOfWorkbook(parts: ZipParts): Promise<string> {
  if (!parts.has('_rels/.rels')) throw new UnreadableFile('no_workbook', 1);
  const relations = await relationsOf(parts, '');
  const path = [...relations.values()].find(({ type }) => type === 'officeDocument')?.target;
  if (path?.toLowerCase().endsWith('.bin')) throw new UnreadableFile('binary_workbook', 1);
  if (!path || !parts.has(path)) throw new UnreadableFile('no_workbook', 1);
  return path;
}

/** What a part points at, by the ids that it uses. Targets are relative to the part, or absolute. */
async function relationsOf(parts: ZipParts, part: string): Promise<Map<string, Relation>> {
  const folder = posix.dirname(part);
  const relations = new Map<string, Relation>();
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!parts.has(name)) throw new UnreadableFile('no_workbook', 1);
  await readXml(parts, name, {
    ...SILENT,
    open: (element, { Id = '', Type = '', Target = '', TargetMode }) => {
      if (element !== 'Relationship' || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? posix.normalize(Target).slice(1) : posix.join(folder, Target);
      relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target });
    },
  });
  return relations;
}

const SILENT: XmlHandlers = { open: () => undefined, close: () => undefined, text: () => undefined };

async function listSheets(parts: ZipParts, path: string) {
  const listed: { name: string; hidden: boolean; relation: string }[] = [];
  let from1904 = false;
  let isWorkbook = false;
  await readXml(parts, path, {
    ...SILENT,
    open: (element, attributes) => {
      if (element === 'workbook') isWorkbook = true;
      if (element === 'workbookPr') from1904 = isTrue(attributes.date1904);
      if (element !== 'sheet') return;
      if (listed.length >= MOST_SHEETS) throw new UnreadableFile('too_large', 1);
      const [, relation = ''] = Object.entries(attributes).find(([name]) => /^[^:]+:id$/.test(name)) ?? [];
      const name = unescaped(attributes.name ?? '').slice(0, 200);
      listed.push({ name, hidden: (attributes.state ?? 'visible') !== 'visible', relation });
    },
  });
  if (!isWorkbook) throw new UnreadableFile('no_workbook', 1);
  return { listed, from1904 };
}

export function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true' || text === 'on';
}

async function readMeanings(parts: ZipParts, path: string): Promise<NumberMeaning[]> {
  const codes = new Map<number, string>();
  const meanings: NumberMeaning[] = [];
  let inCellFormats = false;
  await readXml(parts, path, {
    ...SILENT,
    open: (element, { numFmtId, formatCode }) => {
      if (element === 'numFmt') codes.set(Number(numFmtId), (formatCode ?? '').slice(0, 500));
      if (element === 'cellXfs') inCellFormats = true;
      if (element === 'xf' && inCellFormats) {
        if (meanings.length >= MOST_STYLES) throw new UnreadableFile('too_large', 1);
        meanings.push(meaningOfFormat(Number(numFmtId), codes.get(Number(numFmtId))));
      }
    },
    close: (element) => {
      if (element === 'cellXfs') inCellFormats = false;
    },
  });
  return meanings;
}

/** The texts that cells share, in their order. Phonetic hints are no part of them. */
export async function* readSharedStrings(parts: ZipParts, path: string, into: string[]): AsyncGenerator<void> {
  const text = createTextCollector();
  yield* xmlChunks(parts, path, {
    open: (element) => {
      if (element === 'si') text.begin();
      text.open(element);
    },
    close: (element) => {
      text.close(element);
      if (element === 'si') into.push(unescaped(text.take()));
    },
    text: text.add,
  });
}

/** Gathers what stands in `t` elements, outside of phonetic hints. */
export function createTextCollector() {
  let gathered = '';
  let within = false;
  let phonetic = 0;
  return {
    begin: () => {
      gathered = '';
    },
    open: (element: string) => {
      if (element === 't') within = phonetic === 0;
      else if (element === 'rPh') phonetic += 1;
    },
    close: (element: string) => {
      if (element === 't') within = false;
      else if (element === 'rPh') phonetic -= 1;
    },
    add: (text: string) => {
      if (within) gathered += text;
    },
    take: () => gathered,
  };
}

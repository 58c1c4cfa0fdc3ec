// The items of a CNCF landscape file. Only plain values are read, by walking the document: nothing that stands for something else is
// followed, so that a file cannot grow while it is read.
import { readFile, stat } from 'node:fs/promises';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { UnreadableFile } from '../reader.ts';

export interface LandscapeItem {
  readonly line: number;
  readonly category: string;
  readonly subcategory: string;
  /** The item's own texts by their keys: name, homepage_url, crunchbase, … */
  value(key: string): string;
}

const LARGEST_BYTES = 16 << 20;

export async function landscapeItems(path: string): Promise<LandscapeItem[]> {
  if ((await stat(path)).size > LARGEST_BYTES) throw new UnreadableFile('too_large', 1);
  const source = decode(await readFile(path));
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: false, logLevel: 'silent', merge: false, schema: 'failsafe' });
  const [fault] = document.errors;
  if (fault) throw new UnreadableFile('not_yaml', lines.linePos(fault.pos[0]).line);
  const items: LandscapeItem[] = [];
  for (const category of listIn(document.contents, 'landscape')) {
    for (const subcategory of listIn(category, 'subcategories')) {
      for (const item of listIn(subcategory, 'items')) {
        const line = lines.linePos(item.range?.[0] ?? 0).line;
        const value = (key: string) => textIn(item, key);
        items.push({ line, category: textIn(category, 'name'), subcategory: textIn(subcategory, 'name'), value });
      }
    }
  }
  if (items.length === 0) throw new UnreadableFile('no_landscape', 1);
  return items;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFile('encoding', 1);
  }
}

function valueIn(node: unknown, key: string): unknown {
  if (!isMap(node)) return undefined;
  return node.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.value;
}

function listIn(node: unknown, key: string): Node[] {
  const value = valueIn(node, key);
  return isSeq(value) ? (value.items.filter(isMap) as Node[]) : [];
}

/** Folded text keeps single blanks only: how it was folded says nothing. */
function textIn(node: unknown, key: string): string {
  const value = valueIn(node, key);
  if (!isScalar(value) || typeof value.value !== 'string') return '';
  const text = value.value.replace(/\s+/g, ' ').trim().toWellFormed();
  return text === 'null' || text === '~' ? '' : text;
}

// One part of a workbook as XML, chunk by chunk. Declarations that could define or load anything are refused, and so is deep nesting.
import { SaxesParser } from 'saxes';
import { UnreadableFile } from '../reader.ts';
import type { ZipParts } from './zip-parts.ts';

export interface XmlHandlers {
  /** Names come without their prefix; attributes as they are written. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
}

type Decoder = InstanceType<typeof TextDecoder>;

const DEEPEST = 64;
const BYTE_ORDER = { 'utf-16le': [0xff, 0xfe], 'utf-16be': [0xfe, 0xff] } as const;

/** Reads the part to its end; stops for a breath after every chunk, so that the caller can take what came together. */
export async function* xmlChunks(parts: ZipParts, name: string, handlers: XmlHandlers): AsyncGenerator<void> {
  const write = createXmlWriter(handlers);
  let decoder: Decoder | undefined;
  for await (const bytes of parts.bytes(name)) {
    decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true });
    write(decode(decoder, bytes));
    yield;
  }
  if (!decoder) throw new UnreadableFile('damaged', 1);
  write(decode(decoder));
  write(null);
  yield;
}

/** The same for a small part that is read in one go. */
export async function readXml(parts: ZipParts, name: string, handlers: XmlHandlers): Promise<void> {
  for await (const _ of xmlChunks(parts, name, handlers));
}

function encodingOf(bytes: Uint8Array): string {
  for (const [encoding, [first, second]] of Object.entries(BYTE_ORDER)) if (bytes[0] === first && bytes[1] === second) return encoding;
  return 'utf-8';
}

function decode(decoder: Decoder, bytes?: Uint8Array): string {
  try {
    return decoder.decode(bytes, { stream: bytes !== undefined });
  } catch {
    throw new UnreadableFile('damaged', 1);
  }
}

function createXmlWriter(handlers: XmlHandlers): (text: string | null) => void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const localNames = new Map<string, string>();
  const local = (name: string) => {
    const known = localNames.get(name);
    if (known !== undefined) return known;
    const short = name.slice(name.indexOf(':') + 1);
    if (localNames.size < 1_000) localNames.set(name, short);
    return short;
  };
  let depth = 0;
  parser.on('doctype', () => {
    throw new UnreadableFile('unsafe', 1);
  });
  parser.on('error', () => {
    throw new UnreadableFile('damaged', 1);
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > DEEPEST) throw new UnreadableFile('too_deep', 1);
    handlers.open(local(tag.name), tag.attributes as Record<string, string>);
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    handlers.close(local(tag.name));
  });
  parser.on('text', (text) => handlers.text(text));
  parser.on('cdata', (text) => handlers.text(text));
  return (text) => {
    if (text === null) parser.close();
    else if (text !== '') parser.write(text);
  };
}

// git's log as it streams in, cut at its NUL bytes into commits. Texts are decoded by what the commit says of its encoding.
import { isUtf8 } from 'node:buffer';

export interface CommitRecord {
  readonly sha: string;
  readonly parents: readonly string[];
  /** Seconds since 1970 of the author's date; NaN when it is damaged. */
  readonly authoredAt: number;
  readonly committedAt: number;
  /** The address of who committed it, as it is written. */
  readonly committer: string;
  readonly name: string;
  readonly email: string;
  readonly message: string;
  readonly paths: readonly string[];
}

/** Every record begins with an empty field, which no path can be; its fields end with one too. */
export const LOG_FORMAT = '--format=%x00%H%x00%P%x00%at %ct %ce%x00%e%x00%an%x00%ae%x00%B%x00';
const FIELDS = 7;
/** Stands before a commit's first path. */
const LINE_END = 10;

/** What is longer is cut: nobody reads on, and a hostile history could hold anything. */
const LONGEST_FIELD = 64 << 10;
/** By these many paths a commit gets its kind. */
const MOST_PATHS = 5_000;

export class NotALog extends Error {}

const SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

export interface RecordReader {
  /** The commits that are complete with this piece. */
  read(chunk: Buffer): CommitRecord[];
  /** The last commit. */
  end(): CommitRecord[];
}

export function createRecordReader(): RecordReader {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let state: 'start' | 'fields' | 'gap' | 'first path' | 'paths' = 'start';
  let fields: Buffer[] = [];
  let paths: string[] = [];
  let records: CommitRecord[] = [];

  function finish(): void {
    records.push(recordOf(fields, paths));
    fields = [];
    paths = [];
  }

  function token(bytes: Buffer): void {
    switch (state) {
      case 'start':
        if (bytes.length > 0) throw new NotALog('a record does not begin');
        state = 'fields';
        return;
      case 'fields':
        fields.push(bytes);
        if (fields.length === FIELDS) state = 'gap';
        return;
      case 'gap':
        if (bytes.length > 0) throw new NotALog('a record does not end');
        state = 'first path';
        return;
      default:
        if (bytes.length === 0) {
          finish();
          state = 'fields';
          return;
        }
        if (paths.length < MOST_PATHS) paths.push(bytes.toString('utf8', state === 'first path' && bytes[0] === LINE_END ? 1 : 0));
        state = 'paths';
    }
  }

  return {
    read: (chunk) => {
      let from = 0;
      for (let at = chunk.indexOf(0); at >= 0; at = chunk.indexOf(0, from)) {
        const piece = chunk.subarray(from, Math.min(at, from + LONGEST_FIELD));
        token(pending.length === 0 ? piece : Buffer.concat([...pending, piece]).subarray(0, LONGEST_FIELD));
        pending = [];
        pendingBytes = 0;
        from = at + 1;
      }
      if (from < chunk.length && pendingBytes < LONGEST_FIELD) {
        pending.push(chunk.subarray(from));
        pendingBytes += chunk.length - from;
      }
      const done = records;
      records = [];
      return done;
    },
    end: () => {
      if (state === 'fields' || pendingBytes > 0) throw new NotALog('a record is cut off');
      if (state !== 'start') finish();
      return records.splice(0);
    },
  };
}

function recordOf(fields: readonly Buffer[], paths: readonly string[]): CommitRecord {
  const [sha, parents, times, encoding, name, email, message] = fields as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];
  const id = sha.toString('latin1');
  if (!SHA.test(id)) throw new NotALog('a commit has no id');
  const [authored = '', committed = '', ...committer] = times.toString('latin1').split(' ');
  const decode = decoderOf(encoding.toString('latin1'));
  return {
    sha: id,
    parents: parents.length === 0 ? [] : parents.toString('latin1').split(' '),
    authoredAt: authored === '' ? Number.NaN : Number(authored),
    committedAt: committed === '' ? Number.NaN : Number(committed),
    committer: committer.join(' '),
    name: decode(name),
    email: decode(email),
    message: decode(message),
    paths,
  };
}

type Decoder = InstanceType<typeof TextDecoder>;
const decoders = new Map<string, Decoder>();
const MOST_DECODERS = 100;

/** git has made UTF-8 of what it could. What is none is in the encoding that the commit names, or else what Windows wrote. */
function decoderOf(encoding: string): (bytes: Buffer) => string {
  // A text that was cut can end inside a letter.
  return (bytes) =>
    bytes.length >= LONGEST_FIELD || isUtf8(bytes)
      ? bytes.toString('utf8')
      : namedDecoder(/^(?:|utf-?8)$/i.test(encoding) ? 'windows-1252' : encoding.toLowerCase()).decode(bytes);
}

function namedDecoder(label: string): Decoder {
  const known = decoders.get(label);
  if (known) return known;
  let decoder: Decoder;
  try {
    decoder = new TextDecoder(label);
  } catch {
    decoder = new TextDecoder('windows-1252');
  }
  if (decoders.size < MOST_DECODERS) decoders.set(label, decoder);
  return decoder;
}

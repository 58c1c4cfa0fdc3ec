// Reading and drafting run in a worker beside the thread that writes, so both cores work and the program stays responsive.
// This file is both ends of the conversation; electron/draft-worker.ts starts the far one.
import { MessageChannel, type MessagePort, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Mapping, Reading } from '../../shared/contract/imports.ts';
import type { ImportKind } from '../../shared/vocabulary.ts';
import type { DraftRules, Rejection } from './import-kind.ts';
import { cellsFromAbove } from './mapping/cells-above.ts';
import { withNearerReason } from './mapping/dates.ts';
import { offerReading, readingOver } from './readers/apart/relay.ts';
import { readRows } from './readers/index.ts';
import { type ReadApart, type SourceRow, UnreadableFile } from './readers/reader.ts';

export interface DraftRequest {
  readonly path: string;
  readonly kind: ImportKind;
  readonly reading: Reading;
  readonly mapping: Mapping;
  readonly rules: unknown;
}

/** One batch: rows per staging table as JSON text, ready for one statement each. */
export interface DraftBatch {
  readonly tables: readonly { table: string; json: string }[];
  readonly rejected: string | null;
  readonly rowsRead: number;
}

type FromWorker =
  | { type: 'header'; cells: string[] }
  | { type: 'batch'; batch: DraftBatch }
  | { type: 'end' }
  | { type: 'unreadable'; reason: UnreadableFile['reason']; line: number };

interface WorkerStart {
  readonly request: DraftRequest;
  /** Over which the far end reads what is read in a process of its own. */
  readonly reading: MessagePort;
}

const UNCLOSED: Rejection = { code: 'unclosed_quote', field: '', value: '' };
const ROWS_PER_BATCH = 2_000;
const BATCHES_AHEAD = 3;

/** The far end: runs in the worker and waits for a go-ahead whenever it is some batches in front. */
export async function serveDrafts(rulesOf: Readonly<Record<ImportKind, DraftRules>>): Promise<void> {
  const port = parentPort as MessagePort;
  const { request, reading } = workerData as WorkerStart;
  const credit = createCredit(port);
  const say = (message: FromWorker) => port.postMessage(message);
  try {
    const rules = rulesOf[request.kind];
    let drafter: ReturnType<DraftRules['createDrafter']> | undefined;
    let rejected: unknown[][] = [];
    let rowsRead = 0;
    let pending = 0;
    const flush = async () => {
      if (!drafter || pending === 0) return;
      const tables = Object.entries(drafter.take()).flatMap(([table, rows]) =>
        rows.length === 0 ? [] : [{ table, json: JSON.stringify(rows) }],
      );
      const batch: DraftBatch = { tables, rejected: rejected.length === 0 ? null : JSON.stringify(rejected), rowsRead };
      rejected = [];
      pending = 0;
      await credit.take();
      say({ type: 'batch', batch });
    };
    for await (const rows of cellsFromAbove(readRows(request.path, request.reading, readingOver(reading)), request.mapping)) {
      for (const row of rows) {
        const { line, cells } = row;
        if (!drafter) {
          say({ type: 'header', cells });
          drafter = rules.createDrafter({ headers: cells, format: request.reading.format, mapping: request.mapping, rules: request.rules });
          continue;
        }
        pending += 1;
        if (row.observed) drafter.observe?.(line, row.observed);
        else {
          rowsRead += 1;
          const refused = refusalOf(row, request.mapping) ?? drafter.add(line, cells);
          const rejection = refused && withNearerReason(refused);
          if (rejection) rejected.push([line, rejection.code, rejection.field, rejection.value.slice(0, 500), JSON.stringify(cells)]);
        }
        if (pending >= ROWS_PER_BATCH) await flush();
      }
    }
    await flush();
    say({ type: 'end' });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    say({ type: 'unreadable', reason: error.reason, line: error.line });
  } finally {
    port.close();
    reading.close();
  }
}

/** Why the reader says that a row cannot be taken. */
function refusalOf({ unclosed, refused, errors }: SourceRow, { columns }: Mapping): Rejection | undefined {
  if (unclosed) return UNCLOSED;
  if (refused) return { ...refused, field: '' };
  for (const [at, value] of errors ?? []) {
    const mapped = columns.find(({ column }) => column === at);
    if (mapped) return { code: 'error_cell', field: mapped.field, value };
  }
  return undefined;
}

function createCredit(port: MessagePort): { take(): Promise<void> } {
  let credit = BATCHES_AHEAD;
  let wake: () => void = () => undefined;
  port.on('message', () => {
    credit += 1;
    wake();
  });
  return {
    take: async () => {
      while (credit === 0) {
        await new Promise<void>((done) => {
          wake = done;
        });
      }
      credit -= 1;
    },
  };
}

const ranOutOfMemory = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

/** The near end: hands over batch by batch and ends the worker when the caller stops. */
export async function readDrafts(
  worker: { script: URL; request: DraftRequest; readApart: ReadApart; signal: AbortSignal },
  use: { header(cells: string[]): Promise<void>; batch(batch: DraftBatch): Promise<void> },
): Promise<void> {
  const { port1: offered, port2: reading } = new MessageChannel();
  offerReading(offered, worker.readApart);
  const thread = new Worker(worker.script, {
    workerData: { request: worker.request, reading } satisfies WorkerStart,
    transferList: [reading],
    // Reading needs about a third of this; the rest is for moments in which collecting garbage lags on a busy machine.
    resourceLimits: { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 32 },
  });
  const stop = () => void thread.terminate();
  worker.signal.addEventListener('abort', stop);
  try {
    await new Promise<void>((done, fail) => {
      let last: Promise<unknown> = Promise.resolve();
      const after = (work: () => Promise<unknown>) => {
        last = last.then(work);
        last.catch(fail);
      };
      thread.on('error', (error) => fail(ranOutOfMemory(error) ? new UnreadableFile('too_large', 1) : error));
      thread.on('exit', () => after(async () => fail(new Error('the reading worker stopped'))));
      thread.on('message', (message: FromWorker) => {
        if (message.type === 'header') after(() => use.header(message.cells));
        else if (message.type === 'batch') {
          after(async () => {
            await use.batch(message.batch);
            thread.postMessage('next');
          });
        } else if (message.type === 'end') after(async () => done());
        else fail(new UnreadableFile(message.reason, message.line));
      });
    });
  } finally {
    worker.signal.removeEventListener('abort', stop);
    offered.close();
    await thread.terminate();
  }
}

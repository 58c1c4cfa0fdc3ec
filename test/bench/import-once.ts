// One import in a process of its own, as the terminal does it; prints seconds and the peak memory of all its processes as JSON. Arguments: sheet, workspace.
import '../../electron/thread-pool.ts';
import '../../electron/compile-cache.ts';
import { randomUUID } from 'node:crypto';
import { childrenMemory } from './children-memory.ts';

const { openProgram } = await import('../../electron/compose.ts');

const [sheet = '', workspacePath = ''] = process.argv.slice(2);
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss() + childrenMemory());
}, 20);
const begun = performance.now();
const program = await openProgram({ workspacePath, create: true, automaticBackups: false });
const { stagedFiles, imports, jobs, store } = program.context;
const staged = await stagedFiles.stageLocalFile(sheet);
const found = await imports.inspect({ stagedFileId: staged.fileId, kind: 'contributions' });
const planned = await imports.plan({
  commandId: randomUUID(),
  stagedFileId: staged.fileId,
  kind: 'contributions',
  reading: found.reading,
  mapping: found.suggested,
});
await jobs.finished(planned.jobId);
const plan = await imports.find(planned.importId);
// While rows are written, another reader asks for a list page now and then: the rest of the program must stay usable.
let slowestList = 0;
const reader = setInterval(async () => {
  const asked = performance.now();
  await store.read.selectFrom('partners').selectAll().limit(100).execute();
  slowestList = Math.max(slowestList, performance.now() - asked);
}, 100);
if (plan.created + plan.changed > 0)
  await jobs.finished((await imports.apply({ commandId: randomUUID(), importId: planned.importId })).jobId);
clearInterval(reader);
const { created, unchanged, conflicts, rejected } = await imports.find(planned.importId);
await program.close();
clearInterval(watch);
process.stdout.write(
  `${JSON.stringify({ seconds: (performance.now() - begun) / 1000, peakMb: Math.round(peak / 2 ** 20), slowestListMs: Math.round(slowestList), created, unchanged, conflicts, rejected })}\n`,
);

// One import of a clone in a process of its own, as the terminal does it: gather, plan, apply. Prints seconds and peak memory as JSON.
// Arguments: clone, workspace.
import '../../electron/thread-pool.ts';
import { randomUUID } from 'node:crypto';
import { openProgram } from '../../electron/compose.ts';
import { gitRequest } from '../../shared/contract/collections.ts';

const [folder = '', workspacePath = ''] = process.argv.slice(2);
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20);
const begun = performance.now();
const program = await openProgram({ workspacePath, create: true, automaticBackups: false });
const { collections, imports, jobs } = program.context;
const started = await collections.start({ commandId: randomUUID(), request: gitRequest.parse({ source: 'git', folder }) });
await jobs.finished(started.jobId);
const gathered = (performance.now() - begun) / 1000;
const { stagedFileId } = await collections.get(started.collectionId);
const { reading, suggested: mapping } = await imports.inspect({ stagedFileId, kind: 'contributions' });
const planned = await imports.plan({ commandId: randomUUID(), stagedFileId, kind: 'contributions', reading, mapping });
await jobs.finished(planned.jobId);
const { created } = await imports.find(planned.importId);
if (created > 0) await jobs.finished((await imports.apply({ commandId: randomUUID(), importId: planned.importId })).jobId);
await program.close();
clearInterval(watch);
process.stdout.write(
  `${JSON.stringify({ seconds: (performance.now() - begun) / 1000, gathered, peakMb: Math.round(peak / 2 ** 20), created })}\n`,
);

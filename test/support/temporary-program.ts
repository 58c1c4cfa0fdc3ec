// A whole program over a new workspace in a temporary folder, called as every door calls it: through the contract.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { openProgram, type Program, type ProgramOptions } from '../../electron/compose.ts';
import type { router } from '../../electron/router.ts';

export interface TemporaryProgram {
  program: Program;
  client: RouterClient<typeof router>;
  /** Bugs the program reported; a test expects none. */
  incidents: { id: string; error: unknown }[];
  close(): Promise<void>;
}

export async function openTemporaryProgram(given: Partial<ProgramOptions> = {}): Promise<TemporaryProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'trellis-test-'));
  const incidents: TemporaryProgram['incidents'] = [];
  const program = await openProgram({
    workspacePath: join(folder, 'test.trellis'),
    create: true,
    automaticBackups: false,
    onIncident: (incident) => incidents.push(incident),
    ...given,
  });
  return {
    program,
    client: createRouterClient(program.router, { context: program.context }),
    incidents,
    close: async () => {
      await program.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The same over a workspace at a given path, which stays when the program is closed. */
export async function openTemporaryProgramAt(workspacePath: string, given: Partial<ProgramOptions> = {}): Promise<TemporaryProgram> {
  const incidents: TemporaryProgram['incidents'] = [];
  const program = await openProgram({
    workspacePath,
    create: true,
    automaticBackups: false,
    onIncident: (incident) => incidents.push(incident),
    ...given,
  });
  return { program, client: createRouterClient(program.router, { context: program.context }), incidents, close: () => program.close() };
}

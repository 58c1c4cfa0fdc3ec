// How a test's program ends: no bug was reported, and the workspace keeps its promises.
import { expect } from 'vitest';
import type { TemporaryProgram } from './temporary-program.ts';

export async function closeSound(program: TemporaryProgram): Promise<void> {
  try {
    expect(program.incidents).toEqual([]);
    expect((await program.client.workspace.check({})).checks.filter((one) => one.problems > 0)).toEqual([]);
  } finally {
    await program.close();
  }
}

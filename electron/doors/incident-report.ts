// A bug is written where the person started the program, under the id that its screen showed.

export function reportIncident({ id, error }: { id: string; error: unknown }): void {
  process.stderr.write(`[${id}] ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

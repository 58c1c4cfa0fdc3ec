// Bugs: written down under the id that the person was shown.
import { appendFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foldersOf } from '../store/workspace-file.ts';

interface Incident {
  readonly id: string;
  readonly error: unknown;
}

const MOST_BYTES = 1 << 20;

function storyOf({ id, error }: Incident): string {
  return `[${id}] ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
}

/** For a program that runs on for long: what it prints is its log, and who started it without a terminal has the file. */
export function incidentReport(workspacePath: string): (incident: Incident) => void {
  const { files } = foldersOf(workspacePath);
  return (incident) => {
    process.stderr.write(storyOf(incident));
    void keepIncident(files, incident);
  };
}

/** Writes it into a file in the folder, or among the system's temporary ones where that cannot be; returns which. */
export async function keepIncident(folder: string | undefined, incident: Incident): Promise<string | undefined> {
  for (const path of [...(folder === undefined ? [] : [join(folder, 'incidents.log')]), join(tmpdir(), 'trellis-incidents.log')]) {
    try {
      const { size } = await stat(path).catch(() => ({ size: 0 }));
      const story = `${new Date().toISOString()} ${storyOf(incident)}`;
      await (size > MOST_BYTES ? writeFile : appendFile)(path, story, { mode: 0o600 });
      return path;
    } catch {
      // The next place is tried.
    }
  }
  return undefined;
}

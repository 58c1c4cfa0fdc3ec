// Runs the browser door until somebody ends it: prints the address, gives a fresh one on Enter, closes in order.
import type { Language } from '../../shared/vocabulary.ts';
import { openProgram } from '../compose.ts';
import { say } from '../language.ts';
import { startLoopbackDoor } from './loopback-server.ts';

export interface ServeOptions {
  workspacePath: string;
  port: number;
  language: Language;
  assets: string;
}

export async function serveInBrowser(options: ServeOptions): Promise<void> {
  const onIncident = ({ id, error }: { id: string; error: unknown }) => process.stderr.write(`[${id}] ${String((error as Error)?.stack ?? error)}\n`);
  const program = await openProgram({ workspacePath: options.workspacePath, create: true, onIncident });
  const door = await startLoopbackDoor({ program, port: options.port, assetsFolder: options.assets }).catch(async (error: unknown) => {
    await program.close();
    throw error;
  });
  const t = (key: string) => say(options.language, `desktop:${key}`);
  const tell = () => process.stdout.write(`${t('address')}\n\n  ${door.newAddress()}\n\n${t('addressHint')}\n`);
  tell();
  process.stdin.on('data', tell);
  process.stdin.unref?.();
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
  });
  process.stdin.removeListener('data', tell);
  process.stdin.pause();
  await door.close();
  await program.close();
  process.stdout.write(`${t('goodbye')}\n`);
}

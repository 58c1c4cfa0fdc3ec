// Which door this page was opened through.
import type { Host } from './host.ts';

export async function findHost(): Promise<Host> {
  if (window.trellis) return (await import('./host-electron.ts')).electronHost(window.trellis);
  return (await import('./host-browser.ts')).browserHost();
}

// The one connection to the program, and the cache of what it answered. Components ask through `program`.
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { QueryClient } from '@tanstack/react-query';
import { findHost } from './find-host.ts';
import type { Host, ProgramClient } from './host.ts';
import { followChanges } from './live-updates.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: 1, refetchOnWindowFocus: false, placeholderData: (previous: unknown) => previous },
  },
});

let connected: { host: Host; client: ProgramClient } | undefined;

export async function connectClient(): Promise<void> {
  const host = await findHost();
  const client = await host.connect();
  connected = { host, client };
  followChanges(client, queryClient);
}

function theConnection() {
  if (!connected) throw new Error('not connected');
  return connected;
}

/** Plain calls, for commands. */
export function client(): ProgramClient {
  return theConnection().client;
}

export function host(): Host {
  return theConnection().host;
}

/** Query options for every procedure: `program().partners.list.queryOptions({ input })`. */
export function program() {
  utils ??= createTanstackQueryUtils(client());
  return utils;
}
let utils: ReturnType<typeof createTanstackQueryUtils<ProgramClient>> | undefined;

/** A fresh id for a command; sent again with the same id it is not done twice. */
export function commandId(): string {
  return crypto.randomUUID();
}

// Set-based SQL that a person can stop: the statement that runs is interrupted, and the transaction around it is rolled back.
import type { Connection } from '../store/connection.ts';
import { Cancelled, throwIfCancelled } from './jobs.ts';

export async function interruptible<T>(connection: Connection, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  throwIfCancelled(signal);
  const stop = () => connection.interrupt();
  signal.addEventListener('abort', stop);
  try {
    const result = await work();
    if (signal.aborted) throw new Cancelled('cancelled');
    return result;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

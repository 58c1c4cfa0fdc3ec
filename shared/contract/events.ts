// Events are hints, queries are the truth: a client that missed one asks again.
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { oc } from './base.ts';
import { jobStatus } from './jobs.ts';

export const topic = z.enum(['workspace', 'partners', 'activities', 'people', 'contributions', 'imports', 'policies', 'recognition']);
export type Topic = z.infer<typeof topic>;

export const programEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('changed'), topics: z.array(topic) }),
  z.object({ type: z.literal('job'), job: jobStatus }),
]);
export type ProgramEvent = z.infer<typeof programEvent>;

export const eventsContract = { subscribe: oc.input(z.object({})).output(eventIterator(programEvent)) };

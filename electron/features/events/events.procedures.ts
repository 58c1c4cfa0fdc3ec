// The stream of hints that keeps every window fresh.
import { answer } from '../procedure.ts';

export const eventsProcedures = {
  subscribe: answer.events.subscribe.handler(async function* ({ context, signal }) {
    const events = context.events.subscribe(signal);
    yield { type: 'ready' as const };
    yield* events;
  }),
};

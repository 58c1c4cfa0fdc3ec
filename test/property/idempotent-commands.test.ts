// A command whose answer was lost is sent again: it answers the same and does nothing twice. 500 replays, no duplicate.

import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { activityInput, dumpTables, failureOf, partnerInput, register } from '../support/crm.ts';
import { openTemporaryProgram } from '../support/temporary-program.ts';

const REPLAYS = 500;

test('a command sent again answers the same and changes nothing', { timeout: 300_000 }, async () => {
  const t = await openTemporaryProgram();
  let replays = 0;
  try {
    const { client } = t;
    const known = await register(t, 'Known');
    const sent: { send: () => Promise<unknown>; answer: unknown }[] = [];
    const kinds = ['register', 'edit', 'log', 'settings', 'remove', 'undo'] as const;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...kinds), fc.array(fc.nat(), { minLength: 25, maxLength: 25 }), async (kind, picks) => {
        const commandId = randomUUID();
        const name = `Partner ${commandId}`;
        const { revision } = await client.partners.get({ partnerId: known });
        const victim = kind === 'remove' ? await register(t, `Victim ${commandId}`) : '';
        const calls: Record<(typeof kinds)[number], () => Promise<unknown>> = {
          register: () => client.partners.register({ commandId, fields: partnerInput(name) }),
          edit: () => client.partners.edit({ commandId, partnerId: known, revision, fields: partnerInput('Known', { notes: commandId }) }),
          log: () => client.activities.log({ commandId, fields: activityInput(name, [known]) }),
          settings: () => client.workspace.saveSettings({ commandId, settings: { programName: name, fiscalYearStart: 1, language: null } }),
          remove: () => client.partners.remove({ commandId, partnerId: victim }),
          undo: () => client.workspace.undo({ commandId }),
        };
        if (kind === 'undo') await register(t, `Undone ${commandId}`);
        sent.push({ send: calls[kind], answer: await calls[kind]() });
        const before = await dumpTables(t, []);
        const again = picks.map((pick) => sent[pick % sent.length] ?? sent[0]);
        const answers = await Promise.all(again.map((one) => one?.send()));
        expect(answers).toEqual(again.map((one) => one?.answer));
        expect(await dumpTables(t, [])).toEqual(before);
        replays += answers.length;
      }),
      { numRuns: REPLAYS / 25, endOnFailure: true },
    );
    expect(t.incidents).toEqual([]);
  } finally {
    await t.close();
  }
  expect(replays).toBe(REPLAYS);
});

test('the same command sent twice at the same moment is done once', async () => {
  const t = await openTemporaryProgram();
  const commandId = randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => t.client.partners.register({ commandId, fields: partnerInput('Twin') })),
  );
  expect(new Set(answers.map((one) => one.partnerId)).size).toBe(1);
  expect((await t.client.partners.list({})).total).toBe(1);
  await t.close();
});

test('a command that was refused may succeed later under the same id', async () => {
  const t = await openTemporaryProgram();
  const commandId = randomUUID();
  const first = await register(t, 'Taken');
  const send = () => t.client.partners.register({ commandId, fields: partnerInput('Taken') });
  expect((await failureOf(send())).code).toBe('NAME_TAKEN');
  await t.client.partners.remove({ commandId: randomUUID(), partnerId: first });
  expect((await send()).partnerId).not.toBe(first);
  await t.close();
});

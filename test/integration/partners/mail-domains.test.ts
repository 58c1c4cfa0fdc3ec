// Affiliations that follow from mail domains, and the points that follow from affiliations.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { command, importSheet, partnerInput, register } from '../../support/crm.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
  const sheet = [
    'email,name,kind,date,title,link',
    'ann@acme.example,Ann,code,2026-01-10,One,https://x.example/1',
    'ben@eng.acme.example,Ben,code,2026-01-11,Two,https://x.example/2',
    'cy@notacme.example,Cy,code,2026-01-12,Three,https://x.example/3',
    'dee@gmail.com,Dee,code,,Four,https://x.example/4',
    'acme-bot[bot]@acme.example,acme-bot[bot],code,2026-01-13,Five,https://x.example/5',
  ];
  await importSheet(t, 'contributions', `${sheet.join('\n')}\n`);
});
afterEach(() => closeSound(t));

async function employers(): Promise<Record<string, string | null>> {
  const { items } = await t.client.people.list({ sort: { by: 'name', direction: 'ascending' } });
  return Object.fromEntries(items.map((one) => [one.name, one.partner?.name ?? null]));
}

test('registering a partner affiliates the people at its domain and below, and nobody else', async () => {
  const acme = await register(t, 'Acme', { emailDomains: ['acme.example'] });
  expect(await employers()).toEqual({ Ann: 'Acme', Ben: 'Acme', Cy: null, Dee: null });
  const { figures } = await t.client.partners.get({ partnerId: acme });
  expect(figures).toMatchObject({ people: 2, contributions: 2, points: 200 });
  const shown = await t.client.people.list({ filter: { partnerIds: [acme] } });
  expect(shown.total).toBe(figures.people);
});

test('the longest matching domain wins, whoever came first', async () => {
  await register(t, 'Acme', { emailDomains: ['acme.example'] });
  const lab = await register(t, 'Acme Lab', { emailDomains: ['eng.acme.example'] });
  expect(await employers()).toMatchObject({ Ann: 'Acme', Ben: 'Acme Lab' });
  await t.client.partners.edit({ ...command(), partnerId: lab, revision: 1, fields: partnerInput('Acme Lab') });
  expect(await employers()).toMatchObject({ Ann: 'Acme', Ben: 'Acme' });
});

test('editing, the bin and undo move people and points along', async () => {
  const acme = await register(t, 'Acme', { emailDomains: ['acme.example'] });
  await t.client.partners.edit({
    ...command(),
    partnerId: acme,
    revision: 1,
    fields: partnerInput('Acme', { emailDomains: ['notacme.example'] }),
  });
  expect(await employers()).toEqual({ Ann: null, Ben: null, Cy: 'Acme', Dee: null });
  await t.client.workspace.undo(command());
  expect(await employers()).toEqual({ Ann: 'Acme', Ben: 'Acme', Cy: null, Dee: null });
  await t.client.partners.remove({ ...command(), partnerId: acme });
  expect(await employers()).toEqual({ Ann: null, Ben: null, Cy: null, Dee: null });
  await t.client.workspace.undo(command());
  expect((await t.client.partners.get({ partnerId: acme })).figures).toMatchObject({ people: 2, points: 200 });
  await t.client.workspace.undo(command());
  expect(await employers()).toEqual({ Ann: null, Ben: null, Cy: null, Dee: null });
  await t.client.workspace.redo(command());
  expect((await t.client.partners.get({ partnerId: acme })).figures).toMatchObject({ people: 2, points: 200 });
});

test('what was decided by hand or imported stays when domains move', async () => {
  const acme = await register(t, 'Acme', { emailDomains: ['acme.example'] });
  const other = await register(t, 'Other');
  await t.program.context.store.writeBulk(null, async (connection) => {
    await connection.run(
      `INSERT INTO affiliations (id, person_num, partner_id, source, source_rank, valid_from)
       SELECT 'by-hand', num, ?, 'by_hand', 0, '2026-02-01' FROM people WHERE name = 'Ann'`,
      [other],
    );
  });
  expect(await employers()).toMatchObject({ Ann: 'Other', Ben: 'Acme' });
  await t.client.partners.edit({ ...command(), partnerId: acme, revision: 1, fields: partnerInput('Acme') });
  expect(await employers()).toMatchObject({ Ann: 'Other', Ben: null });
});

test('a person without any entry that counts still shows among the people of the partner', async () => {
  await t.program.context.store.writeBulk(null, async (connection) => {
    await connection.run(
      `INSERT INTO people (num, id, name, name_key, created_at) VALUES (900, 'eve', 'Eve', 'eve', '2026-01-01T00:00:00.000Z')`,
    );
    await connection.run(
      `INSERT INTO identities (num, id, source, identity_key, email, email_domain, person_num) VALUES (900, 'eve-1', 'test', 'test:eve', 'eve@acme.example', 'acme.example', 900)`,
    );
  });
  expect(await employers()).not.toHaveProperty('Eve');
  const acme = await register(t, 'Acme', { emailDomains: ['acme.example'] });
  expect((await t.client.partners.get({ partnerId: acme })).figures.people).toBe(3);
  const shown = await t.client.people.list({ filter: { partnerIds: [acme] } });
  expect(shown.items.map((one) => [one.name, one.points, one.entries])).toContainEqual(['Eve', 0, 0]);
  expect(await t.client.people.get({ personId: 'eve' })).toMatchObject({ points: 0, level: 'newbie', pointsByMonth: [], biggestEntry: 0 });
});

// Affiliations that follow from mail domains, and the points that follow from affiliations.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { command, failureOf, importSheet, partnerInput, register } from '../../support/crm.ts';
import { applyImport, planImport, revertImport } from '../../support/importing.ts';
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

describe('a partner in the bin', () => {
  const period = { from: '2026-01-01' as never, to: '2026-12-31' as never };
  /** What the report credits to whom, and whom the people's lists and pages name. */
  async function credited() {
    const { topPartners } = await t.client.reports.ecosystem(period);
    const { items } = await t.client.people.list({ sort: { by: 'name', direction: 'ascending' } });
    const pages = await Promise.all(items.map(({ id }) => t.client.people.get({ personId: id })));
    const board = await t.client.contributions.leaderboard({});
    expect(await t.client.workspace.check({})).toMatchObject({ ok: true });
    return {
      report: Object.fromEntries(topPartners.map(({ name, points }) => [name, points])),
      employed: pages.filter(({ partner, affiliations }) => partner !== null || affiliations.length > 0).map(({ name }) => name),
      board: board.items.filter(({ partner }) => partner !== null).map(({ name }) => name),
    };
  }
  const nothing = { report: { independent: 0, unknown: 300 }, employed: [], board: [] };
  let acme: string;
  let before: Awaited<ReturnType<typeof credited>>;

  beforeEach(async () => {
    acme = await register(t, 'Acme', { emailDomains: ['acme.example'] });
    const { items } = await t.client.people.list({ filter: { search: 'Cy' } });
    const fields = { partnerId: acme, from: null, until: null, evidence: 'contract' };
    await t.client.people.saveAffiliation({ ...command(), personId: items[0]?.id ?? '', affiliationId: null, fields });
    before = await credited();
    expect(before).toEqual({ report: { Acme: 300, independent: 0, unknown: 0 }, employed: ['Ann', 'Ben', 'Cy'], board: expect.anything() });
  });

  test('is credited with nothing, whatever said that people work there, and with all of it when it is back', async () => {
    await t.client.partners.remove({ ...command(), partnerId: acme });
    expect(await credited()).toEqual(nothing);
    await t.client.workspace.undo(command());
    expect(await credited()).toEqual(before);
    await t.client.workspace.redo(command());
    expect(await credited()).toEqual(nothing);
  });

  test('keeps what was said about people who are merged and taken apart meanwhile', async () => {
    const [ann, cy] = (await t.client.people.list({})).items
      .filter(({ name }) => ['Ann', 'Cy'].includes(name))
      .toSorted((a, b) => a.name.localeCompare(b.name));
    const { changeId } = await t.client.partners.remove({ ...command(), partnerId: acme });
    await t.client.people.merge({ ...command(), intoId: ann?.id ?? '', fromIds: [cy?.id ?? ''], rule: 'by_hand', evidence: '' });
    await t.client.workspace.undo({ ...command(), changeId });
    expect((await credited()).report).toEqual({ Acme: 300, independent: 0, unknown: 0 });
    const { merges } = await t.client.people.get({ personId: ann?.id ?? '' });
    await t.client.people.unmerge({ ...command(), mergeId: merges[0]?.mergeId ?? '' });
    expect(await credited()).toEqual(before);
  });

  test('stays there when a sheet names it, and is back whole, not a second time, when the row is taken', async () => {
    const { changeId } = await t.client.partners.remove({ ...command(), partnerId: acme });
    const sheet = 'name,region\nAcme GmbH,EMEA\n';
    const importId = await planImport(t, 'partners', sheet);
    expect(await t.client.imports.get({ importId })).toMatchObject({ created: 0, changed: 0, conflicts: 1 });
    const [row] = (await t.client.imports.changeSet({ importId })).items;
    expect(row?.reasons).toMatchObject([{ code: 'removed_by_hand' }]);
    await t.client.imports.take({ importId, line: row?.line ?? 0 });
    await applyImport(t, importId);
    expect((await t.client.partners.list({})).items).toMatchObject([{ id: acme, name: 'Acme', region: 'EMEA' }]);
    expect(await credited()).toEqual(before);
    expect((await failureOf(t.client.workspace.undo({ ...command(), changeId }))).code).toBe('CHANGED_SINCE');
    await revertImport(t, importId);
    expect(await credited()).toEqual(nothing);
    await t.client.workspace.undo({ ...command(), changeId });
    expect(await credited()).toEqual(before);
  });
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

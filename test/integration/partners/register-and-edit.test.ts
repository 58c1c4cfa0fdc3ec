// Partners through the contract: registering, editing, the bin, and what is refused on which field.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command, failureOf, importSheet, partnerInput, register } from '../../support/crm.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeAll(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
});
afterAll(async () => {
  expect(t.incidents).toEqual([]);
  await t.close();
});

test('a new partner starts at community since the day it joined', async () => {
  const joined = await register(t, 'Aurora Cloud', { joinedOn: '2025-02-03' });
  expect(await t.client.partners.get({ partnerId: joined })).toMatchObject({
    tier: 'community',
    tierSince: '2025-02-03',
    tierHistory: [{ tier: 'community', from: '2025-02-03', until: null }],
  });
  const unknown = await register(t, 'Borealis');
  expect(await t.client.partners.get({ partnerId: unknown })).toMatchObject({ tier: 'community', tierSince: null, joinedOn: null });
});

test('every field comes back as it was given', async () => {
  const fields = partnerInput('Polaris 北极星', {
    type: 'user_group',
    owner: 'Li Wei',
    region: '华东',
    website: 'https://polaris.example/',
    areas: ['knowledge_sharing', 'event_organization'],
    emailDomains: ['polaris.example'],
    contacts: [{ name: '王芳', email: 'wang@polaris.example', role: 'CTO' }],
    notes: 'line one\nline two',
  });
  const { partnerId } = await t.client.partners.register({ ...command(), fields });
  expect(await t.client.partners.get({ partnerId })).toMatchObject(fields);
});

describe('what is refused, and where', () => {
  test('a name that another partner has after normalising case, width and legal suffix', async () => {
    const otherId = await register(t, 'Contoso, Inc.');
    for (const name of ['CONTOSO', 'ｃｏｎｔｏｓｏ Ltd', ' Contoso  corp. ']) {
      const failure = await failureOf(t.client.partners.register({ ...command(), fields: partnerInput(name) }));
      expect(failure).toEqual({ code: 'NAME_TAKEN', data: { name: 'Contoso, Inc.', otherId } });
    }
    const chinese = await register(t, '某云股份有限公司');
    expect(await failureOf(t.client.partners.register({ ...command(), fields: partnerInput('某云') }))).toMatchObject({
      code: 'NAME_TAKEN',
      data: { otherId: chinese },
    });
  });

  test('a mail domain that another partner has', async () => {
    await register(t, 'Domain Holder', { emailDomains: ['holder.example'] });
    const failure = await failureOf(
      t.client.partners.register({ ...command(), fields: partnerInput('Domain Thief', { emailDomains: ['HOLDER.example'] }) }),
    );
    expect(failure).toEqual({ code: 'DOMAIN_TAKEN', data: { domain: 'holder.example', otherName: 'Domain Holder' } });
  });

  test('a collaboration area that does not fit the type', async () => {
    const failure = await failureOf(
      t.client.partners.register({ ...command(), fields: partnerInput('Misfit', { type: 'user_group', areas: ['co_marketing'] }) }),
    );
    expect(failure).toEqual({ code: 'RULE_BROKEN', data: { field: 'areas', rule: 'area_not_of_type', value: 'co_marketing' } });
  });

  test.each([
    ['an empty name', { name: '   ' }],
    ['a name of invisible characters', { name: '\u200b\u2060' }],
    ['a public mail domain', { emailDomains: ['gmail.com'] }],
    ['a day the calendar lacks', { joinedOn: '2025-02-30' }],
    ['a website that is none', { website: 'javascript:alert(1)' }],
    ['an unknown type', { type: 'bakery' as never }],
  ])('%s is bad input', async (_name, given) => {
    const failure = await failureOf(t.client.partners.register({ ...command(), fields: partnerInput('Bad Input', given) }));
    expect(failure.code).toBe('BAD_REQUEST');
  });

  test('an edit made from an older revision', async () => {
    const partnerId = await register(t, 'Twice Edited');
    const { revision } = await t.client.partners.edit({
      ...command(),
      partnerId,
      revision: 1,
      fields: partnerInput('Twice Edited', { owner: 'Ann' }),
    });
    expect(revision).toBe(2);
    const failure = await failureOf(
      t.client.partners.edit({ ...command(), partnerId, revision: 1, fields: partnerInput('Twice Edited', { owner: 'Bob' }) }),
    );
    expect(failure).toEqual({ code: 'STALE_REVISION', data: { revision: 2 } });
    expect((await t.client.partners.get({ partnerId })).owner).toBe('Ann');
  });

  test('a partner that is not there', async () => {
    const partnerId = 'nobody';
    expect(await failureOf(t.client.partners.get({ partnerId }))).toEqual({ code: 'NOT_FOUND', data: { what: 'partner' } });
    expect((await failureOf(t.client.partners.remove({ ...command(), partnerId }))).code).toBe('NOT_FOUND');
    expect((await failureOf(t.client.partners.edit({ ...command(), partnerId, revision: 1, fields: partnerInput('X') }))).code).toBe(
      'NOT_FOUND',
    );
  });
});

test('the same mail domain typed twice counts once', async () => {
  const partnerId = await register(t, 'Stutter', { emailDomains: ['stutter.example', 'STUTTER.example', '@stutter.example'] });
  expect((await t.client.partners.get({ partnerId })).emailDomains).toEqual(['stutter.example']);
});

test('a partner may keep its own name and domains when edited, in another spelling too', async () => {
  const partnerId = await register(t, 'Keeper Inc', { emailDomains: ['keeper.example'] });
  await t.client.partners.edit({
    ...command(),
    partnerId,
    revision: 1,
    fields: partnerInput('KEEPER GmbH', { emailDomains: ['keeper.example', 'keeper.test'] }),
  });
  expect(await t.client.partners.get({ partnerId })).toMatchObject({
    name: 'KEEPER GmbH',
    emailDomains: ['keeper.example', 'keeper.test'],
  });
});

test('a partner in the bin frees its name and domains, and undo is refused once somebody took them', async () => {
  const partnerId = await register(t, 'Phoenix', { emailDomains: ['phoenix.example'] });
  const { changeId } = await t.client.partners.remove({ ...command(), partnerId });
  expect((await failureOf(t.client.partners.get({ partnerId }))).code).toBe('NOT_FOUND');
  const second = await register(t, 'PHOENIX');
  expect(await failureOf(t.client.workspace.undo({ ...command(), changeId }))).toEqual({
    code: 'CHANGED_SINCE',
    data: { what: 'Phoenix' },
  });
  await t.client.partners.remove({ ...command(), partnerId: second });
  await t.client.workspace.undo({ ...command(), changeId });
  expect(await t.client.partners.get({ partnerId })).toMatchObject({ name: 'Phoenix', emailDomains: ['phoenix.example'] });
});

test('a partner for which imports gathered more than a form takes can still be opened', async () => {
  const domains = Array.from({ length: 60 }, (_, index) => `d${index}.gathered.example`);
  await importSheet(t, 'partners', `name,email domains\nGathered,${domains.join(';')}\n`);
  const { items } = await t.client.partners.list({ filter: { search: 'Gathered' } });
  expect((await t.client.partners.get({ partnerId: items[0]?.id ?? '' })).emailDomains.toSorted()).toEqual(domains.toSorted());
});

import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Mapping } from '../../../shared/contract/imports.ts';
import { importText, planImport, revertImport, stageText } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let program: TemporaryProgram;
beforeEach(async () => {
  program = await openTemporaryProgram();
});
afterEach(() => closeSound(program));

const SHEET =
  '公司名称,类型,等级,负责人,邮箱域名,加入日期\n' +
  '星河云计算股份有限公司,云服务商,黄金,陈思远,xinghe.example,2024-05-01\n' +
  'Acme Inc.,system integrator,Silver Member,Mara,acme.example,\n' +
  'Bad Mail Ltd,,,,gmail.com,\n' +
  'No Such Tier GmbH,,adamantium,,,\n' +
  ',,,,,\n';

async function dump() {
  const list = await program.client.partners.list({ limit: 500 });
  return Promise.all(
    list.items.map(async (one) =>
      (({ createdAt: _c, importId: _i, importFileName: _n, revision: _r, ...rest }) => rest)(
        await program.client.partners.get({ partnerId: one.id }),
      ),
    ),
  );
}

test('reads Chinese and English words, rejects what it cannot read, and says why', async () => {
  const importId = await planImport(program, 'partners', SHEET);
  const rejected = await program.client.imports.changeSet({ importId, status: 'rejected' });
  expect(rejected.items.map(({ line, reasons }) => [line, reasons[0]?.code, reasons[0]?.value])).toEqual([
    [4, 'public_mail_domain', 'gmail.com'],
    [5, 'unknown_value', 'adamantium'],
    [6, 'required', ''],
  ]);
  expect(await importText(program, 'partners', SHEET)).toMatchObject({ created: 2, rejected: 3 });
  const { items } = await program.client.partners.list({ sort: { by: 'tier', direction: 'descending' } });
  expect(items.map(({ name, tier, type, owner }) => ({ name, tier, type, owner }))).toEqual([
    { name: '星河云计算股份有限公司', tier: 'gold', type: 'cloud_provider', owner: '陈思远' },
    { name: 'Acme Inc.', tier: 'silver', type: 'system_integrator', owner: 'Mara' },
  ]);
});

test('the same file twice changes nothing', async () => {
  await importText(program, 'partners', SHEET);
  expect(await importText(program, 'partners', SHEET)).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
});

test('matches by name without case, width and legal suffix, changes stated fields only, and reverts exactly', async () => {
  await importText(program, 'partners', SHEET);
  const before = await dump();
  const importId = await planImport(program, 'partners', 'name,tier,owner,domain\nＡＣＭＥ,gold,,acme-labs.example\n');
  const { items } = await program.client.imports.changeSet({ importId, status: 'changed' });
  expect(items[0]?.changes).toEqual([
    { field: 'tier', old: 'silver', new: 'gold' },
    { field: 'emailDomains', old: 'acme.example', new: 'acme.example, acme-labs.example' },
  ]);
  const changed = await importText(program, 'partners', 'name,tier,owner,domain\nＡＣＭＥ,gold,,acme-labs.example\n');
  const acme = (await dump()).find((one) => one.name === 'Acme Inc.');
  expect(acme).toMatchObject({ tier: 'gold', owner: 'Mara', emailDomains: ['acme-labs.example', 'acme.example'] });
  expect(await revertImport(program, changed.id)).toMatchObject({ reversed: 1, kept: 0 });
  expect(await dump()).toEqual(before);
});

test('reverting keeps what was edited since and says so', async () => {
  const first = await importText(program, 'partners', 'name\nAlpha\nBeta\n');
  const [alpha] = (await program.client.partners.list({ filter: { search: 'Alpha' } })).items;
  const {
    id: _id,
    revision,
    tier: _t,
    tierSince: _s,
    createdAt: _c,
    importId: _i,
    importFileName: _n,
    figures: _f,
    tierHistory: _h,
    pointsByMonth: _m,
    pointsByKind: _k,
    ...fields
  } = await program.client.partners.get({ partnerId: alpha?.id ?? '' });
  await program.client.partners.edit({
    commandId: randomUUID(),
    partnerId: alpha?.id ?? '',
    revision,
    fields: { ...fields, owner: 'Someone' },
  });
  expect(await revertImport(program, first.id)).toEqual({
    reversed: 1,
    kept: 1,
    failed: 0,
    rows: [{ label: 'Alpha', outcome: 'kept', reason: 'changed_since' }],
  });
  expect((await program.client.partners.list({})).items.map((one) => one.name)).toEqual(['Alpha']);
});

test('reverting keeps a partner that another import would give something back to', async () => {
  const first = await importText(program, 'partners', 'name\nAlpha\n');
  await importText(program, 'partners', 'name\nBeta\n');
  await importText(program, 'activities', 'ID,Date,Title,Partners\na-1,2026-03-01,Kick-off,Alpha\n');
  const moved = await importText(program, 'activities', 'ID,Date,Title,Partners\na-1,2026-03-01,Kick-off,Beta\n');
  expect(await revertImport(program, first.id)).toMatchObject({ reversed: 0, rows: [{ label: 'Alpha', reason: 'in_use' }] });
  expect(await revertImport(program, moved.id)).toMatchObject({ reversed: 1, kept: 0 });
  const { items } = await program.client.activities.list({});
  expect(items.map(({ partners }) => partners.map(({ name }) => name))).toEqual([['Alpha']]);
});

test('reverting keeps no partner for a merge of people who worked there by an import that is reverted as well', async () => {
  const first = await importText(program, 'partners', 'name\nAlpha\n');
  await importText(program, 'contributions', 'email,kind,date,title\nann@x.example,code,2026-01-01,A\nsue@x.example,code,2026-01-01,B\n');
  const people = await importText(program, 'people', 'email,employer,from\nann@x.example,Alpha,2026-01-01\n');
  const idOf = async (search: string) => (await program.client.people.list({ filter: { search } })).items[0]?.id ?? '';
  const merged = { intoId: await idOf('sue@x.example'), fromIds: [await idOf('ann@x.example')] };
  await program.client.people.merge({ commandId: randomUUID(), ...merged, rule: 'by_hand', evidence: '' });
  expect(await revertImport(program, people.id)).toMatchObject({ reversed: 1, kept: 0 });
  expect(await revertImport(program, first.id)).toMatchObject({ reversed: 1, kept: 0 });
});

test('a name or a mail domain that stands twice in one file is a conflict, not a merge', async () => {
  const importId = await planImport(program, 'partners', 'name,domain,owner\nAlpha,a.example,X\nAlpha Ltd,,Y\nBeta,a.example,\n');
  const { items } = await program.client.imports.changeSet({ importId, status: 'conflict' });
  expect(items.map(({ line, reasons }) => [line, reasons[0]?.code])).toEqual([
    [3, 'name_repeated'],
    [4, 'domain_taken'],
  ]);
});

describe('a mail domain that another partner has', () => {
  const conflictsOf = async (sheet: string, conflicts: Mapping['conflicts']) => {
    const importId = await planImport(program, 'partners', sheet, () => ({ conflicts }));
    const { items } = await program.client.imports.changeSet({ importId, status: 'conflict' });
    return items.map(({ line, reasons }) => [line, reasons[0]?.code, reasons[0]?.value]);
  };
  beforeEach(() => importText(program, 'partners', 'name,domain,region\nAlpha,alpha.example,\nBeta,beta.example,\nGamma,,\n'));

  test('is no conflict where the row would not get it', async () => {
    const sheet = 'name,domain,region\nBeta,alpha.example,Rome\n';
    expect(await conflictsOf(sheet, {})).toEqual([[2, 'domain_taken', 'alpha.example']]);
    expect(await conflictsOf(sheet, { emailDomains: 'keep' })).toEqual([]);
    expect(await conflictsOf(sheet, { emailDomains: 'fill' })).toEqual([]);
    expect(await importText(program, 'partners', sheet, () => ({ conflicts: { emailDomains: 'keep' } }))).toMatchObject({ changed: 1 });
    const { items } = await program.client.partners.list({});
    const beta = items.find((one) => one.name === 'Beta');
    expect(await program.client.partners.get({ partnerId: beta?.id ?? '' })).toMatchObject({
      emailDomains: ['beta.example'],
      region: 'Rome',
    });
  });

  test('is one where the row would get it: a blank to fill, or a new partner', async () => {
    expect(await conflictsOf('name,domain\nGamma,alpha.example\nDelta,beta.example\n', { emailDomains: 'fill' })).toEqual([
      [2, 'domain_taken', 'alpha.example'],
      [3, 'domain_taken', 'beta.example'],
    ]);
    expect(await conflictsOf('name,domain\nDelta,alpha.example\n', { emailDomains: 'keep' })).toEqual([
      [2, 'domain_taken', 'alpha.example'],
    ]);
  });

  test('is claimed by no row that does not get it', async () => {
    const sheet = 'name,domain\nBeta,new.example\nDelta,new.example\n';
    expect(await conflictsOf(sheet, { emailDomains: 'keep' })).toEqual([]);
    expect(await conflictsOf(sheet, {})).toEqual([[3, 'domain_taken', 'new.example']]);
  });
});

describe('what columns and blanks do to a partner that is there', () => {
  const FIRST = 'name,type,region,website,areas,notes\nAcme,consulting_firm,Berlin,https://acme.example,best practices,Old\n';
  const acmeAfter = async (sheet: string, mapping: Partial<Mapping>) => {
    await importText(program, 'partners', FIRST);
    await importText(program, 'partners', sheet, () => mapping);
    const [acme] = (await program.client.partners.list({})).items;
    const { type, region, website, areas, notes } = await program.client.partners.get({ partnerId: acme?.id ?? '' });
    return { type, region, website, areas, notes };
  };
  const first = { type: 'consulting_firm', region: 'Berlin', website: 'https://acme.example', areas: ['best_practices'], notes: 'Old' };
  const SHEET = 'name,type,region,website,areas,notes\nAcme,user_group,Paris,https://new.example,,\n';

  test('a stated value replaces and a blank leaves', async () => {
    const sheet = 'name,type,region,website,areas,notes\nAcme,,Paris,https://new.example,,\n';
    expect(await acmeAfter(sheet, {})).toEqual({ ...first, region: 'Paris', website: 'https://new.example' });
  });

  test('a blank clears where it is said to', async () => {
    expect(await acmeAfter('name,type,region,notes,areas\nAcme,,,,\n', { blanks: 'clear', conflicts: { region: 'keep' } })).toEqual({
      ...first,
      type: null,
      areas: [],
      notes: '',
    });
  });

  test('a column fills only what is blank, or stays out', async () => {
    expect(await acmeAfter(SHEET, { conflicts: { type: 'keep', region: 'fill', website: 'fill' } })).toEqual(first);
  });

  test('one word of several can be given a meaning', async () => {
    const sheet = 'name,areas\nAcme,"Studies; best practices"\n';
    const found = await program.client.imports.inspect({ stagedFileId: await stageText(program, sheet), kind: 'partners' });
    const { items } = await program.client.imports.values({
      stagedFileId: found.stagedFileId,
      kind: 'partners',
      reading: found.reading,
      columns: found.suggested.columns,
    });
    expect(items.map(({ text, meaning }) => [text, meaning])).toEqual([
      ['Studies', null],
      ['best practices', 'best_practices'],
    ]);
    expect((await acmeAfter(sheet, { values: { areas: { Studies: 'case_studies' } } })).areas).toEqual(['best_practices', 'case_studies']);
  });
});

test('a row can find its partner by website or mail domain, whatever it calls it', async () => {
  await importText(program, 'partners', 'name,website,domain\nAcme,https://www.acme.example/,acme.example\n');
  const sheet =
    'name,website,domain,region\nAcme Holding,http://acme.example,,Berlin\nNewcomer,https://new.example,new.example,Paris\nNewcomer Two,new.example,,Rome\n';
  const byName = await planImport(program, 'partners', sheet);
  expect(await program.client.imports.get({ importId: byName })).toMatchObject({ created: 3, changed: 0 });
  const bySite = await planImport(program, 'partners', sheet, () => ({ matchBy: 'website' }));
  expect(await program.client.imports.get({ importId: bySite })).toMatchObject({ created: 1, changed: 1, conflicts: 1 });
  const byDomain = 'name,domain,region\nAcme Group,acme.example,Berlin\n';
  const result = await importText(program, 'partners', byDomain, () => ({ matchBy: 'emailDomains' }));
  expect(result).toMatchObject({ created: 0, changed: 1 });
  expect((await program.client.partners.list({})).items.map(({ name, region }) => [name, region])).toEqual([['Acme', 'Berlin']]);
  const again = await importText(program, 'partners', byDomain, () => ({ matchBy: 'emailDomains' }));
  expect(again).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
  expect(await revertImport(program, result.id)).toMatchObject({ reversed: 1, kept: 0 });
  expect((await program.client.partners.list({})).items.map(({ region }) => region)).toEqual([null]);
});

test('a sheet cannot leave a partner with an area that its type does not have', async () => {
  await importText(program, 'partners', 'name,type,areas\nAcme,cloud_provider,co_marketing\n');
  const importId = await planImport(program, 'partners', 'name,type\nAcme,user_group\n');
  expect(await program.client.imports.get({ importId })).toMatchObject({ changed: 0, conflicts: 1 });
  const { items } = await program.client.imports.changeSet({ importId, status: 'conflict' });
  expect(items[0]?.reasons[0]).toMatchObject({ code: 'area_not_of_type', field: 'areas', value: 'co_marketing' });
  await importText(program, 'partners', 'name,type,areas\nBeta,infrastructure_vendor,certification_programs\n');
  const fits = await planImport(program, 'partners', 'name,type\nBeta,training_organization\n');
  expect(await program.client.imports.get({ importId: fits })).toMatchObject({ changed: 1, conflicts: 0 });
});

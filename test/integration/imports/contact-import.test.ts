// Contacts from sheets: whose they are, who is known already, and that taking them back leaves what a person did.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { register } from '../../support/crm.ts';
import { importText, planImport, revertImport } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
let acme: string;
let star: string;
beforeEach(async () => {
  t = await openTemporaryProgram();
  acme = await register(t, 'Acme, Inc.', {
    emailDomains: ['acme.example'],
    contacts: [{ name: 'Eva Stein', email: 'eva@acme.example', role: 'CTO' }],
  });
  star = await register(t, '星河云计算股份有限公司');
});
afterEach(() => closeSound(t));

const contacts = async (partnerId: string) => (await t.client.partners.get({ partnerId })).contacts;
const everything = async () => [await contacts(acme), await contacts(star)];
const rows = async (importId: string) =>
  (await t.client.imports.changeSet({ importId })).items.map(({ line, status, reasons }) => [
    line,
    status,
    reasons[0]?.code ?? null,
    reasons[0]?.value ?? null,
  ]);
const eva = { name: 'Eva Stein', email: 'eva@acme.example', role: 'CTO', phone: '', notes: '' };

const MESSY =
  '\ufeff姓名;邮箱;职务;电话;公司;备注\n' +
  'Eva Stein;EVA@acme.example;首席技术官;+86 010-6500 0001;ACME;\n' +
  '李雷;li@xinghe.example;商务;0086 13800138000;星河云计算;周三可联系\n' +
  'Tom Baker;tom@eng.acme.example;;007;;按邮箱域名归属\n' +
  '无名氏;who@nobody.example;;;;\n' +
  '王芳;wang@else.example;;;不存在的公司;\n' +
  '赵六;not an address;;;ACME;\n' +
  '钱七;;;8.61381E+12;ACME;\n' +
  '孙八;;;;;\n' +
  ';;;123;ACME;\n';

test('a messy Chinese sheet: phones stay text, partners are found by name or mail domain, every other row has its reason', async () => {
  const importId = await planImport(t, 'contacts', MESSY);
  expect(await rows(importId)).toEqual([
    [2, 'changed', null, null],
    [3, 'new', null, null],
    [4, 'new', null, null],
    [5, 'conflict', 'domain_of_nobody', 'nobody.example'],
    [6, 'conflict', 'not_a_partner', '不存在的公司'],
    [7, 'rejected', 'not_an_email', 'not an address'],
    [8, 'rejected', 'shortened_number', '8.61381E+12'],
    [9, 'rejected', 'required', ''],
    [10, 'rejected', 'required', ''],
  ]);
  const [changed] = (await t.client.imports.changeSet({ importId, status: 'changed' })).items;
  expect(changed?.changes).toEqual([
    { field: 'role', old: 'CTO', new: '首席技术官' },
    { field: 'phone', old: '', new: '+86 010-6500 0001' },
  ]);
  expect(await importText(t, 'contacts', MESSY)).toMatchObject({ created: 2, changed: 1, conflicts: 2, rejected: 4 });
  expect(await contacts(acme)).toEqual([
    { ...eva, role: '首席技术官', phone: '+86 010-6500 0001' },
    { name: 'Tom Baker', email: 'tom@eng.acme.example', role: '', phone: '007', notes: '按邮箱域名归属' },
  ]);
  expect(await contacts(star)).toEqual([
    { name: '李雷', email: 'li@xinghe.example', role: '商务', phone: '0086 13800138000', notes: '周三可联系' },
  ]);
});

test('twice is once, and applied and taken back is as if it had never come', async () => {
  const before = await everything();
  const first = await importText(t, 'contacts', MESSY);
  expect(await importText(t, 'contacts', MESSY)).toMatchObject({ created: 0, changed: 0, unchanged: 3, conflicts: 2, rejected: 4 });
  expect(await revertImport(t, first.id)).toEqual({ reversed: 3, kept: 0, failed: 0, rows: [] });
  expect(await everything()).toEqual(before);
});

test('the order of imports does not matter', async () => {
  const sheets = [
    'name,email,partner\nTom,tom@acme.example,Acme\nAnn,,Acme\n',
    'name,partner,phone\nTom,Acme,1\nAnn,Acme,2\n',
    'email,name,partner,role\nTOM@acme.example,Tom,Acme,Sales\n',
  ];
  const states: unknown[] = [];
  for (const order of [sheets, sheets.toReversed(), [sheets[1] ?? '', sheets[0] ?? '', sheets[2] ?? '']]) {
    const imports: string[] = [];
    for (const sheet of order) {
      const { id, state } = await importText(t, 'contacts', sheet);
      if (state === 'applied') imports.push(id);
    }
    states.push((await contacts(acme)).toSorted((a, b) => (a.name < b.name ? -1 : 1)));
    for (const importId of imports.toReversed()) expect(await revertImport(t, importId)).toMatchObject({ kept: 0 });
    expect(await contacts(acme)).toEqual([eva]);
  }
  // Addresses keep the spelling that came first.
  expect(states[0]).toEqual([
    { name: 'Ann', email: '', role: '', phone: '2', notes: '' },
    eva,
    { name: 'Tom', email: 'tom@acme.example', role: 'Sales', phone: '1', notes: '' },
  ]);
  const folded = states.map((state) => JSON.stringify(state).toLowerCase());
  expect(folded).toEqual([folded[0], folded[0], folded[0]]);
});

describe('what a row does to a contact that is there', () => {
  const sheet = 'name,email,role,phone,notes,partner\nEva M. Stein,eva@acme.example,,123,,Acme\n';

  test('blank cells leave, or clear when they are said to', async () => {
    await importText(t, 'contacts', sheet);
    expect(await contacts(acme)).toEqual([{ ...eva, name: 'Eva M. Stein', phone: '123' }]);
    await importText(t, 'contacts', sheet, () => ({ blanks: 'clear' }));
    expect(await contacts(acme)).toEqual([{ ...eva, name: 'Eva M. Stein', phone: '123', role: '' }]);
  });

  test('a column replaces, fills only what is blank, or stays out', async () => {
    const other = 'name,email,role,phone,notes,partner\nEvi,eva@acme.example,Boss,456,New,Acme\n';
    await importText(t, 'contacts', other, () => ({ conflicts: { contactName: 'keep', role: 'fill', phone: 'fill', notes: 'keep' } }));
    expect(await contacts(acme)).toEqual([{ ...eva, phone: '456' }]);
  });

  test('one whose name alone is given is found by it; of several with that name none is guessed', async () => {
    await importText(t, 'contacts', 'name,phone,partner\neva  STEIN,1,Acme\n', () => ({ conflicts: { contactName: 'keep' } }));
    expect(await contacts(acme)).toEqual([{ ...eva, phone: '1' }]);
    await importText(t, 'contacts', 'name,email,partner\nEva Stein,other@acme.example,Acme\n');
    const importId = await planImport(t, 'contacts', 'name,phone,partner\nEva Stein,2,Acme\n');
    expect(await rows(importId)).toEqual([[2, 'conflict', 'contact_ambiguous', 'Eva Stein']]);
  });

  test('of a contact that stands twice in a file the first row counts, unless the other is taken', async () => {
    const twice = 'name,email,role,partner\nAnn,ann@acme.example,One,Acme\nAnn,ANN@acme.example,One,Acme\nAnn,ann@acme.example,Two,Acme\n';
    const importId = await planImport(t, 'contacts', twice);
    expect(await rows(importId)).toEqual([
      [2, 'new', null, null],
      [3, 'unchanged', null, null],
      [4, 'conflict', 'contact_repeated', '2'],
    ]);
    expect(await t.client.imports.take({ importId, line: 4 })).toMatchObject({ created: 1, conflicts: 0, rejected: 2 });
  });

  test('name and address in one cell, and an address alone', async () => {
    await importText(t, 'contacts', 'contact,partner\n"Mia Ross <mia@acme.example>",Acme\n<bob@acme.example>,Acme\n');
    expect((await contacts(acme)).slice(1).map(({ name, email }) => [name, email])).toEqual([
      ['Mia Ross', 'mia@acme.example'],
      ['bob@acme.example', 'bob@acme.example'],
    ]);
  });
});

test('taking back keeps a contact that was changed since, and takes back the others of its partner', async () => {
  const first = await importText(
    t,
    'contacts',
    'name,email,role,partner\nAnn,ann@acme.example,One,Acme\nBen,ben@acme.example,,Acme\nEva,eva@acme.example,CEO,Acme\n',
  );
  const partner = await t.client.partners.get({ partnerId: acme });
  const { name, type, status, owner, region, joinedOn, website, areas, emailDomains, notes } = partner;
  await t.client.partners.edit({
    commandId: randomUUID(),
    partnerId: acme,
    revision: partner.revision,
    fields: {
      ...{ name, type, status, owner, region, joinedOn, website, emailDomains, notes },
      areas: areas as never,
      contacts: partner.contacts.map((one) => (one.name === 'Ann' ? { ...one, phone: '42' } : one)),
    },
  });
  expect(await revertImport(t, first.id)).toEqual({
    reversed: 2,
    kept: 1,
    failed: 0,
    rows: [{ label: 'Ann', outcome: 'kept', reason: 'changed_since' }],
  });
  expect(await contacts(acme)).toEqual([eva, { name: 'Ann', email: 'ann@acme.example', role: 'One', phone: '42', notes: '' }]);
});

test('partners and their contacts are taken back one after the other, and nothing is left', async () => {
  const partners = await importText(t, 'partners', 'name,domain\nBeta,beta.example\n');
  const people = await importText(t, 'contacts', 'name,email\nAnn,ann@beta.example\n');
  expect(people).toMatchObject({ created: 1 });
  expect(await revertImport(t, people.id)).toMatchObject({ reversed: 1, kept: 0 });
  expect(await revertImport(t, partners.id)).toMatchObject({ reversed: 1, kept: 0 });
  expect((await t.client.partners.list({ filter: { search: 'Beta' } })).total).toBe(0);
});

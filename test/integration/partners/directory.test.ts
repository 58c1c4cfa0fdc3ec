// The directory: one filter object, every way of sorting, paging, and the past.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PartnerFilter } from '../../../shared/contract/partners.ts';
import { partnerSort } from '../../../shared/contract/partners.ts';
import { importSheet, logActivity, register } from '../../support/crm.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeAll(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
  const alpha = await register(t, 'Alpha Cloud', {
    owner: 'Li Wei',
    region: 'EMEA',
    joinedOn: '2024-01-10',
    website: 'https://alpha.example',
    areas: ['co_marketing'],
    emailDomains: ['alpha.example'],
  });
  await register(t, 'The Alpha Works', { type: 'user_group', status: 'paused', joinedOn: '2025-06-01' });
  await register(t, 'Megalpha', { type: null, notes: 'Signed in München, 100% of seats' });
  const beijing = await register(t, '北京云科技有限公司', {
    type: 'consulting_firm',
    region: '华北',
    owner: '张伟',
    joinedOn: '2025-12-31',
    notes: '容器平台',
  });
  await register(t, '阿里巴巴', { type: 'infrastructure_vendor', joinedOn: '2026-04-01' });
  await register(t, 'Zhongyuan', { notes: 'mentions alpha once' });
  await logActivity(t, 'Quarterly review', [alpha, beijing], { day: '2026-03-01' });
  await logActivity(t, 'Planned meetup', [alpha], { day: '2026-05-01' });
  await importSheet(t, 'partners', 'name,tier,joined\nTiered Gold,gold,2025-01-15\nTiered Silver,silver,2025-02-15\n');
});
afterAll(async () => {
  expect(t.incidents).toEqual([]);
  await t.close();
});

async function names(
  filter: PartnerFilter,
  sort?: { by: 'relevance' | 'name' | 'tier' | 'joinedOn' | 'lastActivityOn'; direction: 'ascending' | 'descending' },
) {
  const { items, total } = await t.client.partners.list({ filter, ...(sort ? { sort } : {}) });
  expect(total).toBe(items.length);
  return items.map((one) => one.name);
}

describe('search', () => {
  test.each([
    ['two Chinese characters in the name', '北京', ['北京云科技有限公司']],
    ['two Chinese characters in the notes', '容器', ['北京云科技有限公司']],
    ['an owner in Chinese', '张伟', ['北京云科技有限公司']],
    ['a region', 'emea', ['Alpha Cloud']],
    ['a mail domain', 'alpha.example', ['Alpha Cloud']],
    ['full-width letters', 'ＡＬＰＨＡ ＣＬＯＵＤ', ['Alpha Cloud']],
    ['the legal suffix as written', '科技有限公司', ['北京云科技有限公司']],
    ['a capital letter beyond ASCII', 'MÜNCHEN', ['Megalpha']],
    ['a per cent sign, which is no wildcard', '100%', ['Megalpha']],
    ['an underscore, which is no wildcard', 'Alpha_Cloud', []],
    ['nothing that occurs', 'quux', []],
  ])('finds %s', async (_name, search, expected) => {
    expect(await names({ search })).toEqual(expected);
  });

  test('relevance puts a text match first: beginning, start of a word, inside, elsewhere', async () => {
    expect(await names({ search: 'alpha' }, { by: 'relevance', direction: 'descending' })).toEqual([
      'Alpha Cloud',
      'The Alpha Works',
      'Megalpha',
      'Zhongyuan',
    ]);
    expect((await names({ search: 'megalpha' }, { by: 'relevance', direction: 'descending' }))[0]).toBe('Megalpha');
  });

  test('without a search, relevance is completeness, then tier, never the name', async () => {
    const found = await names({}, { by: 'relevance', direction: 'descending' });
    expect(found[0]).toBe('Alpha Cloud');
    expect(found.indexOf('Tiered Gold')).toBeLessThan(found.indexOf('Tiered Silver'));
    expect(found.indexOf('Tiered Silver')).toBeLessThan(found.indexOf('Megalpha'));
  });
});

describe('filters', () => {
  test.each<[string, PartnerFilter, string[]]>([
    ['type', { types: ['user_group', 'consulting_firm'] }, ['The Alpha Works', '北京云科技有限公司']],
    ['missing type', { types: ['missing'] }, ['Megalpha', 'Tiered Gold', 'Tiered Silver']],
    ['tier', { tiers: ['gold', 'silver'] }, ['Tiered Gold', 'Tiered Silver']],
    ['status', { statuses: ['paused'] }, ['The Alpha Works']],
    ['owner', { owners: ['Li Wei'] }, ['Alpha Cloud']],
    ['region', { regions: ['华北'] }, ['北京云科技有限公司']],
    ['area', { areas: ['co_marketing'] }, ['Alpha Cloud']],
    ['days joined', { joinedFrom: '2025-06-01', joinedTo: '2025-12-31' } as PartnerFilter, ['The Alpha Works', '北京云科技有限公司']],
    ['several at once', { types: ['cloud_provider'], search: 'alpha' }, ['Alpha Cloud', 'Zhongyuan']],
  ])('by %s', async (_name, filter, expected) => {
    expect(await names(filter)).toEqual(expected);
  });

  test('quiet partners are those without an activity for that long; what is planned does not count', async () => {
    expect(await names({ quietForDays: 14 })).toContain('Alpha Cloud');
    const quiet = await names({ quietForDays: 15 });
    expect(quiet).not.toContain('Alpha Cloud');
    expect(quiet).toContain('Megalpha');
  });

  test('quiet is counted from the day that is asked for', async () => {
    expect(await names({ quietForDays: 30, asOf: '2026-03-05' } as PartnerFilter)).not.toContain('Alpha Cloud');
    expect(await names({ quietForDays: 30, asOf: '2026-02-05' } as PartnerFilter)).toContain('Alpha Cloud');
  });

  test('as of a day, later partners are not there yet and tiers are those of the day', async () => {
    const found = await names({ asOf: '2025-12-30' } as PartnerFilter);
    expect(found).not.toContain('北京云科技有限公司');
    expect(found).not.toContain('阿里巴巴');
    expect(found).toContain('Tiered Silver');
    const before = await t.client.partners.list({ filter: { asOf: '2025-01-20' as never, search: 'Tiered' } });
    expect(before.items.map((one) => one.name)).toEqual(['Tiered Gold']);
  });
});

describe('order', () => {
  test('Chinese names sort by sound', async () => {
    const found = await names({});
    expect(found.indexOf('阿里巴巴')).toBeLessThan(found.indexOf('北京云科技有限公司'));
    expect(found.indexOf('Alpha Cloud')).toBeLessThan(found.indexOf('Megalpha'));
    expect(await names({}, { by: 'name', direction: 'descending' })).toEqual(found.toReversed());
  });

  test.each(partnerSort.options)('by %s, page after page gives every partner once', async (by) => {
    for (const direction of ['ascending', 'descending'] as const) {
      const seen: string[] = [];
      for (let offset = 0; ; offset += 3) {
        const { items, total } = await t.client.partners.list({ sort: { by, direction }, offset, limit: 3 });
        expect(total).toBe(8);
        if (items.length === 0) break;
        seen.push(...items.map((one) => one.id));
      }
      expect(new Set(seen).size).toBe(8);
      expect(seen).toHaveLength(8);
    }
  });

  test('tiers sort by rank and unknown join days come last', async () => {
    expect((await names({}, { by: 'tier', direction: 'descending' })).slice(0, 2)).toEqual(['Tiered Gold', 'Tiered Silver']);
    for (const direction of ['ascending', 'descending'] as const) {
      const found = await names({}, { by: 'joinedOn', direction });
      expect(found.slice(-2).toSorted()).toEqual(['Megalpha', 'Zhongyuan']);
    }
  });
});

test('the values that occur are offered for filters', async () => {
  expect(await t.client.partners.values({})).toEqual({ owners: ['Li Wei', '张伟'], regions: ['EMEA', '华北'] });
});

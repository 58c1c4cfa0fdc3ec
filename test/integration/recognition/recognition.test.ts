// Milestones and rewards: once each whatever follows, as events that stay, with their way to the person and what is published.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { busFactor } from '../../../electron/features/recognition/bus-factor.rules.ts';
import { command, failureOf, importSheet, register } from '../../support/crm.ts';
import { finished } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
});
afterEach(() => closeSound(t));

const work = (rows: [who: string, kind: string, day: string, complexity?: string][], from = 0) =>
  `id,email,kind,date,complexity,title,link\n${rows
    .map(
      ([who, kind, day, complexity = ''], index) =>
        `${from + index},${who}@x.example,${kind},${day},${complexity},T,https://git.example/o/r/pull/${from + index}`,
    )
    .join('\n')}\n`;
const person = async (name: string) => (await t.client.people.list({ filter: { search: name } })).items[0]?.id ?? '';
const rewardsOf = async (personId: string) => (await t.client.people.get({ personId })).rewards.map(({ reward, state }) => [reward, state]);

test('levels that are jumped leave a milestone each; a T-shirt comes once although ten more entries follow', async () => {
  await importSheet(
    t,
    'contributions',
    work(Array.from({ length: 3 }, () => ['ann', 'code', '2026-01-05', 'critical'] as const).map((row) => [...row])),
  );
  const ann = await person('ann');
  expect((await t.client.people.get({ personId: ann })).milestones.map(({ level, reachedOn }) => [level, reachedOn])).toEqual([
    ['bronze', '2026-01-05'],
    ['silver', '2026-01-05'],
  ]);
  const before = await rewardsOf(ann);
  expect(before).toEqual(
    expect.arrayContaining([
      ['code_contributor', 'given'],
      ['sticker_pack', 'pending'],
      ['t_shirt', 'pending'],
    ]),
  );
  expect(before).toHaveLength(3);
  await importSheet(
    t,
    'contributions',
    work(
      Array.from({ length: 10 }, (_, index) => ['ann', 'review', `2026-02-${10 + index}`]),
      100,
    ),
  );
  expect((await rewardsOf(ann)).filter(([reward]) => reward === 't_shirt')).toEqual([['t_shirt', 'pending']]);
  expect((await rewardsOf(ann)).map(([reward]) => reward)).toContain('quality_guardian');
});

test('recognised then is not score now: what was given stays when points go', async () => {
  await importSheet(t, 'contributions', work([['ann', 'code', '2026-01-05']]));
  const ann = await person('ann');
  const [entry] = (await t.client.contributions.list({})).items;
  await t.client.contributions.reverse({ ...command(), contributionId: entry?.id ?? '', reason: 'not hers' });
  const now = await t.client.people.get({ personId: ann });
  expect(now).toMatchObject({ points: 0, level: 'newbie' });
  expect(now.milestones.map(({ level }) => level)).toEqual(['bronze']);
});

test('the way of a reward, with stock, notes and undo', async () => {
  await importSheet(
    t,
    'contributions',
    work([
      ['ann', 'code', '2026-01-05'],
      ['ben', 'code', '2026-01-06'],
    ]),
  );
  const { items } = await t.client.recognition.rewards({ states: ['pending'], rewards: ['sticker_pack'] });
  expect(items.map((one) => one.earnedOn).toSorted()).toEqual(['2026-01-05', '2026-01-06']);
  const ids = items.map((one) => one.id);
  await t.client.recognition.setStock({ ...command(), reward: 'sticker_pack', stock: 1 });
  const move = (rewardIds: string[], state: 'pending' | 'sent' | 'received' | 'withheld', note = '') =>
    t.client.recognition.moveRewards({ ...command(), rewardIds, state, note });
  expect(await failureOf(move(ids, 'sent'))).toMatchObject({ code: 'RULE_BROKEN', data: { rule: 'out_of_stock' } });
  expect((await t.client.recognition.rewards({ states: ['sent'] })).total).toBe(0);
  const sent = await move(ids.slice(0, 1), 'sent');
  const stock = async () => (await t.client.recognition.stock({})).items.find((one) => one.reward === 'sticker_pack');
  expect(await stock()).toMatchObject({ stock: 0, pending: 1, sent: 1 });
  await t.client.workspace.undo({ ...command(), changeId: sent.changeId });
  expect(await stock()).toMatchObject({ stock: 1, pending: 2, sent: 0 });
  expect(await failureOf(move(ids, 'received'))).toMatchObject({ code: 'RULE_BROKEN', data: { rule: 'reward_cannot_move' } });
  expect(await failureOf(move(ids, 'withheld'))).toMatchObject({ code: 'RULE_BROKEN', data: { rule: 'required' } });
  await move(ids.slice(1), 'withheld', 'left the project');
  expect((await t.client.recognition.rewards({ states: ['withheld'] })).items[0]).toMatchObject({ note: 'left the project' });
});

test('two records of one person: what both were given shows as a duplicate after the merge, and apart again after it', async () => {
  await importSheet(
    t,
    'contributions',
    work([
      ['ann', 'code', '2026-01-05'],
      ['ann.lee', 'code', '2026-01-06'],
    ]),
  );
  const [into, from] = [await person('ann@'), await person('ann.lee@')];
  await t.client.people.merge({ ...command(), intoId: into, fromIds: [from], rule: 'by_hand', evidence: 'she said so' });
  const { items } = await t.client.recognition.rewards({ rewards: ['sticker_pack'] });
  expect(items.map((one) => [one.person.id, one.duplicate]).toSorted()).toEqual([
    [into, false],
    [into, true],
  ]);
  const merged = await t.client.people.get({ personId: into });
  expect(merged.milestones.filter(({ level }) => level === 'bronze')).toHaveLength(1);
  await t.client.people.unmerge({ ...command(), mergeId: merged.merges[0]?.mergeId ?? '' });
  expect((await t.client.recognition.rewards({ rewards: ['sticker_pack'] })).items.every((one) => !one.duplicate)).toBe(true);
});

test('what two merged records each wait for is sent once; the duplicate can only be withheld, and stock counts one', async () => {
  await importSheet(
    t,
    'contributions',
    work([
      ['ann', 'code', '2026-01-05'],
      ['ann.lee', 'code', '2026-01-06'],
    ]),
  );
  const [into, from] = [await person('ann@'), await person('ann.lee@')];
  await t.client.people.merge({ ...command(), intoId: into, fromIds: [from], rule: 'by_hand', evidence: '' });
  await t.client.recognition.setStock({ ...command(), reward: 'sticker_pack', stock: 5 });
  const stock = async () => (await t.client.recognition.stock({})).items.find((one) => one.reward === 'sticker_pack');
  const queue = async () => (await t.client.recognition.rewards({ rewards: ['sticker_pack'] })).items;
  const move = (rewardIds: string[], state: 'pending' | 'sent' | 'withheld', note = '') =>
    t.client.recognition.moveRewards({ ...command(), rewardIds, state, note });
  const [real, duplicate] = (await queue()).toSorted((a, b) => Number(a.duplicate) - Number(b.duplicate)).map((one) => one.id);
  const refused = { code: 'RULE_BROKEN', data: { rule: 'reward_duplicate', value: 'ann@x.example' } };
  expect(await failureOf(move([real ?? '', duplicate ?? ''], 'sent'))).toMatchObject(refused);
  expect(await stock()).toMatchObject({ stock: 5, pending: 1, sent: 0 });
  await move([real ?? ''], 'sent');
  expect(await failureOf(move([duplicate ?? ''], 'sent'))).toMatchObject(refused);
  expect(await stock()).toMatchObject({ stock: 4, pending: 0, sent: 1 });
  expect((await rewardsOf(into)).filter(([reward]) => reward === 'sticker_pack')).toEqual([['sticker_pack', 'sent']]);
  await move([duplicate ?? ''], 'withheld', 'the same person');
  expect(await failureOf(move([duplicate ?? ''], 'pending'))).toMatchObject(refused);
});

test('what one of two records was sent before they were merged stands for the person, whichever was granted first', async () => {
  await importSheet(t, 'contributions', work([['ann', 'code', '2026-01-05']]));
  await importSheet(t, 'contributions', work([['ann.lee', 'code', '2026-01-06']], 50));
  const [into, from] = [await person('ann@'), await person('ann.lee@')];
  const mine = async (personId: string) =>
    (await t.client.recognition.rewards({ rewards: ['sticker_pack'] })).items.find((one) => one.person.id === personId);
  const [first, second] = [await mine(into), await mine(from)];
  await t.client.recognition.moveRewards({ ...command(), rewardIds: [second?.id ?? ''], state: 'sent' });
  await t.client.people.merge({ ...command(), intoId: into, fromIds: [from], rule: 'by_hand', evidence: '' });
  expect(await failureOf(t.client.recognition.moveRewards({ ...command(), rewardIds: [first?.id ?? ''], state: 'sent' }))).toMatchObject({
    data: { rule: 'reward_duplicate' },
  });
  expect((await rewardsOf(into)).filter(([reward]) => reward === 'sticker_pack')).toEqual([['sticker_pack', 'sent']]);
});

test('badges and goods of a person stand in the order in which they were earned', async () => {
  await importSheet(
    t,
    'contributions',
    work([
      ['ann', 'review', '2026-01-02'],
      ['ann', 'documentation', '2026-01-03'],
      ['ann', 'bug_fix', '2026-01-04'],
      ['ann', 'code', '2026-01-05'],
    ]),
  );
  const earned = (await t.client.people.get({ personId: await person('ann') })).rewards.map(({ reward, earnedOn }) => [reward, earnedOn]);
  expect(earned).toEqual([
    ['quality_guardian', '2026-01-02'],
    ['knowledge_sharer', '2026-01-03'],
    ['bug_hunter', '2026-01-04'],
    ['sticker_pack', '2026-01-04'],
    ['code_contributor', '2026-01-05'],
  ]);
});

test('who opted out or is a bot appears in nothing that is published', async () => {
  await importSheet(
    t,
    'contributions',
    work([
      ...Array.from({ length: 30 }, () => ['ann', 'code', '2026-01-05', 'critical'] as [string, string, string, string]),
      ['ben', 'code', '2026-01-06'],
      ['dependabot', 'code', '2026-01-06'],
    ]).replace('dependabot@x.example', 'bot@x.example'),
  );
  const [ann, ben] = [await person('ann@'), await person('ben@')];
  expect((await t.client.recognition.hallOfFame({})).items.map((one) => one.person.id)).toEqual([ann]);
  await t.client.people.setOptOut({ ...command(), personId: ann, optedOut: true });
  expect(await t.client.recognition.hallOfFame({})).toEqual({ items: [], optedOut: 1 });
  const board = await t.client.contributions.leaderboard({});
  expect(board).toMatchObject({ optedOut: 1 });
  expect(board.items.map((one) => one.personId)).not.toContain(ann);
  const report = await t.client.reports.ecosystem({ from: '2026-01-01' as never, to: '2026-03-31' as never });
  expect(report.topContributors.map((one) => one.id)).not.toContain(ann);
  const announce = (personId: string, level: 'bronze' | 'platinum') =>
    t.client.recognition.announcement({ personId, level, form: 'markdown', language: 'zh-CN' });
  expect((await failureOf(announce(ann, 'platinum'))).code).toBe('RULE_BROKEN');
  expect((await announce(ben, 'bronze')).text).toContain('铜级');

  await t.client.people.setBotName({ ...command(), name: 'ben@x.example', listed: true });
  expect((await t.client.contributions.leaderboard({})).items.map((one) => one.personId)).not.toContain(ben);
});

describe('who was merged with somebody who opted out', () => {
  const sheet = work([
    ['ann', 'code', '2026-01-05'],
    ['ann.lee', 'code', '2026-01-06'],
    ['ben', 'code', '2026-01-07'],
  ]);
  const published = async () => {
    const [board, report] = [
      await t.client.contributions.leaderboard({}),
      await t.client.reports.ecosystem({ from: '2026-01-01' as never, to: '2026-03-31' as never }),
    ];
    return { board: board.items.map(({ name }) => name), optedOut: board.optedOut, report: report.topContributors.map(({ name }) => name) };
  };
  const nobodyButBen = { board: ['ben@x.example'], optedOut: 1, report: ['ben@x.example'] };

  beforeEach(() => importSheet(t, 'contributions', sheet));

  test('is in nothing that is published either, until they are taken apart or opt in', async () => {
    const [ann, lee] = [await person('ann@'), await person('ann.lee@')];
    await t.client.people.setOptOut({ ...command(), personId: lee, optedOut: true });
    const apart = await published();
    expect(apart).toEqual({ board: ['ann@x.example', 'ben@x.example'], optedOut: 1, report: ['ann@x.example', 'ben@x.example'] });
    const { changeId } = await t.client.people.merge({ ...command(), intoId: ann, fromIds: [lee], rule: 'by_hand', evidence: '' });
    expect(await published()).toEqual(nobodyButBen);
    const announced = t.client.recognition.announcement({ personId: ann, level: 'bronze', form: 'plain', language: 'en' });
    expect(await failureOf(announced)).toMatchObject({ data: { rule: 'opted_out' } });
    await t.client.workspace.undo({ ...command(), changeId });
    expect(await published()).toEqual(apart);
    await t.client.people.merge({ ...command(), intoId: ann, fromIds: [lee], rule: 'by_hand', evidence: '' });
    const { merges } = await t.client.people.get({ personId: ann });
    await t.client.people.unmerge({ ...command(), mergeId: merges[0]?.mergeId ?? '' });
    expect(await published()).toEqual(apart);

    await t.client.people.merge({ ...command(), intoId: ann, fromIds: [lee], rule: 'by_hand', evidence: '' });
    await t.client.people.setOptOut({ ...command(), personId: ann, optedOut: false });
    expect((await published()).board).toEqual(['ann@x.example', 'ben@x.example']);
    await t.client.workspace.undo(command());
    expect(await published()).toEqual(nobodyButBen);
  });

  test('stays out when an earlier change of theirs is taken back', async () => {
    const [ann, lee] = [await person('ann@'), await person('ann.lee@')];
    await t.client.people.setOptOut({ ...command(), personId: lee, optedOut: true });
    const { changeId } = await t.client.people.setOptOut({ ...command(), personId: ann, optedOut: true });
    await t.client.people.merge({ ...command(), intoId: ann, fromIds: [lee], rule: 'by_hand', evidence: '' });
    await t.client.workspace.undo({ ...command(), changeId });
    expect(await published()).toEqual(nobodyButBen);
  });

  test('is out too when a .mailmap made them one, and back when that is taken back; a bot never becomes one with a person', async () => {
    await t.client.people.setOptOut({ ...command(), personId: await person('ann.lee@'), optedOut: true });
    await t.client.people.setBot({ ...command(), personId: await person('ben@'), isBot: true });
    const mailmap = 'Ann Lee <ann@x.example> <ann.lee@x.example>\nAnn Lee <ann@x.example> <ben@x.example>\n';
    const importId = await importSheet(t, 'same_people', mailmap, '.mailmap');
    expect(await t.client.imports.get({ importId })).toMatchObject({ created: 1, conflicts: 1 });
    expect(await published()).toEqual({ board: [], optedOut: 1, report: [] });
    await finished(t, (await t.client.imports.revert({ ...command(), importId })).jobId);
    expect((await published()).board).toEqual(['ann@x.example']);
  });
});

test('a forgotten person stays as points under a number, and no later import brings the name back', async () => {
  const sheet = work([
    ['ann', 'code', '2026-01-05'],
    ['ben', 'review', '2026-01-06'],
  ]);
  await importSheet(t, 'contributions', sheet);
  const ann = await person('ann@');
  await t.client.people.rename({ ...command(), personId: ann, name: 'Ann Lee' });
  await t.client.people.erase({ ...command(), personId: ann });
  const left = await t.client.people.get({ personId: ann });
  expect(left).toMatchObject({ erased: true, points: 100, login: null, email: null });
  expect(JSON.stringify(left)).not.toMatch(/ann/i);
  await importSheet(t, 'contributions', sheet).catch(() => undefined);
  await importSheet(t, 'contributions', work([['ann', 'code', '2026-02-05']], 50));
  expect((await t.client.people.get({ personId: ann })).points).toBe(200);
  expect((await t.client.people.list({ filter: { search: 'ann' } })).total).toBe(0);
  const { items } = await t.client.workspace.history({});
  expect(JSON.stringify(items)).not.toMatch(/ann lee/i);
});

test('proposals name their evidence, and "never again" keeps its word', async () => {
  await importSheet(
    t,
    'contributions',
    'name,email,kind,date\nAnn Lee,ann@a.example,code,2026-01-01\nAnn Lee,ann@b.example,code,2026-01-02\nBen Fox,ben@a.example,code,2026-01-03\n',
  );
  const { items } = await t.client.people.suggestions({});
  expect(items.map(({ rule, evidence }) => [rule, evidence])).toEqual([['same_name_and_mailbox', 'Ann Lee <ann@…>']]);
  const [pair] = items;
  const { changeId } = await t.client.people.dismiss({ ...command(), oneId: pair?.one.id ?? '', otherId: pair?.other.id ?? '' });
  expect((await t.client.people.suggestions({})).total).toBe(0);
  await t.client.workspace.undo({ ...command(), changeId });
  expect((await t.client.people.suggestions({})).total).toBe(1);
});

test('statistics: new, returning, lost, shares and the bus factor agree with the rows', async () => {
  await register(t, 'X', { emailDomains: ['x.example'], region: '华北' });
  await importSheet(
    t,
    'contributions',
    work([
      ['gone', 'code', '2025-11-05'],
      ['old', 'code', '2025-11-06'],
      ['old', 'code', '2026-01-06'],
      ['new', 'review', '2026-02-06'],
    ]),
  );
  const found = await t.client.recognition.statistics({ from: '2026-01-01' as never, to: '2026-03-31' as never });
  expect(found).toMatchObject({ active: 2, new: 1, returning: 1, lost: 1, points: 120, entries: 2 });
  const period = { from: '2026-01-01' as never, to: '2026-03-31' as never };
  for (const as of ['active', 'new', 'returning', 'lost'] as const)
    expect((await t.client.people.list({ filter: { contributed: { ...period, as } } })).total, as).toBe(found[as]);
  const lost = await t.client.people.list({ filter: { contributed: { ...period, as: 'lost' } } });
  expect(lost.items).toMatchObject([{ email: 'gone@x.example', entries: 1, points: 100 }]);
  expect(found.byRegion).toEqual([{ key: '华北', name: '华北', entries: 2, points: 120, people: 2 }]);
  for (const { key, entries, points } of [...found.byRegion, { key: '', entries: 0, points: 0 }])
    expect(await t.client.contributions.list({ filter: { ...period, region: key } })).toMatchObject({ total: entries, points });
  expect(found.byRepository).toMatchObject([{ key: 'o/r', points: 120 }]);
  expect(found.busFactorPeople.members.map(({ points }) => points)).toEqual([100]);
  expect(found.busFactorPartners).toMatchObject({ count: 1 });
});

test("fairness shows bursts and reviews of one's own work", async () => {
  const many = Array.from({ length: 11 }, () => ['ann', 'review', '2026-02-01'] as [string, string, string]);
  await importSheet(t, 'contributions', work(many));
  await importSheet(
    t,
    'contributions',
    'id,email,kind,date,link\n900,ben@x.example,code,2026-02-03,https://git.example/o/r/pull/900\n901,ben@x.example,review,2026-02-04,https://git.example/o/r/pull/900\n',
  );
  const found = await t.client.recognition.fairness({ from: '2026-01-01' as never, to: '2026-03-31' as never });
  expect(found.bursts).toMatchObject([{ day: '2026-02-01', entries: 11 }]);
  expect(found.selfReviews).toMatchObject([{ link: 'https://git.example/o/r/pull/900' }]);
});

test('a board keeps its weights; weighted sums are rounded down once', async () => {
  await importSheet(
    t,
    'contributions',
    work([
      ['ann', 'community_support', '2026-01-05'],
      ['ann', 'community_support', '2026-01-06'],
      ['ben', 'review', '2026-01-06'],
    ]),
  );
  const weights = { community_support: 75 };
  const board = await t.client.contributions.leaderboard({ weights });
  expect(board.items.map(({ points, rank }) => [points, rank])).toEqual([
    [22, 1],
    [20, 2],
  ]);
  const { boardId } = await t.client.contributions.saveBoard({
    ...command(),
    boardId: null,
    revision: null,
    name: 'Support',
    board: { weights, period: 'lastYear' },
  });
  expect((await t.client.contributions.boards({})).items).toMatchObject([{ name: 'Support', board: { weights } }]);
  const { changeId } = await t.client.contributions.removeBoard({ ...command(), boardId });
  expect((await t.client.contributions.boards({})).items).toEqual([]);
  await t.client.workspace.undo({ ...command(), changeId });
  expect((await t.client.contributions.boards({})).items).toHaveLength(1);
});

test.each([
  [[], []],
  [[10], [10]],
  [[5, 5], [5]],
  [
    [40, 30, 20, 10],
    [40, 30],
  ],
  [[1, 0, 0], [1]],
])('the bus factor of %j is %j', (points, expected) => {
  expect(busFactor(points.map((one) => ({ points: one }))).map((one) => one.points)).toEqual(expected);
});

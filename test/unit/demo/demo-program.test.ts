import { expect, test } from 'vitest';
import { scoreContribution } from '../../../electron/features/contributions/points.rules.ts';
import { DEFAULT_POINTS_POLICY } from '../../../electron/features/policies/default-points-policy.ts';
import { type DemoProgram, demoProgram } from '../../../electron/features/workspace/demo/demo-program.rules.ts';
import { createBotTest } from '../../../electron/intake/people/bots.rules.ts';
import { activityFields } from '../../../shared/contract/activities.ts';
import { partnerFields } from '../../../shared/contract/partners.ts';
import { addDays, type Day, daysBetween } from '../../../shared/values/day.ts';
import { emailDomain, PUBLIC_MAIL_DOMAINS } from '../../../shared/values/text-key.ts';
import { ACTIVITY_KINDS, CONTRIBUTION_KINDS, PARTNER_STATUSES, PARTNER_TIERS, PARTNER_TYPES } from '../../../shared/vocabulary.ts';

const TODAY = '2026-11-23' as Day;
const CHINESE = /[\u3400-\u9fff]/;
const make = (more: Partial<Parameters<typeof demoProgram>[0]> = {}) =>
  demoProgram({ seed: 7, today: TODAY, language: 'en', policy: DEFAULT_POINTS_POLICY, ...more });
const demo = make();
const [contributions, activities] = [demo.contributions, demo.activities];

test('the same seed, day and language make the same program, another seed another', () => {
  expect(make()).toEqual(demo);
  expect(make({ seed: 8 }).contributions).not.toEqual(contributions);
});

test('it is as large as it should be, for any seed and day', () => {
  for (const given of [{}, { seed: 1 }, { seed: 99, today: '2024-02-29' as Day }, { language: 'zh-CN' as const }]) {
    const one = make(given);
    expect([one.partners.length, one.people.length, one.contributions.length]).toEqual([60, 400, 20_000]);
    expect(Math.abs(one.activities.length - 500)).toBeLessThan(50);
    expectPeopleAllContribute(one);
  }
});

function expectPeopleAllContribute(one: DemoProgram): void {
  expect(new Set(one.contributions.map(({ person }) => person)).size).toBe(400);
}

test('every type, tier, status and kind occurs, with several owners and regions', () => {
  const now = demo.partners.map(({ tiers }) => tiers.at(-1)?.tier);
  expect(new Set(demo.partners.map(({ type }) => type))).toEqual(new Set(PARTNER_TYPES));
  expect(new Set(now)).toEqual(new Set(PARTNER_TIERS));
  expect(new Set(demo.partners.map(({ status }) => status))).toEqual(new Set(PARTNER_STATUSES));
  expect(new Set(demo.partners.map(({ owner }) => owner)).size).toBeGreaterThanOrEqual(4);
  expect(new Set(demo.partners.map(({ region }) => region)).size).toBeGreaterThanOrEqual(6);
  expect(new Set(contributions.map(({ kind }) => kind))).toEqual(new Set(CONTRIBUTION_KINDS));
  expect(new Set(activities.map(({ kind }) => kind))).toEqual(new Set(ACTIVITY_KINDS));
});

test('about a third of the partners have Chinese names and regions', () => {
  const chinese = demo.partners.filter(({ name }) => CHINESE.test(name));
  expect(chinese.length).toBeGreaterThanOrEqual(17);
  expect(chinese.length).toBeLessThanOrEqual(24);
  expect(chinese.every(({ region }) => CHINESE.test(region))).toBe(true);
});

test('names, domains and addresses are unique, and no address can belong to anybody', () => {
  for (const values of [
    demo.partners.map(({ nameKey }) => nameKey),
    demo.partners.map(({ domain }) => domain),
    demo.people.map(({ login }) => login),
  ]) {
    expect(new Set(values).size).toBe(values.length);
  }
  for (const { email, isBot: bot } of demo.people) {
    const domain = emailDomain(email) ?? '';
    expect(bot ? email === '' : domain.endsWith('.example') || (PUBLIC_MAIL_DOMAINS.has(domain) && /\.demo\d+@/.test(email)), email).toBe(
      true,
    );
  }
  expect(demo.partners.every(({ domain }) => domain.endsWith('.example'))).toBe(true);
});

test('every partner and activity could have been typed in by hand', () => {
  for (const { name, type, status, owner, region, joinedOn, website, areas, domain, contact } of demo.partners) {
    expect(
      partnerFields.safeParse({
        name,
        type,
        status,
        owner,
        region,
        joinedOn,
        website,
        areas,
        emailDomains: [domain],
        contacts: [contact],
        notes: '',
      }).error,
    ).toBeUndefined();
  }
  for (const { partners, followUpDone: _, ...one } of activities) {
    expect(activityFields.safeParse({ ...one, notes: '', partnerIds: partners.map(String) }).error).toBeUndefined();
  }
});

test('tier histories start with joining at community, have no gaps and end open', () => {
  let steps = 0;
  for (const { joinedOn, tiers, status } of demo.partners) {
    expect(tiers[0]).toMatchObject({ tier: 'community', from: joinedOn });
    expect(tiers.at(-1)?.until).toBeNull();
    for (const [index, step] of tiers.entries()) {
      if (step.until === null) continue;
      expect(step.until > step.from && step.until <= TODAY).toBe(true);
      expect(tiers[index + 1]?.from).toBe(step.until);
    }
    if (status === 'prospect') expect(tiers).toHaveLength(1);
    steps += tiers.length;
  }
  expect(steps).toBeGreaterThan(100);
});

test('people work for partners, for nobody known, or for one and then another; bots for nobody', () => {
  const bots = demo.people.filter((one) => one.isBot);
  expect(bots.length).toBeGreaterThanOrEqual(2);
  expect(bots.every(({ login, jobs }) => createBotTest([])(login, null) && jobs.length === 0)).toBe(true);
  const changed = demo.people.filter(({ jobs }) => jobs.length > 1);
  expect(changed.length).toBeGreaterThan(15);
  for (const { jobs } of changed) {
    expect(jobs[0]?.until).toBe(jobs[1]?.from);
    expect(jobs[0]?.partner).not.toBe(jobs[1]?.partner);
  }
  for (const { jobs, email } of demo.people) {
    const current = jobs.at(-1);
    if (current) expect(emailDomain(email)).toBe(demo.partners[current.partner]?.domain);
  }
  expect(demo.people.filter(({ jobs, isBot: bot }) => jobs.length === 0 && !bot).length).toBeGreaterThan(60);
  expect(demo.people.some(({ name }) => CHINESE.test(name))).toBe(true);
  expect(demo.people.some(({ name }) => /[À-ž]/.test(name))).toBe(true);
});

test('contributions lie in the three years before today and have the points of the policy', () => {
  for (const one of contributions) {
    expect(one.day < TODAY && one.day >= addDays(TODAY, -3 * 366)).toBe(true);
    expect(one.points).toBe(scoreContribution(DEFAULT_POINTS_POLICY, one));
    expect(one.title).not.toMatch(/[{}]|undefined/);
  }
  expect(new Set(contributions.map(({ title }) => title)).size).toBeGreaterThan(300);
});

test('there are seasons: weekdays, October, the end of the year, and growth', () => {
  const perDay = (fits: (day: string, weekday: number) => boolean) => {
    let [days, found] = [0, 0];
    const fitting = new Set<string>();
    for (let index = 1; index <= 3 * 365; index += 1) {
      const day = addDays(TODAY, -index);
      if (fits(day, new Date(`${day}T00:00:00Z`).getUTCDay())) fitting.add(day);
    }
    days = fitting.size;
    for (const { day } of contributions) if (fitting.has(day)) found += 1;
    return found / days;
  };
  const average = perDay(() => true);
  const weekend = (weekday: number) => weekday === 0 || weekday === 6;
  expect(perDay((_, weekday) => weekend(weekday))).toBeLessThan(0.5 * perDay((_, weekday) => !weekend(weekday)));
  expect(perDay((day) => day.slice(5, 7) === '10')).toBeGreaterThan(1.2 * average);
  expect(perDay((day) => day.slice(5) >= '12-24' || day.slice(5) <= '01-02')).toBeLessThan(0.6 * average);
  expect(perDay((day) => day.slice(5) >= '01-25' && day.slice(5) <= '02-10')).toBeLessThan(0.85 * average);
  expect(perDay((day) => day >= addDays(TODAY, -365))).toBeGreaterThan(1.3 * perDay((day) => day < addDays(TODAY, -730)));
});

test('follow-ups are done, due, overdue and still to come', () => {
  const followUps = activities.filter(({ followUpOn }) => followUpOn !== null);
  const open = followUps.filter(({ followUpDone }) => !followUpDone);
  expect(followUps.some(({ followUpDone }) => followUpDone)).toBe(true);
  expect(open.some(({ followUpOn }) => (followUpOn as Day) < addDays(TODAY, -3))).toBe(true);
  expect(open.some(({ followUpOn }) => (followUpOn as Day) > TODAY)).toBe(true);
  // A day's list that a person can still work through.
  const due = open.filter(({ followUpOn }) => (followUpOn as Day) <= TODAY).length;
  expect(due).toBeGreaterThan(3);
  expect(due).toBeLessThan(40);
});

test('no activity lies in the future or before a partner joined, and some active partners have gone quiet', () => {
  const last = new Map<number, Day>();
  for (const { day, partners } of activities) {
    expect(day <= TODAY).toBe(true);
    for (const partner of partners) {
      expect(day >= (demo.partners[partner]?.joinedOn as Day)).toBe(true);
      if (day > (last.get(partner) ?? '')) last.set(partner, day);
    }
  }
  const quiet = demo.partners.filter(
    ({ status }, index) => status === 'active' && daysBetween(last.get(index) ?? ('2000-01-01' as Day), TODAY) >= 90,
  );
  expect(quiet.length).toBeGreaterThan(0);
  expect(quiet.length).toBeLessThan(20);
});

test('titles of activities are in the language asked for', () => {
  const chinese = make({ language: 'zh-CN' });
  expect(chinese.activities.every(({ title }) => CHINESE.test(title))).toBe(true);
  expect(activities.some(({ title }) => CHINESE.test(title))).toBe(false);
  expect(CHINESE.test(chinese.programName)).toBe(true);
});

test('there are bursts, reviews of one’s own work and rejected entries in every quarter of the last two years', () => {
  const leapDay = '2024-02-29' as Day;
  for (const [one, today] of [
    [demo, TODAY],
    [make({ seed: 1 }), TODAY],
    [make({ seed: 99, today: leapDay, language: 'zh-CN' }), leapDay],
  ] as const) {
    for (let quarter = 0; quarter < 8; quarter += 1) {
      const [from, to] = [addDays(today, -91 * (quarter + 1)), addDays(today, -91 * quarter)];
      const within = ({ day }: { day: Day }) => day >= from && day < to;
      const counted = one.contributions.filter(within);
      const perDay = new Map<string, number>();
      const own = new Set<string>();
      for (const { person, day, kind, link } of counted) {
        if (one.people[person]?.isBot) continue;
        perDay.set(`${person}/${day}`, (perDay.get(`${person}/${day}`) ?? 0) + 1);
        if (kind !== 'review' && link) own.add(`${person}/${link}`);
      }
      expect([...perDay.values()].filter((entries) => entries > 10).length, `${from}`).toBeGreaterThan(0);
      expect(counted.filter(({ kind, person, link }) => kind === 'review' && own.has(`${person}/${link}`)).length).toBeGreaterThan(0);
      expect(one.rejections.filter(({ contribution }) => within(contribution)).length).toBeGreaterThan(0);
    }
    const share = one.rejections.length / one.contributions.length;
    expect(share).toBeLessThan(0.02);
    expect(one.rejections.filter(({ because, reason }) => (because === 'by_hand') !== (reason !== ''))).toEqual([]);
    expect(one.rejections.every(({ contribution: { day, person } }) => day < today && !one.people[person]?.isBot)).toBe(true);
  }
});

test('about half of the activities name people, each of whom a partner of theirs employed on that day', () => {
  expect(demo.attendance.length).toBe(activities.length);
  expect(demo.attendance.filter((came) => came.length > 0).length).toBeGreaterThan(activities.length / 4);
  demo.attendance.forEach((came, index) => {
    const { day, partners } = activities[index] as (typeof activities)[number];
    for (const one of came) {
      const { name, jobs } = demo.people[one] as (typeof demo.people)[number];
      expect(demo.people.filter((person) => person.name === name).length).toBe(1);
      expect(
        jobs.some(
          (job) => partners.includes(job.partner) && (job.from === null || job.from <= day) && (job.until === null || day < job.until),
        ),
      ).toBe(true);
    }
  });
});

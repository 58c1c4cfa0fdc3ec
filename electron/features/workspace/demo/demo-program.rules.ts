// The demo program: 60 partners, 400 people, 20,000 contributions over three years with seasons one would expect, activities,
// tier histories. Pure: the same seed, day and language give the same program.
import type { PointsPolicy } from '../../../../shared/contract/policies.ts';
import { addDays, type Day, dayNumber } from '../../../../shared/values/day.ts';
import { partnerNameKey } from '../../../../shared/values/text-key.ts';
import {
  ACTIVITY_KINDS,
  type ActivityKind,
  AREAS_OF_TYPE,
  type Language,
  type PARTNER_STATUSES,
  PARTNER_TIERS,
  PARTNER_TYPES,
  type PartnerStatus,
  type PartnerTier,
  type PartnerType,
} from '../../../../shared/vocabulary.ts';
import { makeAttendance } from './demo-attendance.rules.ts';
import { DAYS, type DemoContribution, makeContributions } from './demo-contributions.rules.ts';
import { addBursts, addSelfReviews, type DemoRejection, makeRejections } from './demo-irregular.rules.ts';
import {
  ACTIVITY_TITLES,
  BOT_LOGINS,
  CHINESE_FAMILY_NAMES,
  CHINESE_GIVEN_NAMES,
  FAMILY_NAMES,
  FOLLOW_UPS,
  GIVEN_NAMES,
  OWNERS,
  PARTNER_NAMES,
  REGIONS,
} from './demo-words.ts';
import { type Random, seededRandom } from './random.rules.ts';

export interface DemoPartner {
  name: string;
  nameKey: string;
  type: PartnerType;
  status: PartnerStatus;
  owner: string;
  region: string;
  joinedOn: Day;
  website: string;
  areas: string[];
  domain: string;
  contact: { name: string; email: string; role: string };
  tiers: { tier: PartnerTier; from: Day; until: Day | null }[];
}
export interface DemoPerson {
  name: string;
  login: string;
  email: string;
  isBot: boolean;
  /** Indexes into the partners with the days they hold; `until` is exclusive. */
  jobs: { partner: number; from: Day | null; until: Day | null; byHand: boolean }[];
}
export interface DemoActivity {
  kind: ActivityKind;
  day: Day;
  title: string;
  evidence: string;
  area: string | null;
  partners: number[];
  followUpOn: Day | null;
  followUpNote: string;
  followUpDone: boolean;
}
export interface DemoProgram {
  programName: string;
  partners: DemoPartner[];
  people: DemoPerson[];
  contributions: DemoContribution[];
  rejections: DemoRejection[];
  activities: DemoActivity[];
  /** Who took part in each activity, as indexes into the people. */
  attendance: number[][];
}

const PEOPLE = 400;
const ACTIVITIES = 520;

export function demoProgram(given: { seed: number; today: Day; language: Language; policy: PointsPolicy }): DemoProgram {
  const random = seededRandom(given.seed);
  const start = addDays(given.today, -DAYS);
  const partners = makePartners(random, start, given.today);
  const people = makePeople(random, partners, start);
  const contributions = makeContributions(random, people, given, start);
  const activities = makeActivities(random, partners, given);
  addBursts(random, contributions, people, given.policy);
  addSelfReviews(random, contributions);
  return {
    programName: given.language === 'zh-CN' ? '示例开源生态计划' : 'Open Platform Ecosystem (demo)',
    partners,
    people,
    contributions,
    rejections: makeRejections(random, contributions, people, given),
    activities,
    attendance: makeAttendance(random, activities, people),
  };
}

function makePartners(random: Random, start: Day, today: Day): DemoPartner[] {
  return PARTNER_TYPES.flatMap((type) => PARTNER_NAMES[type].map((name) => ({ type, name })))
    .slice(0, 60)
    .map(({ type, name }, index) => {
      const chinese = /[\u3400-\u9fff]/.test(name);
      const slug = chinese
        ? `partner${String(index + 1).padStart(2, '0')}`
        : name
            .toLowerCase()
            .replace(/[^a-z]+/g, '-')
            .replace(/^-|-$/g, '');
      const joinedOn = addDays(start, random.below(DAYS - 40) - (random.chance(0.55) ? 700 : 0));
      const status = random.weighted([
        ['active', 44],
        ['prospect', 7],
        ['paused', 5],
        ['former', 3],
      ] as const satisfies readonly (readonly [(typeof PARTNER_STATUSES)[number], number])[]);
      // A tier takes half a year to earn, and a prospect has none yet.
      const halfYears = Math.floor((dayNumber(today) - dayNumber(joinedOn)) / 180);
      const earned = random.weighted([
        [0, 14],
        [1, 16],
        [2, 15],
        [3, 10],
        [4, 5],
      ] as const);
      const reached = status === 'prospect' ? 0 : Math.min(earned, halfYears);
      return {
        name,
        nameKey: partnerNameKey(name),
        type,
        status,
        owner: random.pick(OWNERS),
        region: random.weighted<string>(chinese ? REGIONS.china : REGIONS.abroad),
        joinedOn,
        website: `https://${slug}.example`,
        areas: AREAS_OF_TYPE[type].filter(() => random.chance(0.6)),
        domain: `${slug}.example`,
        contact: {
          name: chinese ? chineseName(random) : foreignName(random),
          email: `partners@${slug}.example`,
          role: random.pick(['Alliance manager', 'CTO', 'Developer relations', 'Marketing']),
        },
        tiers: tierSteps(random, joinedOn, today, reached),
      };
    });
}

function chineseName(random: Random): string {
  return random.pick(CHINESE_FAMILY_NAMES) + random.pick(CHINESE_GIVEN_NAMES);
}

function foreignName(random: Random): string {
  return `${random.pick(GIVEN_NAMES)} ${random.pick(FAMILY_NAMES)}`;
}

/** From community upwards, one tier at a time, spread over the partner's time with us; sometimes one step back. */
function tierSteps(random: Random, joinedOn: Day, today: Day, reached: number): DemoPartner['tiers'] {
  const span = dayNumber(today) - dayNumber(joinedOn);
  const moves = [0, ...Array.from({ length: reached }, (_, index) => index + 1)];
  if (reached > 1 && random.chance(0.15)) moves.push(reached - 1);
  const days = moves.map((_, index) => addDays(joinedOn, Math.floor((span * index) / moves.length)));
  return moves.map((tier, index) => ({
    tier: PARTNER_TIERS[tier] as PartnerTier,
    from: days[index] as Day,
    until: days[index + 1] ?? null,
  }));
}

function makePeople(random: Random, partners: readonly DemoPartner[], start: Day): DemoPerson[] {
  const people: DemoPerson[] = BOT_LOGINS.map((login) => ({ name: login, login, email: '', isBot: true, jobs: [] }));
  const taken = new Set<string>();
  for (let index = people.length; index < PEOPLE; index += 1) {
    const chinese = random.chance(0.3);
    const name = chinese ? chineseName(random) : foreignName(random);
    const plain = chinese
      ? `dev${index}`
      : name
          .normalize('NFD')
          .replace(/[^a-zA-Z]/g, '')
          .toLowerCase()
          .slice(0, 9);
    const login = taken.has(plain) ? `${plain}${index}` : plain;
    taken.add(login);
    const employed = random.chance(0.72);
    // Few partners employ many: the first of a shuffled list are the big ones.
    const employer = Math.floor(random.next() ** 2.2 * partners.length);
    const domain = employed
      ? (partners[employer] as DemoPartner).domain
      : random.pick(['gmail.com', 'outlook.com', 'qq.com', '163.com', 'proton.me']);
    const jobs: DemoPerson['jobs'] = [];
    if (employed && random.chance(0.12)) {
      const change = addDays(start, 200 + random.below(DAYS - 300));
      const former = (employer + 1 + random.below(partners.length - 1)) % partners.length;
      jobs.push(
        { partner: former, from: null, until: change, byHand: true },
        { partner: employer, from: change, until: null, byHand: true },
      );
    } else if (employed) jobs.push({ partner: employer, from: null, until: null, byHand: false });
    // At public providers a plain name might be somebody's; this one is nobody's.
    people.push({ name, login, email: `${employed ? login : `${login}.demo${index}`}@${domain}`, isBot: false, jobs });
  }
  return people;
}

function makeActivities(random: Random, partners: readonly DemoPartner[], given: { today: Day; language: Language }): DemoActivity[] {
  const weights = ACTIVITY_KINDS.map(
    (kind) => [kind, kind === 'meeting' ? 34 : kind === 'support_answer' ? 18 : kind === 'event' ? 12 : 6] as const,
  );
  return Array.from({ length: ACTIVITIES }, (_, index) => {
    const kind = random.weighted(weights);
    const first = random.below(partners.length);
    const partner = partners[first] as DemoPartner;
    const span = Math.max(1, dayNumber(given.today) - dayNumber(partner.joinedOn));
    const day = addDays(given.today, -Math.floor(random.next() ** 1.3 * Math.min(span, DAYS)));
    const age = dayNumber(given.today) - dayNumber(day);
    const followUp = random.chance(age < 45 ? 0.5 : 0.15);
    const guest = random.below(partners.length);
    const others = kind === 'event' && random.chance(0.5) && (partners[guest] as DemoPartner).joinedOn <= day ? [guest] : [];
    const followUpOn = followUp ? addDays(day, 5 + random.below(25)) : null;
    return {
      kind,
      day,
      title: random.pick(ACTIVITY_TITLES[kind][given.language]),
      evidence: random.chance(0.6) ? `https://notes.example/${index + 1}` : '',
      area: partner.areas.length > 0 && random.chance(0.5) ? random.pick(partner.areas) : null,
      partners: [...new Set([first, ...others])],
      followUpOn,
      followUpNote: followUp ? random.pick(FOLLOW_UPS[given.language]) : '',
      followUpDone: followUpOn !== null && (age > 60 || random.chance(0.35)),
    };
  });
}

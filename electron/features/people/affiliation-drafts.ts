// One row of an affiliation file: who worked where, from which day and until when.
import { partnerNameKey } from '../../../shared/values/text-key.ts';
import type { Drafter, DraftRules, DraftSettings, Rejection } from '../../intake/import-kind.ts';
import { createDayReader } from '../../intake/mapping/dates.ts';
import { createCellReader, type FieldSpec } from '../../intake/mapping/fields.ts';
import { createRowDrafter } from '../../intake/mapping/row-drafter.ts';
import { createWhoDrafter, type WhoRules } from '../../intake/people/who-drafts.ts';
import { CONTRIBUTION_FIELDS } from '../contributions/contribution-fields.ts';

const fieldOf = (field: string): FieldSpec => ({
  field,
  required: false,
  synonyms: CONTRIBUTION_FIELDS.find((one) => one.field === field)?.synonyms ?? [],
});

const FIELDS: readonly FieldSpec[] = [
  fieldOf('email'),
  fieldOf('login'),
  {
    field: 'partner',
    required: true,
    synonyms: [
      'partner',
      'company',
      'employer',
      'organization',
      'organisation',
      'affiliation',
      'org',
      '公司',
      '合作伙伴',
      '雇主',
      '单位',
      '机构',
    ],
  },
  fieldOf('name'),
  {
    field: 'from',
    required: false,
    isDay: true,
    synonyms: ['from', 'start', 'since', 'start date', '开始', '开始日期', '起始', '入职日期'],
  },
  { field: 'until', required: false, isDay: true, synonyms: ['until', 'end', 'to', 'end date', 'till', '结束日期', '截止', '离职日期'] },
  { field: 'evidence', required: false, synonyms: ['evidence', 'source', 'note', 'link', '依据', '来源', '备注'] },
];

/** What files write for nobody's employee. Not known is something else: such rows say nothing and are left out. */
const INDEPENDENT = new Set(['independent', 'self', '(independent)', 'freelance', 'freelancer', '独立', '独立贡献者', '自由职业', '个人']);
const UNKNOWN = new Set(['(unknown)', 'unknown', '(not found)', 'notfound', '?', '未知']);
const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+$/;

export const affiliationDraftRules: DraftRules = {
  kind: 'people',
  fields: FIELDS,
  oneOf: ['email', 'login', 'name'],
  matchKeys: ['person'],
  createDrafter: createAffiliationDrafter,
};

function createAffiliationDrafter({ mapping, rules }: DraftSettings): Drafter {
  const cellOf = createCellReader(mapping);
  const readDay = createDayReader(mapping.dateOrder);
  const [email, login, name, partner] = [cellOf('email'), cellOf('login'), cellOf('name'), cellOf('partner')];
  const [from, until, evidence] = [cellOf('from'), cellOf('until'), cellOf('evidence')];
  const who = createWhoDrafter(rules as WhoRules);

  function draftOf(line: number, cells: readonly string[]): unknown[] | Rejection {
    const person = { email: email(cells), login: login(cells), name: name(cells) };
    if (person.email === '' && person.login === '' && person.name === '') return { code: 'nobody', field: 'email', value: '' };
    if (person.email !== '' && !EMAIL.test(person.email)) return { code: 'not_an_email', field: 'email', value: person.email };
    const employer = partner(cells);
    const employerKey = partnerNameKey(employer);
    if (employer === '') return { code: 'required', field: 'partner', value: '' };
    if (UNKNOWN.has(employerKey)) return { code: 'no_employer', field: 'partner', value: employer };
    const days = { from: from(cells), until: until(cells) };
    const fromDay = days.from === '' ? null : readDay(days.from);
    if (fromDay === undefined) return { code: 'not_a_day', field: 'from', value: days.from };
    const untilDay = days.until === '' ? null : readDay(days.until);
    if (untilDay === undefined) return { code: 'not_a_day', field: 'until', value: days.until };
    if (fromDay !== null && untilDay !== null && fromDay >= untilDay)
      return { code: 'until_after_from', field: 'until', value: days.until };
    return [
      line,
      who.numberOf(person),
      employer.slice(0, 200),
      employerKey,
      INDEPENDENT.has(employerKey) ? 1 : 0,
      fromDay,
      untilDay,
      evidence(cells).slice(0, 500),
    ];
  }

  return createRowDrafter(draftOf, () => ({ who: who.take() }));
}

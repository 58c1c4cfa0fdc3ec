// One row of an affiliation file: who worked where, from which day and until when.
import { EMAIL, partnerNameKey } from '../../../shared/values/text-key.ts';
import type { Drafter, DraftRules, DraftSettings } from '../../intake/import-kind.ts';
import { createDayReader } from '../../intake/mapping/dates.ts';
import { createCellReader, type FieldSpec } from '../../intake/mapping/fields.ts';
import type { Mistakes } from '../../intake/mapping/mistakes.ts';
import { createRowDrafter } from '../../intake/mapping/row-drafter.ts';
import { createWhoDrafter, type WhoRules } from '../../intake/people/who-drafts.ts';
import { CONTRIBUTION_FIELDS } from '../contributions/contribution-fields.ts';
import { reservedEmployer } from './reserved-employers.rules.ts';

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

  function draftOf(line: number, cells: readonly string[], mistakes: Mistakes): unknown[] | undefined {
    const person = { email: email(cells), login: login(cells), name: name(cells) };
    if (person.email === '' && person.login === '' && person.name === '') mistakes.add('nobody', 'email');
    if (person.email !== '' && !EMAIL.test(person.email)) mistakes.add('not_an_email', 'email', person.email);
    const employer = partner(cells);
    const reserved = reservedEmployer(employer);
    if (employer === '') mistakes.add('required', 'partner');
    // Not known is something else than nobody's: such rows say nothing.
    else if (reserved === 'unknown') mistakes.add('no_employer', 'partner', employer);
    const days = { from: from(cells), until: until(cells) };
    const fromDay = days.from === '' ? null : readDay(days.from);
    if (fromDay === undefined) mistakes.add('not_a_day', 'from', days.from);
    const untilDay = days.until === '' ? null : readDay(days.until);
    if (untilDay === undefined) mistakes.add('not_a_day', 'until', days.until);
    if (fromDay && untilDay && fromDay >= untilDay) mistakes.add('until_after_from', 'until', days.until);
    if (mistakes.any()) return undefined;
    return [
      line,
      who.numberOf(person),
      employer.slice(0, 200),
      // No partner has an empty key, whatever it is called.
      reserved === 'independent' ? '' : partnerNameKey(employer),
      reserved === 'independent' ? 1 : 0,
      fromDay,
      untilDay,
      evidence(cells).slice(0, 500),
    ];
  }

  return createRowDrafter(draftOf, () => ({ who: who.take() }));
}

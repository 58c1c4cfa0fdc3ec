// One row of a `.mailmap` or a sheet of its shape: a written name and address, and whose they properly are.
import { EMAIL } from '../../../shared/values/text-key.ts';
import type { Drafter, DraftRules, DraftSettings } from '../../intake/import-kind.ts';
import { createCellReader, type FieldSpec } from '../../intake/mapping/fields.ts';
import type { Mistakes } from '../../intake/mapping/mistakes.ts';
import { createRowDrafter } from '../../intake/mapping/row-drafter.ts';
import { createWhoDrafter, type WhoRules } from '../../intake/people/who-drafts.ts';

const FIELDS: readonly FieldSpec[] = [
  { field: 'properName', required: false, synonyms: ['proper name', 'real name', 'canonical name', '规范姓名', '真实姓名'] },
  { field: 'properEmail', required: true, synonyms: ['proper email', 'canonical email', 'main email', '规范邮箱', '主邮箱'] },
  { field: 'name', required: false, synonyms: ['name', 'commit name', 'alias', 'written name', '姓名', '提交姓名', '别名'] },
  { field: 'email', required: true, synonyms: ['email', 'commit email', 'alias email', '邮箱', '提交邮箱', '别名邮箱'] },
];

/** Addresses that many people share; they link nobody. */
const PLACEHOLDERS =
  /^(?:noreply|no-reply|root|admin|user|you|your-?email|none|unknown|git|test)@(?:github\.com|localhost(?:\.localdomain)?|example\.(?:com|org|net)|none)$/i;

export const samePeopleDraftRules: DraftRules = {
  kind: 'same_people',
  fields: FIELDS,
  oneOf: ['email'],
  matchKeys: ['person'],
  createDrafter: createSamePeopleDrafter,
};

function createSamePeopleDrafter({ mapping, rules }: DraftSettings): Drafter {
  const cellOf = createCellReader(mapping);
  const [properName, properEmail, name, email] = [cellOf('properName'), cellOf('properEmail'), cellOf('name'), cellOf('email')];
  const who = createWhoDrafter(rules as WhoRules);

  function draftOf(line: number, cells: readonly string[], mistakes: Mistakes): unknown[] | undefined {
    const written = email(cells);
    // A line with one address says how its person is called, and nothing about who is whom.
    const properly = properEmail(cells);
    const proper = properly || written;
    for (const [field, address] of [
      ['email', written],
      ['properEmail', properly],
    ] as const) {
      if (field === 'properEmail' && address === '') continue;
      if (!EMAIL.test(address)) mistakes.add('not_an_email', field, address);
      else if (PLACEHOLDERS.test(address)) mistakes.add('placeholder_email', field, address);
    }
    if (mistakes.any()) return undefined;
    const shown = properName(cells);
    const properWho = who.numberOf({ email: proper, login: '', name: shown });
    return [line, who.numberOf({ email: written, login: '', name: name(cells) || shown }), properWho, shown, written, proper];
  }

  return createRowDrafter(draftOf, () => ({ who: who.take() }));
}

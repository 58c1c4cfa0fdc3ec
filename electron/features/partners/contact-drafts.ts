// One spreadsheet row as a contact of a partner. Phones are text. Whose contact it is stands in the row, or follows from its mail domain.
import { EMAIL, emailDomain, partnerNameKey } from '../../../shared/values/text-key.ts';
import type { Drafter, DraftRules, DraftSettings } from '../../intake/import-kind.ts';
import type { FieldSpec } from '../../intake/mapping/fields.ts';
import type { StatedRow } from '../../intake/mapping/merge-stated.rules.ts';
import type { Mistakes } from '../../intake/mapping/mistakes.ts';
import { createRowDrafter } from '../../intake/mapping/row-drafter.ts';
import { createStatedReader, isMalformed, noteTooLong } from '../../intake/mapping/stated-row.ts';
import { nameAndAddress } from './contact-place.rules.ts';

const FIELDS: readonly FieldSpec[] = [
  {
    field: 'contactName',
    required: false,
    synonyms: [
      'contact name',
      'contact',
      'contact person',
      'name',
      'full name',
      'person',
      '联系人',
      '联系人姓名',
      '姓名',
      '名字',
      '对接人',
    ],
  },
  {
    field: 'contactEmail',
    required: false,
    synonyms: [
      'contact email',
      'email',
      'e-mail',
      'mail',
      'email address',
      '联系邮箱',
      '联系人邮箱',
      '邮箱',
      '电子邮件',
      '电子邮箱',
      '邮件',
    ],
  },
  {
    field: 'role',
    required: false,
    synonyms: ['role', 'job title', 'title', 'position', 'function', 'job', '职务', '职位', '岗位', '头衔', '角色'],
  },
  {
    field: 'phone',
    required: false,
    synonyms: ['phone', 'telephone', 'mobile', 'phone number', 'tel', 'cell', '电话', '手机', '手机号', '联系电话', '电话号码'],
  },
  {
    field: 'partnerName',
    required: false,
    synonyms: [
      'partner',
      'partner name',
      'company',
      'company name',
      'organization',
      'organisation',
      'employer',
      'account',
      'org',
      '合作伙伴',
      '伙伴名称',
      '公司',
      '公司名称',
      '单位',
      '机构',
      '企业',
    ],
  },
  { field: 'notes', required: false, synonyms: ['notes', 'note', 'comment', 'comments', 'remarks', 'description', '备注', '说明', '描述'] },
];
const LONGEST = { contactName: 200, contactEmail: 320, role: 200, phone: 60, notes: 2_000 };
/** What a spreadsheet makes of a long number in a cell that is not marked as text. */
const SHORTENED = /^\d+(?:[.,]\d+)?e\+?\d+$/i;

export const contactDraftRules: DraftRules = {
  kind: 'contacts',
  fields: FIELDS,
  oneOf: ['contactName', 'contactEmail'],
  matchKeys: ['email'],
  createDrafter: createContactDrafter,
};

function createContactDrafter({ headers, mapping }: DraftSettings): Drafter {
  const read = createStatedReader(
    mapping,
    FIELDS.map(({ field }) => field),
    ['role', 'phone', 'notes'],
  );

  function draftOf(line: number, cells: readonly string[], mistakes: Mistakes): unknown[] | undefined {
    if (isMalformed(headers, cells, mistakes)) return undefined;
    const row = read(cells);
    const { name, email } = nameAndAddress(row.values.contactName ?? '', row.values.contactEmail ?? '');
    if (name === '') mistakes.add('required', 'contactName');
    if (email !== '' && !EMAIL.test(email)) mistakes.add('not_an_email', 'contactEmail', email);
    const { phone = '', partnerName = '', contactName = '', ...rest } = row.values;
    if (SHORTENED.test(phone)) mistakes.add('shortened_number', 'phone', phone);
    if (partnerName === '' && email === '') mistakes.add('required', 'partnerName');
    // A name that was only an address says nothing about what the person is called.
    const values = { ...rest, ...(contactName && { contactName: name }), ...(email && { contactEmail: email }), ...(phone && { phone }) };
    noteTooLong(values, LONGEST, mistakes);
    if (mistakes.any()) return undefined;
    const stated: StatedRow = { values, cleared: row.cleared };
    return [
      line,
      partnerName.slice(0, 200),
      partnerNameKey(partnerName),
      partnerName === '' ? (emailDomain(email) ?? '') : '',
      JSON.stringify(stated),
    ];
  }

  return createRowDrafter(draftOf);
}

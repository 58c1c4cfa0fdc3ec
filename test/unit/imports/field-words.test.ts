import { expect, test } from 'vitest';
import { say } from '../../../electron/language.ts';
import { wordOfField } from '../../../shared/field-choices.ts';
import { IMPORT_KINDS } from '../../../shared/vocabulary.ts';

test('in Chinese only a partner’s name is that of an organisation', () => {
  const word = (kind: (typeof IMPORT_KINDS)[number]) => wordOfField((key) => say('zh-CN', key), kind, 'name');
  expect(
    Object.fromEntries(IMPORT_KINDS.filter((kind) => !['contacts', 'activities'].includes(kind)).map((kind) => [kind, word(kind)])),
  ).toEqual({
    partners: '名称',
    contributions: '姓名',
    people: '姓名',
    same_people: '提交姓名',
  });
});

// Keys under which texts compare: what falls together, what stays apart, and that a key is its own key.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emailDomain, PUBLIC_MAIL_DOMAINS, partnerNameKey, textKey } from '../../../shared/values/text-key.ts';

const word = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('Ａcme', 'ＧＭＢＨ', '某云', '有限公司', 'Inc.', ', Ltd', '\u200b', 'İ', 'ß', 'Å', 'é', 'ﬁ'),
);
const text = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '));

test('a key is its own key', () => {
  fc.assert(
    fc.property(text, (one) => {
      expect(textKey(textKey(one))).toBe(textKey(one));
    }),
    { numRuns: 3_000 },
  );
  fc.assert(
    fc.property(text, (one) => {
      expect(partnerNameKey(partnerNameKey(one))).toBe(partnerNameKey(one));
    }),
    { numRuns: 3_000 },
  );
});

test('case, width, blanks and invisible characters make no difference', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,2}$/), (name) => {
      const wide = [...name.toUpperCase()]
        .map((letter) => (letter === ' ' ? '\u3000' : String.fromCharCode(letter.charCodeAt(0) + 0xfee0)))
        .join('');
      expect(textKey(`  ${wide}\u200b `)).toBe(name);
    }),
  );
});

describe('partner names', () => {
  test.each([
    ['Acme, Inc.', 'ACME'],
    ['Acme Corp', 'acme incorporated'],
    ['Acme GmbH & Co. KG', 'Acme GmbH & Co'],
    ['Acme Co., Ltd.', 'Acme'],
    ['某云股份有限公司', '某云'],
    ['某云有限责任公司', '某云'],
    ['某云集团有限公司', '某云'],
    ['ＡＣＭＥ　Ｌｔｄ', 'Acme'],
  ])('%s and %s are one', (a, b) => expect(partnerNameKey(a)).toBe(partnerNameKey(b)));
  test.each([
    ['Acme', 'Acme Cloud'],
    ['SAP', 'S'],
    ['Incorporated Ideas', 'Ideas'],
    ['Coinc', 'Co'],
    ['某云', '某云科技'],
    ['Cola', 'Co'],
  ])('%s and %s are two', (a, b) => expect(partnerNameKey(a)).not.toBe(partnerNameKey(b)));
  test('a name made of nothing but legal forms keeps a key', () => {
    for (const name of ['Inc.', 'Limited', '有限公司', 'Co., Ltd.']) expect(partnerNameKey(name)).not.toBe('');
  });
});

test('the domain of an address is what follows the last @', () => {
  expect(emailDomain('Ann@ACME.example')).toBe('acme.example');
  expect(emailDomain('"odd@name"@acme.example')).toBe('acme.example');
  for (const none of ['', 'ann', '@acme.example', 'ann@']) expect(emailDomain(none)).toBeUndefined();
  for (const domain of PUBLIC_MAIL_DOMAINS) expect(textKey(domain)).toBe(domain);
});

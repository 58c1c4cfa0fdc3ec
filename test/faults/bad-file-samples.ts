// Good files of every format, small and by chance, to be made bad.
import type { Random } from '../../electron/features/workspace/demo/random.rules.ts';
import type { Reading } from '../../shared/contract/imports.ts';
import { openDocumentParts, sheetXml, workbookParts } from '../support/workbook-file.ts';
import { zipFile } from '../support/zip-file.ts';
import { mutateBytes, mutateText } from './bad-file-mutations.ts';

const HEADERS = [
  ['id', 'name', 'email', 'kind', 'date', 'title'],
  ['login', 'name', 'type', 'website', 'tier'],
  ['姓名', '邮箱', '类型', '日期'],
];
const VALUES = [
  '',
  'Ann',
  '王小明',
  'a@x.example',
  'code',
  '文档',
  '2026-01-02',
  '03/04/2026',
  '007',
  '=1+1',
  'a "quoted" one',
  'x, y',
  'line\nbreak',
  'gold',
];

function table(random: Random): string[][] {
  const header = random.pick(HEADERS);
  return [header, ...Array.from({ length: random.below(12) }, () => header.map(() => random.pick(VALUES)))];
}

function csv(random: Random): string {
  const delimiter = random.pick([',', ';', '\t', '|']);
  const cell = (text: string) => (/["\n,;|\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return table(random)
    .map((cells) => cells.map(cell).join(delimiter))
    .join(random.pick(['\n', '\r\n']));
}

function json(random: Random): string {
  const [header = [], ...rows] = table(random);
  const records = rows.map((cells) => ({
    ...Object.fromEntries(cells.map((cell, at) => [header[at], cell])),
    nested: { id: random.below(1e9), list: [{ a: 1 }, 'b'] },
  }));
  if (random.below(3) === 0) return records.map((one) => JSON.stringify(one)).join('\n');
  return JSON.stringify(random.below(2) === 0 ? records : { total: 1, items: records }, null, random.below(3));
}

function landscape(random: Random): string {
  const items = Array.from(
    { length: 1 + random.below(4) },
    (_, at) =>
      `          - item:\n            name: Name ${at} (${random.pick(['member', 'KTP'])})\n            homepage_url: 'https://a${at}.example/'\n            crunchbase: https://c.example/${random.below(3)}\n            description: >-\n              Two lines\n              of text\n`,
  );
  return `landscape:\n  - category:\n    name: CNCF Members\n    subcategories:\n      - subcategory:\n        name: Gold\n        items:\n${items.join('')}`;
}

function workbook(random: Random): Uint8Array {
  const [first = [], ...rest] = table(random);
  const typed = `<row r="${rest.length + 2}"><c s="1"><v>45000.5</v></c><c t="s"><v>0</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c><f>A1</f></c></row>`;
  const xml = `<cols><col min="1" max="1" hidden="1"/></cols>${sheetXml([first, ...rest]).replace('</sheetData>', `${typed}</sheetData>`)}<mergeCells><mergeCell ref="A1:B1"/></mergeCells>`;
  const parts = workbookParts({
    sheets: [
      { name: 'S', xml },
      { name: 'T', xml: sheetXml([['a']]) },
    ],
    sharedStrings: ['one'],
    formats: ['yyyy-mm-dd'],
  });
  return archive(parts, random);
}

function openDocument(random: Random): Uint8Array {
  const rows = table(random).map(
    (cells) =>
      `<table:table-row>${cells.map((text) => `<table:table-cell office:value-type="string"><text:p>${text.replaceAll('&', '').replaceAll('<', '')}</text:p></table:table-cell>`).join('')}</table:table-row>`,
  );
  const typed =
    '<table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="2"/></table:table-row>';
  return archive(openDocumentParts(`<table:table table:name="S">${rows.join('')}${typed}</table:table>`), random);
}

/** Mostly one part is made bad and packed well, so that the bad part is reached; else the archive itself is. */
function archive(parts: ReturnType<typeof workbookParts>, random: Random): Uint8Array {
  if (random.below(3) === 0) return mutateBytes(zipFile(parts), random);
  const bad = random.below(parts.length);
  return zipFile(parts.map((part, at) => (at === bad ? { ...part, content: mutateText(String(part.content), random) } : part)));
}

const text = (make: (random: Random) => string) => (random: Random) => {
  const good = make(random);
  return random.below(3) === 0 ? mutateBytes(Buffer.from(good), random) : Buffer.from(mutateText(good, random));
};

const allContributors = (random: Random) =>
  JSON.stringify({
    projectName: 'p',
    projectOwner: 'o',
    contributors: [
      { login: 'a', name: 'Ann', avatar_url: 'https://x/u/1', contributions: random.below(2) ? ['code', 'doc'] : [{ type: 'code' }] },
    ],
  });
const mailmap = () => 'Ann <a@x.example> <b@x.example>\nBen <b@y.example> Benny <c@y.example>\n';
const gitdm = () => 'a@x.example Acme < 2020-01-01\nAnn: ann!x.example, ann!y.example\n\tAcme from 2020-01-01 until 2021-01-01\n\tOther\n';

/** A bad file of each format. */
export const BAD_FILES: Readonly<Record<Exclude<Reading['format'], 'collected'>, (random: Random) => Uint8Array>> = {
  delimited: text(csv),
  json: text(json),
  landscape: text(landscape),
  all_contributors: text(allContributors),
  mailmap: text(mailmap),
  gitdm: text(gitdm),
  xlsx: workbook,
  ods: openDocument,
};

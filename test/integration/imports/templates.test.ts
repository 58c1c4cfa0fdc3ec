// Templates to fill in: as they come they are an import without touching the mapping, in every language, for every kind of rows.
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { READERS } from '../../../electron/intake/readers/index.ts';
import {
  IMPORT_KINDS,
  type ImportKind,
  LANGUAGES,
  type Language,
  TEMPLATE_FORMATS,
  type TemplateFormat,
} from '../../../shared/vocabulary.ts';
import { applyImport, planImport, stageText } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram();
});
afterEach(() => closeSound(t));

async function template(kind: ImportKind, format: TemplateFormat, language: Language) {
  const file = await t.client.imports.template({ kind, format, language });
  return { ...file, content: readFileSync(t.program.context.outgoingFiles.find(file.fileId)?.path ?? '') };
}

async function importTemplate(kind: ImportKind, format: TemplateFormat, language: Language) {
  const { name, content } = await template(kind, format, language);
  const stagedFileId = await stageText(t, content, name);
  const found = await t.client.imports.inspect({ stagedFileId });
  const importId = await planImport(t, kind, content, undefined, name);
  const planned = await t.client.imports.get({ importId });
  if (planned.created + planned.changed > 0) await applyImport(t, importId);
  return { found, planned };
}

const readable = (format: TemplateFormat) => READERS.some((reader) => reader.endings.includes(format));

/** Contacts, activities and affiliations are about partners. */
const PARTNERS_FIRST = [...IMPORT_KINDS].sort((a, b) => Number(b === 'partners') - Number(a === 'partners'));

describe.each(TEMPLATE_FORMATS)('as %s', (format) => {
  // Shown as skipped while no reader takes the format.
  test.skipIf(!readable(format)).each(LANGUAGES)(
    'every kind comes back in %s without touching the mapping, and twice is once',
    async (language) => {
      for (const kind of PARTNERS_FIRST) {
        const { found, planned } = await importTemplate(kind, format, language);
        expect(found.kind).toBe(kind);
        const mapped = new Set(found.suggested.columns.map(({ column }) => column));
        expect(
          found.columns.filter(({ index }) => !mapped.has(index)).map(({ header }) => header),
          kind,
        ).toEqual([]);
        expect(found.suggested.dateOrder).toBe('iso');
        expect(planned.rows).toBeGreaterThanOrEqual(2);
        // The partners' template names a contact who stands in the contacts' one with more about her.
        expect(planned, kind).toMatchObject({ unchanged: 0, conflicts: 0, rejected: 0, changed: kind === 'contacts' ? 1 : 0 });
        const again = await importTemplate(kind, format, language);
        expect(again.planned, kind).toMatchObject({ created: 0, changed: 0, unchanged: planned.rows, conflicts: 0, rejected: 0 });
      }
    },
  );
});

test('columns that must be filled are marked, and the file is named in the language', async () => {
  const { name, mediaType, bytes, content } = await template('activities', 'csv', 'zh-CN');
  expect([name, mediaType, bytes]).toEqual(['活动模板.csv', 'text/csv', content.byteLength]);
  expect(content.toString('utf8').split('\r\n')[0]).toBe(
    '\ufeff日期 *,类型,标题 *,合作伙伴 *,参与人员,合作领域,成果,依据,跟进日期,跟进事项,备注,行标识',
  );
  const contacts = await template('contacts', 'csv', 'en');
  expect(contacts.name).toBe('Contacts template.csv');
  expect(contacts.content.toString('utf8').split('\r\n')[0]).toBe('\ufeffContact name (*),Contact email (*),Partner,Role,Phone,Notes');
});

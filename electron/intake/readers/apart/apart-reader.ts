// A reader whose file is looked into by a process of its own: compressed files, and those that could grow while they are taken apart.
import { z } from 'zod';
import { inspection, reading as readingSchema } from '../../../../shared/contract/imports.ts';
import type { Detected, FileReader, SourceRow } from '../reader.ts';

const detected = z.object({
  reading: readingSchema,
  encodingCertain: z.boolean(),
  rows: z.array(z.array(z.string())),
  sheets: inspection.shape.sheets,
  notices: inspection.shape.notices,
});

type RowLine = [line: number, cells: string[], errors?: SourceRow['errors'] | null, refused?: SourceRow['refused']];

export function apartReader(description: Pick<FileReader, 'format' | 'endings' | 'kinds' | 'recognises'>): FileReader {
  const { format } = description;
  return {
    ...description,
    inspect: async (path, reading, readApart): Promise<Detected> => {
      for await (const text of readApart({ what: 'inspect', format, path, reading })) return detected.parse(JSON.parse(text));
      throw new Error(`the process that reads ${format} said nothing`);
    },
    rows: async function* (path, reading, readApart) {
      for await (const text of readApart({ what: 'rows', format, path, reading })) yield (JSON.parse(text) as RowLine[]).map(rowOf);
    },
  };
}

function rowOf([line, cells, errors, refused]: RowLine): SourceRow {
  if (refused) return { line, cells, refused };
  return errors ? { line, cells, errors } : { line, cells };
}

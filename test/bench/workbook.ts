// An Excel workbook imported beside the CSV of the same rows, in turns. Both are measured with every process that takes part.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workbookFile, xmlText } from '../support/workbook-file.ts';
import { contributionsCsv } from './generate.ts';

interface Measured {
  readonly seconds: number;
  readonly peakMb: number;
  readonly created: number;
}

const DAY_MS = 86_400_000;

/** As spreadsheet programs write it: texts shared, days as numbers with a format. */
function workbookOf(csv: string): Buffer {
  const shared = new Map<string, number>();
  const cell = (text: string) => {
    if (text === '') return '';
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `<c s="1"><v>${Date.parse(text) / DAY_MS + 25_569}</v></c>`;
    if (!shared.has(text)) shared.set(text, shared.size);
    return `<c t="s"><v>${shared.get(text)}</v></c>`;
  };
  const letter = (column: number) => String.fromCharCode(65 + column);
  const rows = csv
    .trimEnd()
    .split('\n')
    .map((line, row) => {
      const cells = line.split(',').map((text, column) => cell(xmlText(text)).replace('<c', `<c r="${letter(column)}${row + 1}"`));
      return `<row r="${row + 1}">${cells.join('')}</row>`;
    });
  return workbookFile({
    sheets: [{ name: 'Contributions', xml: `<sheetData>${rows.join('')}</sheetData>` }],
    sharedStrings: [...shared.keys()],
    formats: ['yyyy-mm-dd'],
  });
}

export function measureWorkbook(folder: string, runs: number, importOnce: (sheet: string, workspace: string) => Measured) {
  const rows = 100_000;
  const csv = [...contributionsCsv({ rows, people: 20_000, seed: 7 })].join('');
  const [sheet, workbook] = [join(folder, 'same.csv'), join(folder, 'same.xlsx')];
  writeFileSync(sheet, csv);
  writeFileSync(workbook, workbookOf(csv));
  const workspace = join(folder, 'workbook.trellis');
  const fresh = (file: string) => {
    rmSync(workspace, { force: true });
    rmSync(`${workspace}-files`, { recursive: true, force: true });
    return importOnce(file, workspace);
  };
  const ratios: number[] = [];
  const seconds: number[] = [];
  let peakMb = 0;
  for (let run = 0; run < runs; run += 1) {
    const [one, other] = [fresh(sheet), fresh(workbook)];
    if (one.created !== other.created) throw new Error(`${other.created} rows came from the workbook, ${one.created} from the CSV`);
    ratios.push(other.seconds / one.seconds);
    seconds.push(other.seconds);
    peakMb = Math.max(peakMb, other.peakMb);
  }
  const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return {
    name: 'import of a workbook',
    rows,
    seconds: Number(median(seconds).toFixed(2)),
    ratioToCsv: Number(median(ratios).toFixed(2)),
    peakMbOfAllProcesses: peakMb,
  };
}

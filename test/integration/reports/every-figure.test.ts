// The ecosystem report of made programs against a naive computation, and every figure against the rows it names as evidence.
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { writeSmallProgram } from '../../support/small-program.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';
import { expectEvidence, expectNumbers } from './naive-expectations.ts';
import { smallProgram, somePeriod } from './small-program-arbitrary.ts';

let opened: TemporaryProgram | undefined;
afterEach(() => opened?.close());

test('every number of the report is what a naive count over all rows says, and opens exactly those rows', {
  timeout: 240_000,
}, async () => {
  let rowsOpened = 0;
  await fc.assert(
    fc.asyncProperty(smallProgram, fc.array(somePeriod, { minLength: 1, maxLength: 3 }), async (small, periods) => {
      const temporary = await openTemporaryProgram();
      opened = temporary;
      await writeSmallProgram(temporary.program.context.store, small);
      for (const period of periods) {
        const report = await temporary.client.reports.ecosystem(period);
        expectNumbers(small, report);
        rowsOpened += await expectEvidence(temporary.client, small, report);
      }
      expect(await temporary.client.workspace.check({})).toMatchObject({ ok: true });
      expect(temporary.incidents).toEqual([]);
      await temporary.close();
      opened = undefined;
    }),
    { numRuns: 30 },
  );
  expect(rowsOpened).toBeGreaterThan(200);
});

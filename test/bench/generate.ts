// A contributions sheet of any length: eleven columns, one row in twenty repeats an earlier key, people at five hundred companies.
// The same seed gives the same sheet.
import { seededRandom } from '../../electron/features/workspace/demo/random.rules.ts';
import { addDays, type Day } from '../../shared/values/day.ts';

const KINDS = ['code', 'bug_fix', 'documentation', 'translation', 'review', 'community_support', 'podcast'];
const COMPLEXITIES = ['trivial', 'low', 'medium', 'high', 'critical', ''];
const IMPACTS = ['local', 'module', 'project', 'ecosystem', ''];
const QUALITIES = ['poor', 'fair', 'good', 'excellent', ''];
const ROWS_PER_CHUNK = 1_000;

export function* contributionsCsv({ rows, people, seed }: { rows: number; people: number; seed: number }): Generator<string> {
  const random = seededRandom(seed);
  const days = Array.from({ length: 3 * 365 }, (_, index) => addDays('2023-01-01' as Day, index));
  yield 'id,name,email,login,kind,date,title,url,complexity,impact,quality\n';
  let chunk = '';
  for (let index = 0; index < rows; index += 1) {
    const id = index > 0 && random.below(20) === 0 ? random.below(index) : index;
    const person = random.below(people);
    chunk += `PR-${id},Person ${person},p${person}@org${person % 500}.example,user${person},${random.pick(KINDS)},${random.pick(days)},Improve part ${id} of the pipeline,https://git.example/pull/${id},${random.pick(COMPLEXITIES)},${random.pick(IMPACTS)},${random.pick(QUALITIES)}\n`;
    if ((index + 1) % ROWS_PER_CHUNK === 0) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}

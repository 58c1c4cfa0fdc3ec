// A contributions sheet of any length: eleven columns, one row in twenty repeats an earlier key, people at five hundred companies.
// A twelfth column names one of some repositories when it is asked for. The same seed gives the same sheet. Most of those companies are partners.
import { seededRandom } from '../../electron/features/workspace/demo/random.rules.ts';
import { addDays, type Day } from '../../shared/values/day.ts';

const KINDS = ['code', 'bug_fix', 'documentation', 'translation', 'review', 'community_support', 'podcast'];
const COMPLEXITIES = ['trivial', 'low', 'medium', 'high', 'critical', ''];
const IMPACTS = ['local', 'module', 'project', 'ecosystem', ''];
const QUALITIES = ['poor', 'fair', 'good', 'excellent', ''];
const ROWS_PER_CHUNK = 1_000;

const COMPANIES = 500;
const PARTNERS = 400;
const REGIONS = ['China', 'Europe', 'North America', 'Japan', ''];

/** Companies as partners: their mail domains decide whom entries count for. One in five has no region. */
export function partnersCsv(): string {
  const lines = Array.from({ length: PARTNERS }, (_, one) => `Company ${one},org${one}.example,${REGIONS[one % REGIONS.length]}\n`);
  return `name,domain,region\n${lines.join('')}`;
}

export function* contributionsCsv({
  rows,
  people,
  seed,
  repositories,
}: {
  rows: number;
  people: number;
  seed: number;
  repositories?: number;
}): Generator<string> {
  const random = seededRandom(seed);
  const days = Array.from({ length: 3 * 365 }, (_, index) => addDays('2023-01-01' as Day, index));
  yield 'id,name,email,login,kind,date,title,url,complexity,impact,quality';
  yield repositories ? ',repository\n' : '\n';
  let chunk = '';
  for (let index = 0; index < rows; index += 1) {
    const id = index > 0 && random.below(20) === 0 ? random.below(index) : index;
    const person = random.below(people);
    chunk += `PR-${id},Person ${person},p${person}@org${person % COMPANIES}.example,user${person},${random.pick(KINDS)},${random.pick(days)},Improve part ${id} of the pipeline,https://git.example/pull/${id},${random.pick(COMPLEXITIES)},${random.pick(IMPACTS)},${random.pick(QUALITIES)}`;
    // One in so many names no repository.
    chunk += repositories ? `,${id % (repositories + 1) === 0 ? '' : `project/part-${id % (repositories + 1)}`}\n` : '\n';
    if ((index + 1) % ROWS_PER_CHUNK === 0) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}

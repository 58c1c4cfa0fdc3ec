// Where SQL may stand. Read from the syntax tree: what a comment or a name says is no SQL.
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const SOURCES = globSync('{shared,electron,renderer}/**/*.{ts,tsx}', { cwd: ROOT }).map((path) => path.split(sep).join('/'));
const mayHoldSql = (path: string) => path.endsWith('.queries.ts') || path.startsWith('electron/store/');

/** Keywords in the order that only SQL has them in, as the program writes them: in capitals. */
const STATEMENTS = [
  String.raw`^\s*(?:SELECT|VALUES|EXPLAIN|ANALYZE|REINDEX|VACUUM|PRAGMA|ATTACH|DETACH|SAVEPOINT|RELEASE)(?=\s|$)`,
  String.raw`^\s*(?:BEGIN|COMMIT|ROLLBACK)(?: (?:IMMEDIATE|EXCLUSIVE|DEFERRED|TRANSACTION|TO .*))?;?\s*$`,
  String.raw`[(,]\s*SELECT\s`,
  String.raw`\bSELECT\s(?:.|\n)*\bFROM\s`,
  String.raw`\bINSERT\s+(?:OR\s+\w+\s+)?INTO\s`,
  String.raw`\bREPLACE\s+INTO\s`,
  String.raw`\bDELETE\s+FROM\s`,
  String.raw`^\s*UPDATE\s`,
  String.raw`\b(?:CREATE|DROP|ALTER)\s+(?:TEMP\s+|TEMPORARY\s+|UNIQUE\s+|VIRTUAL\s+)?(?:TABLE|INDEX|TRIGGER|VIEW)\s`,
  String.raw`\b(?:ORDER|GROUP)\s+BY\s`,
  String.raw`\b(?:LEFT|INNER|CROSS)?\s*JOIN\s+\S+(?:\s+\S+)?\s+(?:ON|USING)\b`,
  String.raw`^\s*(?:WHERE|HAVING|EXISTS|NOT EXISTS)[\s(]`,
  String.raw`\bNOT\s+EXISTS\s*\(`,
  String.raw`\bIS\s+(?:NOT\s+)?NULL\b`,
].map((one) => new RegExp(one));
/** Methods of the query builder that name a table. */
const BUILDERS = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'replaceInto', 'mergeInto']);

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

function eachNode(value: unknown, look: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) eachNode(one, look);
  else if (typeof value === 'object' && value !== null) {
    const node = value as Node;
    if (typeof node.type === 'string') look(node);
    for (const [key, child] of Object.entries(node)) if (key !== 'type') eachNode(child, look);
  }
}

function textOf(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  // What is put into a template stands for one word of it.
  if (node.type === 'TemplateLiteral')
    return (node.quasis as { value: { cooked: string | null } }[]).map(({ value }) => value.cooked ?? '').join('x');
  return undefined;
}

function builderOf(node: Node): string | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const { property } = node.callee as { property?: { name?: string } };
  return property?.name !== undefined && BUILDERS.has(property.name) ? `.${property.name}(` : undefined;
}

/** Line and beginning of everything that is SQL. */
function sqlIn(name: string, source: string): string[] {
  const { program, errors } = parseSync(name, source);
  if (errors.length > 0) throw new Error(`${name}: ${errors[0]?.message}`);
  const found: string[] = [];
  eachNode(program, (node) => {
    const text = textOf(node);
    const sql = text !== undefined && STATEMENTS.some((one) => one.test(text)) ? text : builderOf(node);
    if (sql === undefined) return;
    const line = source.slice(0, node.start).split('\n').length;
    found.push(`${name}:${line} ${sql.trim().replaceAll(/\s+/g, ' ').slice(0, 60)}`);
  });
  return found;
}

test.each([
  "stage.run('UPDATE drafts SET ticked = 0')",
  `connection.get(\`SELECT count(*) AS total FROM \${stage}.drafts\`)`,
  "const where = 'd.quantity IS NOT NULL'",
  `const joined = \`JOIN \${stage}.who w ON w.who = d.who\``,
  "stage.run('BEGIN')",
  "connection.script('PRAGMA synchronous = OFF')",
  'sql`DELETE FROM people`',
  "store.read.selectFrom('partners').select('id')",
  "connection.run('CREATE TEMP TABLE sums (id INTEGER)')",
])('is seen as SQL: %s', (source) => {
  expect(sqlIn('made.ts', source)).toHaveLength(1);
});

test.each([
  '// SELECT id FROM people',
  "const button = 'Select from the list';",
  "const code = 'ROLLBACK_REFUSED';",
  "say('Update all rows where nothing is said')",
  "type State = 'BEGIN_READING' | 'COMMITTED'",
])('is no SQL: %s', (source) => {
  expect(sqlIn('made.ts', source)).toEqual([]);
});

test('SQL stands in *.queries.ts and in the store only', () => {
  const read = (path: string) => sqlIn(path, readFileSync(join(ROOT, path), 'utf8'));
  expect(SOURCES.filter(mayHoldSql).flatMap(read).length).toBeGreaterThan(300);
  const wrong = SOURCES.filter((path) => !mayHoldSql(path)).flatMap(read);
  expect(wrong, 'move it into a *.queries.ts file of the feature').toEqual([]);
});

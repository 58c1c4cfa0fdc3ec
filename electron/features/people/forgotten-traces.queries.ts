// People who were forgotten, in what was written about them elsewhere: what links say of why they are the same as somebody, what the history
// calls its changes, and what was answered when one was undone. All of it holds addresses, logins and names as text.
import type { SqlConnection } from '../../store/connection.ts';

export interface Traceable {
  readonly email: string | null;
  readonly login: string | null;
  readonly account: string | null;
}

const NAMELESS = '…';

/** As a word of its own within a text that is read without regard to case. */
const says = (text: string, word: string) => `instr(' ' || lower(${text}) || ' ', ' ' || lower(k.value ->> '${word}') || ' ') > 0`;

const THEIRS = 'IN (SELECT value FROM json_each(?1))';

/**
 * Whether a link is about them. It stands at the ends of whole chains, so it may speak of somebody whom neither end is; a login is a word
 * like any other in what people write.
 */
const isAbout = (column: (name: string) => string) =>
  `(${column('from_num')} ${THEIRS} OR ${column('into_num')} ${THEIRS} OR EXISTS (SELECT 1 FROM json_each(?2) k
     WHERE ${says(column('evidence'), 'email')} OR ${says(column('evidence'), 'account')}
       OR ${column('rule')} = 'same_account' AND ${says(column('evidence'), 'login')}))`;

/** `known` is what the people's identities said before they were emptied. */
export async function forgetTraces(connection: SqlConnection, people: readonly number[], known: readonly Traceable[]): Promise<void> {
  const list = JSON.stringify(people);
  const both = [list, JSON.stringify(known)];
  await connection.run(`UPDATE person_merges AS m SET evidence = '' WHERE ${isAbout((name) => `m.${name}`)}`, both);
  for (const image of ['before', 'after'])
    await connection.run(
      `UPDATE journal AS j SET ${image} = json_replace(j.${image}, '$.evidence', '')
       WHERE j.table_name = 'person_merges' AND ${isAbout((name) => `(j.${image} ->> '${name}')`)}`,
      both,
    );
  // The name of whom an affiliation, or a link that is not to be proposed again, was about.
  const image = (column: string) => `(j.before ->> '${column}' ${THEIRS} OR j.after ->> '${column}' ${THEIRS})`;
  await connection.run(
    `UPDATE changes SET subject = '${NAMELESS}' WHERE what LIKE 'people.%' AND id IN (SELECT j.change_id FROM journal j
       WHERE j.table_name = 'affiliations' AND (${image('person_num')} OR ${image('home_num')})
         OR j.table_name = 'merge_dismissals' AND (${image('one_num')} OR ${image('other_num')}))`,
    [list],
  );
  await connection.run(
    `UPDATE answered_commands SET answer = json_replace(answer, '$.subject', '${NAMELESS}')
     WHERE procedure IN ('workspace.undo', 'workspace.redo') AND answer ->> 'changeId' IN (SELECT id FROM changes WHERE subject = '${NAMELESS}')`,
  );
}

// People as screens and terminal drive them: lists, one person, and what is put right about them.

import { levelOf, nextLevel } from '../../../shared/values/points-policy.ts';
import { textKey } from '../../../shared/values/text-key.ts';
import { KNOWN_BOTS } from '../../intake/people/bots.rules.ts';
import type { Writer } from '../../store/database.ts';
import { journaled, type RowRef } from '../../store/journal.ts';
import { resumming } from '../../store/ledger/rollups.ts';
import { linkedWith, mergePeople, relinking, unmergePeople } from '../../store/people/links.ts';
import { followNames } from '../../store/people/names.ts';
import { readPointsPolicy } from '../../store/points-policies.ts';
import { connectionOf } from '../../store/sqlite3-dialect.ts';
import { answer, asCommand, failed, instantNow, type ProgramContext, today } from '../procedure.ts';
import { recogniseNow } from '../recognition/recognise-now.ts';
import { listBotName, ownBotNames, unlistBotName } from './bots.queries.ts';
import { keepApart, linkRows, standingMerge } from './links.queries.ts';
import { listPeople } from './people.queries.ts';
import {
  affiliationRow,
  deleteAffiliation,
  erasePeople,
  type PersonRow,
  partnerExists,
  peopleNamed,
  personRow,
  putAffiliation,
  updatePerson,
} from './people-changes.queries.ts';
import { findPerson } from './person.queries.ts';
import { mergeSuggestions } from './suggestions.queries.ts';

const TOPICS = ['people', 'contributions', 'partners', 'recognition', 'activities'] as const;

async function existing(writer: Writer, personId: string): Promise<PersonRow> {
  const person = await personRow(writer, personId);
  if (!person) throw failed('NOT_FOUND', { what: 'person' });
  return person;
}

/** Changes rows about people as one step of the journal. */
async function changing(
  writer: Writer,
  context: ProgramContext,
  change: { what: string; subject: string; rows: readonly RowRef[] },
  work: () => Promise<void>,
): Promise<{ changeId: string }> {
  const note = { id: context.newId(), at: instantNow(context), what: change.what, subject: change.subject };
  await journaled(writer, note, change.rows, work);
  return { changeId: note.id };
}

function command<T>(context: ProgramContext, procedure: string, commandId: string, work: (writer: Writer) => Promise<T>): Promise<T> {
  return asCommand(context, { commandId, procedure, topics: TOPICS }, work);
}

const services = (context: ProgramContext) => ({ newId: context.newId, at: instantNow(context) });

/** A mark of a person is one of everybody merged with them: whichever of them is asked about, and whoever is taken apart again, it holds. */
function marking(
  context: ProgramContext,
  input: { commandId: string; personId: string },
  what: string,
  set: Parameters<typeof updatePerson>[2],
): Promise<{ changeId: string }> {
  return command(context, what, input.commandId, async (writer) => {
    const person = await existing(writer, input.personId);
    const connection = connectionOf(writer);
    const people = await linkedWith(connection, [person.num]);
    const rows = people.map((num): RowRef => ({ table: 'people', key: [String(num)] }));
    return changing(writer, context, { what, subject: person.name, rows }, () =>
      relinking(connection, people, services(context), async () => {
        for (const num of people) await updatePerson(writer, num, set);
      }),
    );
  });
}

export const peopleProcedures = {
  list: answer.people.list.handler(async ({ input, context }) => {
    const { policy } = await readPointsPolicy(context.store.read, today(context));
    const { items, total } = await listPeople(context.store.read, input.filter, input.sort, input, { policy, today: today(context) });
    return { total, items: items.map(({ totalPoints, ...person }) => ({ ...person, level: levelOf(policy, totalPoints) })) };
  }),

  get: answer.people.get.handler(async ({ input, context }) => {
    const { policy } = await readPointsPolicy(context.store.read, today(context));
    const found = await findPerson(context.store.read, input.personId, today(context), policy);
    if (!found) throw failed('NOT_FOUND', { what: 'person' });
    return { ...found, level: levelOf(policy, found.points), nextLevel: nextLevel(policy, found.points) };
  }),

  suggestions: answer.people.suggestions.handler(({ input, context }) => mergeSuggestions(context.store.read, input)),

  merge: answer.people.merge.handler(({ input, context }) =>
    command(context, 'people.merge', input.commandId, async (writer) => {
      const into = await existing(writer, input.intoId);
      const others = await Promise.all(input.fromIds.map((personId) => existing(writer, personId)));
      for (const other of others) {
        if (other.isBot !== into.isBot) throw failed('MERGE_REFUSED', { why: 'bot_and_person', name: other.name });
        if (other.erasedAt !== null || into.erasedAt !== null) throw failed('MERGE_REFUSED', { why: 'erased', name: other.name });
      }
      const connection = connectionOf(writer);
      const people = await linkedWith(
        connection,
        [into, ...others].map((one) => one.num),
      );
      const merges = others.map((other) => ({
        id: context.newId(),
        fromNum: other.num,
        intoNum: into.num,
        rule: input.rule,
        evidence: input.evidence,
        importId: null,
      }));
      const rows = [...(await linkRows(connection, people)), ...merges.map(({ id }) => ({ table: 'person_merges', key: [id] }) as const)];
      const subject = `${others.map((one) => one.name).join(', ')} → ${into.name}`;
      return changing(writer, context, { what: 'people.merge', subject, rows }, async () => {
        const { merged } = await mergePeople(connection, merges, services(context));
        if (merged.length === 0) throw failed('MERGE_REFUSED', { why: 'same_person', name: into.name });
        // Whoever reached a level or earned something by being put together gets it now.
        await recogniseNow(writer, context, people);
      });
    }),
  ),

  unmerge: answer.people.unmerge.handler(({ input, context }) =>
    command(context, 'people.unmerge', input.commandId, async (writer) => {
      const merge = await standingMerge(writer, input.mergeId);
      if (!merge) throw failed('NOT_FOUND', { what: 'merge' });
      const connection = connectionOf(writer);
      const people = await linkedWith(connection, [merge.fromNum]);
      const rows = [...(await linkRows(connection, people)), { table: 'person_merges', key: [merge.id] } as const];
      return changing(writer, context, { what: 'people.unmerge', subject: merge.name, rows }, async () => {
        await unmergePeople(connection, [merge.id], services(context));
      });
    }),
  ),

  dismiss: answer.people.dismiss.handler(({ input, context }) =>
    command(context, 'people.dismiss', input.commandId, async (writer) => {
      const [one, other] = [await existing(writer, input.oneId), await existing(writer, input.otherId)].sort((a, b) => a.num - b.num) as [
        PersonRow,
        PersonRow,
      ];
      const rows: RowRef[] = [{ table: 'merge_dismissals', key: [String(one.num), String(other.num)] }];
      return changing(writer, context, { what: 'people.dismiss', subject: `${one.name} ≠ ${other.name}`, rows }, async () => {
        await keepApart(writer, { oneNum: one.num, otherNum: other.num, at: instantNow(context) });
      });
    }),
  ),

  saveAffiliation: answer.people.saveAffiliation.handler(({ input, context }) =>
    command(context, 'people.saveAffiliation', input.commandId, async (writer) => {
      const person = await existing(writer, input.personId);
      const { affiliationId, fields } = input;
      if (fields.partnerId !== null && !(await partnerExists(writer, fields.partnerId))) throw failed('NOT_FOUND', { what: 'partner' });
      const known = affiliationId === null ? undefined : await affiliationRow(writer, affiliationId);
      if (affiliationId !== null && known?.personNum !== person.num) throw failed('NOT_FOUND', { what: 'affiliation' });
      // What a mail domain says is derived anew again and again; putting it right by hand is a stronger affiliation beside it.
      const existingId = known && known.source !== 'email_domain' ? known.id : undefined;
      const id = existingId ?? context.newId();
      const rows: RowRef[] = [{ table: 'affiliations', key: [id] }];
      return changing(writer, context, { what: 'people.saveAffiliation', subject: person.name, rows }, () =>
        resumming(connectionOf(writer), [person.num], () =>
          putAffiliation(writer, { id, personNum: person.num, existing: existingId !== undefined, fields }),
        ),
      );
    }),
  ),

  removeAffiliation: answer.people.removeAffiliation.handler(({ input, context }) =>
    command(context, 'people.removeAffiliation', input.commandId, async (writer) => {
      const known = await affiliationRow(writer, input.affiliationId);
      if (!known || known.source === 'email_domain') throw failed('NOT_FOUND', { what: 'affiliation' });
      const rows: RowRef[] = [{ table: 'affiliations', key: [known.id] }];
      return changing(writer, context, { what: 'people.removeAffiliation', subject: known.personName, rows }, () =>
        resumming(connectionOf(writer), [known.personNum], () => deleteAffiliation(writer, known.id)),
      );
    }),
  ),

  rename: answer.people.rename.handler(({ input, context }) =>
    command(context, 'people.rename', input.commandId, async (writer) => {
      const person = await existing(writer, input.personId);
      const rows: RowRef[] = [{ table: 'people', key: [String(person.num)] }];
      return changing(writer, context, { what: 'people.rename', subject: person.name, rows }, async () => {
        await updatePerson(writer, person.num, { name: input.name, nameKey: textKey(input.name), givenName: input.name });
        if (person.rootNum !== null) await followNames(connectionOf(writer), String(person.rootNum));
      });
    }),
  ),

  setBot: answer.people.setBot.handler(({ input, context }) => marking(context, input, 'people.setBot', { isBot: input.isBot ? 1 : 0 })),

  setOptOut: answer.people.setOptOut.handler(({ input, context }) =>
    marking(context, input, 'people.setOptOut', { askedOut: input.optedOut ? 1 : 0 }),
  ),

  erase: answer.people.erase.handler(({ input, context }) =>
    command(context, 'people.erase', input.commandId, async (writer) => {
      const person = await existing(writer, input.personId);
      const connection = connectionOf(writer);
      await erasePeople(connection, await linkedWith(connection, [person.num]), instantNow(context));
      const { name } = await existing(writer, input.personId);
      return { name };
    }),
  ),

  botNames: answer.people.botNames.handler(async ({ context }) => ({
    shipped: [...KNOWN_BOTS].sort(),
    own: await ownBotNames(context.store.read),
  })),

  setBotName: answer.people.setBotName.handler(({ input, context }) =>
    command(context, 'people.setBotName', input.commandId, async (writer) => {
      const connection = connectionOf(writer);
      const nameKey = textKey(input.name).replace(/^@/, '');
      const people = await linkedWith(connection, await peopleNamed(connection, nameKey));
      const rows: RowRef[] = [
        { table: 'bot_names', key: [nameKey] },
        ...people.map((num) => ({ table: 'people', key: [String(num)] }) as const),
      ];
      await changing(writer, context, { what: 'people.setBotName', subject: input.name, rows }, () =>
        relinking(connection, people, services(context), async () => {
          if (input.listed) await listBotName(writer, { nameKey, name: input.name, addedAt: instantNow(context) });
          else await unlistBotName(writer, nameKey);
          for (const num of people) await updatePerson(writer, num, { isBot: input.listed ? 1 : 0 });
        }),
      );
      return { people: people.length };
    }),
  ),
};

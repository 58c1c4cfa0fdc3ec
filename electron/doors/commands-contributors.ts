// contributors leaderboard, contributors show.
import type { Command } from 'commander';
import type { PersonDetail } from '../../shared/contract/people.ts';
import { addDays, type Day } from '../../shared/values/day.ts';
import { partnerCalled } from './partner-called.ts';
import { Mistake, WrongUse } from './terminal-failures.ts';
import { dayOption, refuseBackwards, refuseUnknownKind, wholeNumber } from './terminal-options.ts';
import type { ProgramClient, Terminal } from './terminal-session.ts';
import { wordIn } from './vocabulary-words.ts';

interface BoardOptions {
  workspace?: string;
  json?: boolean;
  from?: string;
  to?: string;
  kind?: string;
  repository?: string;
  partner?: string;
  limit?: number;
}

const USUAL_LIMIT = 50;
const MOST_NAMED = 5;
const LONGEST_NAME = 200;

export function contributorCommands(root: Command, terminal: Terminal): void {
  const t = terminal.text;
  const contributors = root.command('contributors').description(t('commands.contributors'));
  contributors
    .command('leaderboard')
    .description(t('commands.leaderboard'))
    .option('--from <day>', t('options.from'), dayOption(terminal))
    .option('--to <day>', t('options.to'), dayOption(terminal))
    .option('--kind <kind>', t('options.kind'))
    .option('--repository <name>', t('options.repository'))
    .option('--partner <name>', t('options.partner'))
    .option('--limit <count>', t('options.limit', { usual: USUAL_LIMIT }), wholeNumber(terminal, '--limit', 1, 10_000))
    .action(async (options: BoardOptions) => {
      refuseBackwards(terminal, options.from, options.to);
      const { client } = await terminal.open({ ...options, create: false });
      if (options.kind !== undefined) await refuseUnknownKind(terminal, client, options.kind);
      if (options.repository !== undefined) await refuseUnknownRepository(terminal, client, options.repository);
      const partnerId = options.partner === undefined ? undefined : await partnerCalled(terminal, client, options.partner);
      const board = await client.contributions.leaderboard({
        from: options.from,
        to: options.to,
        kinds: options.kind === undefined ? undefined : [options.kind],
        partnerId,
        repository: options.repository,
        limit: options.limit ?? USUAL_LIMIT,
      });
      terminal.answer(options.json, board, () =>
        board.items.map((one) => [one.rank, one.name, one.partner?.name ?? '–', one.points, one.entries].join('\t')).join('\n'),
      );
    });
  contributors
    .command('show <person>')
    .description(t('commands.contributorsShow'))
    .action(async (name: string, options: { workspace?: string; json?: boolean }) => {
      const { program, client } = await terminal.open({ ...options, create: false });
      const { items, total } = await client.people.list({
        filter: { search: name },
        sort: { by: 'points', direction: 'descending' },
        offset: 0,
        limit: 10,
      });
      const wanted = name.toLowerCase();
      const exact = items.filter((one) => [one.name, one.login, one.email].some((text) => text?.toLowerCase() === wanted));
      const found = exact.length > 0 ? exact : items;
      if (found.length > 1)
        throw new Mistake(
          t('ambiguous', { name, names: found.map((one) => one.email ?? one.login ?? one.name).join(', ') + (total > 10 ? ', …' : '') }),
        );
      if (!found[0]) throw new Mistake(t('nobody', { name }));
      // An import by command does not wait for levels and rewards; whoever asks for them does.
      await program.catchUp();
      const person = await client.people.get({ personId: found[0].id });
      terminal.answer(options.json, person, () => describe(person, terminal).join('\n'));
    });
}

async function refuseUnknownRepository({ text }: Terminal, client: ProgramClient, name: string): Promise<void> {
  const { items } = await client.contributions.repositories({});
  if (items.includes(name)) return;
  // Of very many repositories the list tells only some.
  if (name !== '' && name.length <= LONGEST_NAME && (await client.contributions.list({ filter: { repository: name }, limit: 1 })).total > 0)
    return;
  if (items.length === 0) throw new WrongUse(text('noRepositories', { name }));
  const names = items.slice(0, MOST_NAMED).join(', ') + (items.length > MOST_NAMED ? ', …' : '');
  throw new WrongUse(text('unknownRepository', { name, names }));
}

/** A person in lines: the sums first, then identities, where they worked, and what they reached. */
function describe(person: PersonDetail, terminal: Terminal): string[] {
  const t = terminal.text;
  const word = (list: string, one: string) => wordIn(terminal, list, one);
  const lastDay = (until: string | null) => (until === null ? '…' : addDays(until as Day, -1));
  return [
    [person.name, word('level', person.level), person.points, person.entries].join('\t'),
    ...person.identities.map((one) => [t('identity'), one.name ?? '–', one.login ?? '–', one.email ?? '–'].join('\t')),
    ...person.affiliations.map((one) =>
      [
        t('affiliation'),
        one.partner?.name ?? word('bucket', 'independent'),
        one.from ?? '…',
        lastDay(one.until),
        word('affiliation', one.source),
      ].join('\t'),
    ),
    ...person.milestones.map((one) => [t('milestone'), word('level', one.level), one.reachedOn ?? '–'].join('\t')),
    ...person.rewards.map((one) =>
      [t('reward'), word('reward', one.reward), word('rewardState', one.state), one.earnedOn ?? '–'].join('\t'),
    ),
  ];
}

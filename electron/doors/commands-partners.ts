// partners list, partners show.
import { type Command, InvalidArgumentError } from 'commander';
import { isDay } from '../../shared/values/day.ts';
import { PARTNER_TIERS, PARTNER_TYPES, type PartnerTier, type PartnerType } from '../../shared/vocabulary.ts';
import { Mistake, type Terminal, WrongUse } from './terminal-session.ts';

interface ListOptions {
  workspace?: string;
  json?: boolean;
  search?: string;
  type?: string;
  tier?: string;
  asOf?: string;
}

/** For an option that takes one of a closed list of words. */
export function oneOf<Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => {
    if (!(words as readonly string[]).includes(text)) throw new InvalidArgumentError(words.join(', '));
    return text as Word;
  };
}

/** For an option that takes a day. */
export function dayOption(terminal: Terminal): (text: string) => string {
  return (text) => {
    if (!isDay(text)) throw new InvalidArgumentError(terminal.text('badDay', { value: text }));
    return text;
  };
}

/** A period must not end before it begins. */
export function refuseBackwards(terminal: Terminal, from: string | undefined, to: string | undefined): void {
  if (from !== undefined && to !== undefined && from > to) throw new WrongUse(terminal.text('backwards', { from, to }));
}

const PAGE = 500;

export function partnerCommands(root: Command, terminal: Terminal): void {
  const t = terminal.text;
  const partners = root.command('partners').description(t('commands.partners'));
  partners
    .command('list')
    .description(t('commands.partnersList'))
    .option('--search <text>', t('options.search'))
    .option('--type <type>', t('options.type'), oneOf(PARTNER_TYPES))
    .option('--tier <tier>', t('options.tier'), oneOf(PARTNER_TIERS))
    .option('--as-of <day>', t('options.asOf'), dayOption(terminal))
    .action(async (options: ListOptions) => {
      const { client } = await terminal.open({ ...options, create: false });
      const filter = {
        search: options.search,
        types: options.type ? [options.type as PartnerType] : undefined,
        tiers: options.tier ? [options.tier as PartnerTier] : undefined,
        asOf: options.asOf,
      };
      const ask = (offset: number) => client.partners.list({ filter, sort: { by: 'name', direction: 'ascending' }, offset, limit: PAGE });
      const list = await ask(0);
      for (let offset = PAGE; offset < list.total; offset += PAGE) list.items.push(...(await ask(offset)).items);
      terminal.answer(options.json, list, () =>
        list.items.map((one) => [one.name, one.tier, one.type ?? '–', one.status, one.points].join('\t')).join('\n'),
      );
    });
  partners
    .command('show <name>')
    .description(t('commands.partnersShow'))
    .action(async (name: string, options: { workspace?: string; json?: boolean }) => {
      const { client } = await terminal.open({ ...options, create: false });
      const { items } = await client.partners.list({
        filter: { search: name },
        sort: { by: 'relevance', direction: 'ascending' },
        offset: 0,
        limit: 10,
      });
      const exact = items.filter((one) => one.name.toLowerCase() === name.toLowerCase());
      const found = exact.length > 0 ? exact : items;
      if (found.length > 1) throw new Mistake(t('ambiguous', { name, names: found.map((one) => one.name).join(', ') }));
      if (!found[0]) throw new Mistake(t('nobody', { name }));
      const partner = await client.partners.get({ partnerId: found[0].id });
      terminal.answer(options.json, partner, () =>
        [partner.name, partner.tier, partner.type ?? '–', partner.status, partner.figures.points].join('\t'),
      );
    });
}

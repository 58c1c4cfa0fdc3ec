// partners list, partners show.
import type { Command } from 'commander';
import { PARTNER_TIERS, PARTNER_TYPES, type PartnerTier, type PartnerType } from '../../shared/vocabulary.ts';
import { partnerCalled } from './partner-called.ts';
import { dayOption, oneOf } from './terminal-options.ts';
import type { Terminal } from './terminal-session.ts';
import { wordIn } from './vocabulary-words.ts';

interface ListOptions {
  workspace?: string;
  json?: boolean;
  search?: string;
  type?: string;
  tier?: string;
  asOf?: string;
}

const PAGE = 500;

export function partnerCommands(root: Command, terminal: Terminal): void {
  const t = terminal.text;
  const wordsOf = ({ tier, type, status }: { tier: string; type: string | null; status: string }) => [
    wordIn(terminal, 'tier', tier),
    wordIn(terminal, 'type', type),
    wordIn(terminal, 'status', status),
  ];
  const partners = root.command('partners').description(t('commands.partners'));
  partners
    .command('list')
    .description(t('commands.partnersList'))
    .option('--search <text>', t('options.search'))
    .option('--type <type>', t('options.type'), oneOf(terminal, '--type', PARTNER_TYPES))
    .option('--tier <tier>', t('options.tier'), oneOf(terminal, '--tier', PARTNER_TIERS))
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
      terminal.answer(options.json, list, () => list.items.map((one) => [one.name, ...wordsOf(one), one.points].join('\t')).join('\n'));
    });
  partners
    .command('show <name>')
    .description(t('commands.partnersShow'))
    .action(async (name: string, options: { workspace?: string; json?: boolean }) => {
      const { client } = await terminal.open({ ...options, create: false });
      const partner = await client.partners.get({ partnerId: await partnerCalled(terminal, client, name) });
      terminal.answer(options.json, partner, () => [partner.name, ...wordsOf(partner), partner.figures.points].join('\t'));
    });
}

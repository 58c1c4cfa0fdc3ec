// Partners as screens and terminal drive them.
import type { PartnerFields } from '../../../shared/contract/partners.ts';
import type { Reader, Writer } from '../../store/database.ts';
import { journaled } from '../../store/journal.ts';
import { rederiveDomainAffiliations } from '../../store/people/domain-affiliations.ts';
import { followRemovedPartners } from '../../store/people/removed-partners.ts';
import { connectionOf } from '../../store/sqlite3-dialect.ts';
import { answer, asCommand, failed, instantNow, type ProgramContext, today } from '../procedure.ts';
import { listPartners } from './partner-list.queries.ts';
import { brokenRule } from './partner-validation.rules.ts';
import {
  domainsOf,
  findDomainOwner,
  findNameOwner,
  findPartner,
  insertPartner,
  partnerRows,
  partnerValues,
  removePartner,
  updatePartner,
} from './partners.queries.ts';

async function refuseBadFields(reader: Reader, fields: PartnerFields, partnerId: string | null): Promise<void> {
  const broken = brokenRule(fields);
  if (broken) throw failed('RULE_BROKEN', broken);
  const owner = await findNameOwner(reader, fields.name, partnerId);
  if (owner) throw failed('NAME_TAKEN', { name: owner.name, otherId: owner.id });
  const domain = await findDomainOwner(reader, fields.emailDomains, partnerId);
  if (domain) throw failed('DOMAIN_TAKEN', domain);
}

/** People at a mail domain belong to whoever has the domain now. */
async function followDomains(writer: Writer, context: ProgramContext, before: readonly string[], after: readonly string[]): Promise<void> {
  const moved = [...before.filter((domain) => !after.includes(domain)), ...after.filter((domain) => !before.includes(domain))];
  await rederiveDomainAffiliations(connectionOf(writer), moved, context.newId);
}

const TOPICS = ['partners', 'people', 'contributions'] as const;

export const partnersProcedures = {
  list: answer.partners.list.handler(({ input, context }) =>
    listPartners(context.store.read, input.filter, input.sort, input, today(context)),
  ),

  get: answer.partners.get.handler(async ({ input, context }) => {
    const partner = await findPartner(context.store.read, input.partnerId, today(context));
    if (!partner) throw failed('NOT_FOUND', { what: 'partner' });
    return partner;
  }),

  values: answer.partners.values.handler(({ context }) => partnerValues(context.store.read)),

  register: answer.partners.register.handler(({ input, context }) =>
    asCommand(context, { commandId: input.commandId, procedure: 'partners.register', topics: TOPICS }, async (writer) => {
      const { fields } = input;
      await refuseBadFields(writer, fields, null);
      const [partnerId, tierId, changeId] = [context.newId(), context.newId(), context.newId()];
      const rows = [...partnerRows(partnerId, fields.emailDomains), { table: 'partner_tiers', key: [tierId] } as const];
      const note = { id: changeId, at: instantNow(context), what: 'partners.register', subject: fields.name };
      await journaled(writer, note, rows, () => insertPartner(writer, { id: partnerId, tierId, createdAt: note.at, fields }));
      await followDomains(writer, context, [], fields.emailDomains);
      return { partnerId, changeId };
    }),
  ),

  edit: answer.partners.edit.handler(({ input, context }) =>
    asCommand(context, { commandId: input.commandId, procedure: 'partners.edit', topics: TOPICS }, async (writer) => {
      const { partnerId, fields } = input;
      const existing = await findPartner(writer, partnerId, today(context));
      if (!existing) throw failed('NOT_FOUND', { what: 'partner' });
      if (existing.revision !== input.revision) throw failed('STALE_REVISION', { revision: existing.revision });
      await refuseBadFields(writer, fields, partnerId);
      const changeId = context.newId();
      const note = { id: changeId, at: instantNow(context), what: 'partners.edit', subject: fields.name };
      await journaled(writer, note, partnerRows(partnerId, [...existing.emailDomains, ...fields.emailDomains]), () =>
        updatePartner(writer, partnerId, fields),
      );
      await followDomains(writer, context, existing.emailDomains, fields.emailDomains);
      return { revision: existing.revision + 1, changeId };
    }),
  ),

  remove: answer.partners.remove.handler(({ input, context }) =>
    asCommand(context, { commandId: input.commandId, procedure: 'partners.remove', topics: TOPICS }, async (writer) => {
      const { partnerId } = input;
      const existing = await findPartner(writer, partnerId, today(context));
      if (!existing) throw failed('NOT_FOUND', { what: 'partner' });
      const domains = await domainsOf(writer, partnerId);
      const changeId = context.newId();
      const note = { id: changeId, at: instantNow(context), what: 'partners.remove', subject: existing.name };
      await journaled(writer, note, partnerRows(partnerId, domains), () => removePartner(writer, partnerId, note.at));
      await followRemovedPartners(connectionOf(writer));
      await followDomains(writer, context, domains, []);
      return { changeId };
    }),
  ),
};

// Affiliations that follow from a mail domain: a person whose address ends in a partner's domain works there, until somebody
// says otherwise. The longest matching domain wins; eng.acme.com belongs to acme.com.
import { AFFILIATION_SOURCES } from '../../../shared/vocabulary.ts';
import type { SqlConnection } from '../connection.ts';
import { reattributing } from '../ledger/rollups.ts';

const RANK = AFFILIATION_SOURCES.indexOf('email_domain');

/** Affiliates the people of some identities. `which` is SQL over `identities i`. Bots have no employer. */
export async function affiliateByDomain(connection: SqlConnection, which: string, newId: () => string): Promise<void> {
  const partners = new Map(
    (
      await connection.all<{ domain: string; partner_id: string }>(
        `SELECT d.domain, d.partner_id FROM partner_domains d JOIN partners p ON p.id = d.partner_id WHERE p.deleted_at IS NULL`,
      )
    ).map((row) => [row.domain, row.partner_id]),
  );
  if (partners.size === 0) return;
  const domains = await connection.all<{ domain: string }>(
    `SELECT DISTINCT i.email_domain AS domain FROM identities i WHERE ${which} AND i.email_domain IS NOT NULL`,
  );
  const matches = domains.flatMap(({ domain }) => {
    const owner = ownerOf(domain, partners);
    return owner ? [[domain, owner.partnerId, owner.domain]] : [];
  });
  if (matches.length === 0) return;
  const people = await connection.all<{ person: number; partner: string; domain: string }>(
    `SELECT DISTINCT i.person_num AS person, m.value ->> 1 AS partner, m.value ->> 2 AS domain
     FROM jsonb_each(jsonb(?)) m JOIN identities i ON i.email_domain = m.value ->> 0 JOIN people p ON p.num = i.person_num
     WHERE ${which} AND p.is_bot = 0
       AND NOT EXISTS (SELECT 1 FROM affiliations a WHERE a.person_num = i.person_num AND a.partner_id = m.value ->> 1 AND a.source = 'email_domain')`,
    [JSON.stringify(matches)],
  );
  await connection.run(
    `INSERT INTO affiliations (id, person_num, partner_id, source, source_rank, evidence)
     SELECT value ->> 0, value ->> 1, value ->> 2, 'email_domain', ${RANK}, value ->> 3 FROM jsonb_each(jsonb(?))`,
    [JSON.stringify(people.map((one) => [newId(), one.person, one.partner, one.domain]))],
  );
}

function ownerOf(domain: string, partners: ReadonlyMap<string, string>): { partnerId: string; domain: string } | undefined {
  const found = withParents(domain).find((one) => partners.has(one));
  return found === undefined ? undefined : { partnerId: partners.get(found) ?? '', domain: found };
}

/** eng.acme.com, acme.com: longest first, without the bare top level. */
function withParents(domain: string): string[] {
  const parts = domain.split('.');
  return parts.slice(0, -1).map((_, index) => parts.slice(index).join('.'));
}

/** Every mail domain that somebody has an address at, and what it is part of. */
export async function domainsWithPeople(connection: SqlConnection): Promise<string[]> {
  const used = await usedDomains(connection);
  return [...new Set(used.flatMap(withParents))];
}

async function usedDomains(connection: SqlConnection): Promise<string[]> {
  const used = await connection.all<{ domain: string }>(
    'SELECT DISTINCT email_domain AS domain FROM identities WHERE email_domain IS NOT NULL',
  );
  return used.map(({ domain }) => domain);
}

/** Derives anew the affiliations of everyone at some domains, after a partner gained or lost them, and the sums that follow. */
export async function rederiveDomainAffiliations(
  connection: SqlConnection,
  domains: readonly string[],
  newId: () => string,
): Promise<void> {
  if (domains.length === 0) return;
  const moved = new Set(domains);
  const used = await usedDomains(connection);
  const list = JSON.stringify(used.filter((domain) => withParents(domain).some((one) => moved.has(one))));
  if (list === '[]') return;
  await connection.run(`CREATE TEMP TABLE IF NOT EXISTS concerned (person_num INTEGER PRIMARY KEY)`);
  await connection.run(`DELETE FROM temp.concerned`);
  await connection.run(
    'INSERT OR IGNORE INTO temp.concerned SELECT i.person_num FROM json_each(?) d JOIN identities i ON i.email_domain = d.value',
    [list],
  );
  await reattributing(connection, 'SELECT person_num FROM temp.concerned', async () => {
    await connection.run(
      `DELETE FROM affiliations WHERE source = 'email_domain' AND person_num IN (SELECT person_num FROM temp.concerned)`,
    );
    await affiliateByDomain(connection, `i.person_num IN (SELECT person_num FROM temp.concerned)`, newId);
  });
  await connection.run(`DELETE FROM temp.concerned`);
}

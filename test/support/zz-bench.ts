import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { openProgram } from '../../electron/compose.ts';

const folder = await mkdtemp(join(tmpdir(), 'trellis-bench-'));
const program = await openProgram({
  workspacePath: join(folder, 'b.trellis'),
  create: true,
  automaticBackups: false,
  onIncident: (i) => console.log(i.error),
});
const client = createRouterClient(program.router, { context: program.context });
const hans = '云科技北京上海深圳杭州数据智能网络信息系统集成华为阿里腾讯百度小米京东滴滴美团字节跳动'.split('');
const pick = (n: number, k: number) => Array.from({ length: k }, (_, i) => hans[(n * 7 + i * 13 + (n >> i)) % hans.length]).join('');
await program.context.store.writeBulk(null, async (c) => {
  const P = Array.from({ length: 10_000 }, (_, i) => [
    `p${i}`,
    i % 2 ? `${pick(i, 4)}${i}` : `Partner ${(i * 7919) % 10_000} Cloud`,
    ['cloud_provider', 'user_group', 'consulting_firm'][i % 3],
    ['active', 'paused'][i % 2],
    `Owner ${i % 50}`,
    `2024-0${1 + (i % 9)}-10`,
    `some notes about ${pick(i * 3, 20)} and more text here to have some length `.repeat(4),
  ]);
  await c.run(
    `INSERT INTO partners (id,name,name_key,type,status,owner,joined_on,notes,created_at) SELECT value->>0,value->>1,lower(value->>1),value->>2,value->>3,value->>4,value->>5,value->>6,'2026-01-01T00:00:00.000Z' FROM json_each(jsonb(?))`,
    [JSON.stringify(P)],
  );
  await c.run(
    `INSERT INTO partner_tiers (id,partner_id,tier) SELECT 't'||id,id,CASE (rowid % 5) WHEN 0 THEN 'gold' WHEN 1 THEN 'silver' ELSE 'community' END FROM partners`,
  );
  await c.run(`INSERT INTO partner_domains (domain,partner_id) SELECT id||'.example',id FROM partners WHERE rowid % 2 = 0`);
  await c.run(
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i+1 FROM n WHERE i<199999) INSERT INTO activities (id,kind,day,title,notes,created_at,follow_up_on) SELECT 'a'||i,'meeting',date('2023-01-01','+'||(i%1100)||' days'),'Meeting number '||i,'notes 会议 '||i,'2026-01-01T00:00:00.000Z',CASE WHEN i%20=0 THEN date('2023-01-01','+'||(i%1100)||' days') END FROM n`,
  );
  await c.run(`INSERT INTO activity_partners SELECT 'a'||(rowid-1),'p'||((rowid*7919)%10000) FROM activities`);
  await c.run(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<20000) INSERT INTO people (num,id,name,name_key,created_at) SELECT i,'h'||i,'Person '||i,'person '||i,'2026-01-01T00:00:00.000Z' FROM n`,
  );
  await c.run(
    `INSERT INTO identities (num,id,source,identity_key,email,email_domain,login,name,person_num) SELECT num,'i'||num,'t','k'||num,'u'||num||'@p'||(num%3000)||'.example','p'||(num%3000)||'.example','u'||num,name,num FROM people`,
  );
  await c.run(
    `INSERT INTO affiliations (id,person_num,partner_id,source,source_rank) SELECT 'f'||num,num,'p'||(num%3000),'email_domain',2 FROM people WHERE num % 3 > 0`,
  );
  await c.run(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<300000) INSERT INTO ledger_entries (seq,external_key,revision,state,identity_num,kind,day,title,link,points,policy_version) SELECT i,'e'||i,1,'accepted',1+(i*7919)%20000,'code',date('2023-01-01','+'||(i%1100)||' days'),'Title '||i,'https://x/'||i,100,1 FROM n`,
  );
});
const { addToRollups } = await import('../../electron/store/rollups.ts');
await program.context.store.writeBulk(null, (c) => addToRollups(c, 1, 300_000));
async function time(name: string, work: () => Promise<{ total?: number } | unknown>) {
  const times: number[] = [];
  let r: unknown;
  for (let i = 0; i < 7; i += 1) {
    const s = performance.now();
    r = await work();
    times.push(performance.now() - s);
  }
  times.sort((a, b) => a - b);
  console.log(name.padEnd(50), `${times[3]?.toFixed(0)} ms (max ${times[6]?.toFixed(0)})`, (r as { total?: number }).total ?? '');
}
for (const by of ['name', 'relevance', 'tier', 'type', 'status', 'joinedOn', 'lastActivityOn', 'people', 'points'] as const)
  await time(`partners by ${by}`, () => client.partners.list({ sort: { by, direction: 'descending' } }));
await time('partners search relevance 北京', () =>
  client.partners.list({ filter: { search: '北京' }, sort: { by: 'relevance', direction: 'descending' } }),
);
await time('partners search name cloud', () => client.partners.list({ filter: { search: 'cloud' } }));
await time('partners search nothing', () =>
  client.partners.list({ filter: { search: 'qqq' }, sort: { by: 'relevance', direction: 'descending' } }),
);
await time('partners gold', () => client.partners.list({ filter: { tiers: ['gold'] } }));
await time('partners quiet', () => client.partners.list({ filter: { quietForDays: 90 } }));
await time('partners asOf by tier', () =>
  client.partners.list({ filter: { asOf: '2024-05-01' as never }, sort: { by: 'tier', direction: 'descending' } }),
);
await time('partners page 90', () => client.partners.list({ offset: 9000 }));
await time('partner get', () => client.partners.get({ partnerId: 'p5' }));
await time('activities', () => client.activities.list({}));
await time('activities page deep', () => client.activities.list({ offset: 100_000 }));
await time('activities partner', () => client.activities.list({ filter: { partnerIds: ['p7'] } }));
await time('activities kind', () => client.activities.list({ filter: { kinds: ['meeting'] } }));
await time('activities search', () => client.activities.list({ filter: { search: '会议 1999' } }));
await time('activities search rare', () => client.activities.list({ filter: { search: 'qqq' } }));
await time('activities due', () => client.activities.list({ filter: { followUpDueBy: '2025-01-01' as never } }));
await time('activities period', () => client.activities.list({ filter: { from: '2024-01-01' as never, to: '2024-12-31' as never } }));
for (const by of ['name', 'points', 'entries', 'firstDay', 'lastDay'] as const)
  await time(`people by ${by}`, () => client.people.list({ sort: { by, direction: 'descending' } }));
await time('people search', () => client.people.list({ filter: { search: '199' } }));
await time('people partner', () => client.people.list({ filter: { partnerIds: ['p7'] } }));
await time('people unknown', () => client.people.list({ filter: { partnerIds: ['unknown'] } }));
for (const as of ['active', 'new', 'returning'] as const)
  await time(`people ${as}`, () => client.people.list({ filter: { contributed: { from: '2024-02-10', to: '2024-05-20', as } as never } }));
await time('people level', () => client.people.list({ filter: { levels: ['silver'] } }));
await time('person get', () => client.people.get({ personId: 'h7' }));
await time('workspace get', () => client.workspace.get({}));
await time('history', () => client.workspace.history({}));
{
  const s = performance.now();
  const { randomUUID } = await import('node:crypto');
  const fields = {
    name: 'Zed',
    type: null,
    status: 'active' as const,
    owner: null,
    region: null,
    joinedOn: null,
    website: null,
    areas: [],
    emailDomains: ['p1.example'].map(() => 'zed.example'),
    contacts: [],
    notes: '',
  };
  await client.partners.register({ commandId: randomUUID(), fields });
  console.log('register with domain', (performance.now() - s).toFixed(0));
}
await program.close();

// A program that works until it is killed: registers partners and imports sheets, and says on stdout what was acknowledged.
import { randomUUID } from 'node:crypto';
import { importText } from '../support/importing.ts';
import { openTemporaryProgramAt } from '../support/temporary-program.ts';

const [path = '', startText = '0'] = process.argv.slice(2);
const program = await openTemporaryProgramAt(path);
const say = (line: string) => process.stdout.write(`${line}\n`);
say('open');
for (let round = Number(startText); ; round += 1) {
  const fields = {
    name: `Partner ${round}`,
    type: null,
    status: 'active' as const,
    owner: null,
    region: null,
    joinedOn: null,
    website: null,
    areas: [],
    emailDomains: [`p${round}.example`],
    contacts: [],
    notes: '',
  };
  await program.client.partners.register({ commandId: randomUUID(), fields });
  say(`partner ${round}`);
  const rows = Array.from(
    { length: 50 },
    (_, index) => `R${round}-${index},u${index}@p${round}.example,code,2026-01-${String((index % 28) + 1).padStart(2, '0')}`,
  );
  await importText(program, 'contributions', `id,email,kind,date\n${rows.join('\n')}\n`);
  say(`import ${round}`);
}

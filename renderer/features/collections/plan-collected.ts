// What was gathered has columns of Trellis' own, so nobody maps them: it becomes a change-set straight away.
import { client, commandId } from '../../app/client.ts';

export async function planCollected(stagedFileId: string): Promise<string> {
  const { reading, suggested } = await client().imports.inspect({ stagedFileId, kind: 'contributions' });
  const plan = { commandId: commandId(), stagedFileId, kind: 'contributions' as const, reading, mapping: suggested };
  return (await client().imports.plan(plan)).importId;
}

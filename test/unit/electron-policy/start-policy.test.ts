// What a packaged program refuses to start with: dangerous switches, a poisoned environment, fuses that are not as they should be.
import { createReadStream } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findElectronBinary } from '../../../electron/doors/electron-binary.ts';
import { FUSES, fuseFaults, fuseWireOf } from '../../../electron/doors/electron-policy/fuse-policy.ts';
import { launchFault } from '../../../electron/doors/electron-policy/launch-policy.ts';

describe('the launch', () => {
  const none = () => false;

  test('without anything special is fine', () => {
    expect(launchFault(none, { PATH: '/bin', NODE_OPTIONS: '' })).toBeUndefined();
  });

  test.each([
    'remote-debugging-port',
    'remote-debugging-pipe',
    'inspect',
    'inspect-brk',
    'js-flags',
    'no-sandbox',
    'disable-web-security',
    'load-extension',
    'host-rules',
    'proxy-server',
    'user-data-dir',
  ])('with --%s is refused', (name) => {
    expect(launchFault((asked) => asked === name, {})).toBe(name);
  });

  test.each(['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS'])('with %s set is refused', (name) => {
    expect(launchFault(none, { [name]: '1' })).toBe(name);
  });
});

/** A binary that holds the wire somewhere in the middle, handed over in chunks of the size. */
async function* binaryWith(wire: string, chunkBytes: number): AsyncGenerator<Buffer> {
  const fuses = Buffer.concat([
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001', 'latin1'),
    Buffer.from([wire.length]),
    Buffer.from(wire),
  ]);
  const bytes = Buffer.concat([Buffer.alloc(1000, 0x64), fuses, Buffer.alloc(1000)]);
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

describe('the fuses', () => {
  const right = FUSES.map(([, wanted]) => (wanted === 'on' ? '1' : '0')).join('');

  test('are nine, and as they should be they have no fault', () => {
    expect(FUSES).toHaveLength(9);
    expect(right).toBe('010011001');
    expect(fuseFaults(right)).toEqual([]);
  });

  test('each of them is missed when it is the other way round', () => {
    for (const [index, [name]] of FUSES.entries()) {
      const flipped = `${right.slice(0, index)}${right[index] === '1' ? '0' : '1'}${right.slice(index + 1)}`;
      expect(fuseFaults(flipped)).toEqual([name]);
    }
  });

  test('as the factory sets them, removed, too few or too many are faults', () => {
    expect(fuseFaults('101100011')).toHaveLength(7);
    expect(fuseFaults('r'.repeat(9))).toHaveLength(9);
    expect(fuseFaults('')).toHaveLength(9);
    expect(fuseFaults(`${right}0`)).toEqual(['fuse 10']);
  });

  test.each([1, 7, 33, 500, 10_000])('are found in a binary read in chunks of %i bytes', async (chunkBytes) => {
    expect(await fuseWireOf(binaryWith(right, chunkBytes))).toBe(right);
  });

  test('are not found where there are none', async () => {
    expect(
      await fuseWireOf(
        (async function* () {
          yield Buffer.alloc(5000);
        })(),
      ),
    ).toBeUndefined();
  });

  const binary = findElectronBinary();
  test.skipIf(!binary)(
    'of a development binary are known to be wrong for a packaged program (skipped without Electron’s binary)',
    async () => {
      const wire = await fuseWireOf(createReadStream(binary ?? '', { highWaterMark: 4 * 1024 * 1024 }));
      expect(fuseFaults(wire ?? '')).toContain('RunAsNode');
    },
  );
});

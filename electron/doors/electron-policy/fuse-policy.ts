// Electron's fuses: nine switches burnt into the binary of a packaged program, what each has to be, and how to read them there.

/** In the order of the wire. */
export const FUSES = [
  ['RunAsNode', 'off'],
  ['EnableCookieEncryption', 'on'],
  ['EnableNodeOptionsEnvironmentVariable', 'off'],
  ['EnableNodeCliInspectArguments', 'off'],
  ['EnableEmbeddedAsarIntegrityValidation', 'on'],
  ['OnlyLoadAppFromAsar', 'on'],
  ['LoadBrowserProcessSpecificV8Snapshot', 'off'],
  ['GrantFileProtocolExtraPrivileges', 'off'],
  ['WasmTrapHandlers', 'on'],
] as const satisfies readonly (readonly [string, 'on' | 'off'])[];

const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1');
const LONGEST_WIRE = 255;
const STATES: Readonly<Record<string, 'on' | 'off'>> = { '0': 'off', '1': 'on' };

/** The wire's text, such as `101100011`, or undefined when the binary holds none. Reads no further than it must. */
export async function fuseWireOf(binary: AsyncIterable<Buffer>): Promise<string | undefined> {
  let kept: Buffer = Buffer.alloc(0);
  for await (const chunk of binary) {
    const bytes = Buffer.concat([kept, chunk]);
    const place = bytes.indexOf(SENTINEL);
    const wire = place < 0 ? undefined : wireAt(bytes, place);
    if (wire !== undefined) return wire;
    kept = place < 0 ? bytes.subarray(-SENTINEL.length) : bytes.subarray(place);
  }
  return undefined;
}

/** After the sentinel: one byte version, one byte length, then one character a fuse. */
function wireAt(bytes: Buffer, place: number): string | undefined {
  const start = place + SENTINEL.length + 2;
  const length = bytes[start - 1];
  if (length === undefined || length > LONGEST_WIRE || bytes.length < start + length) return undefined;
  return bytes.toString('latin1', start, start + length);
}

/** Names of the fuses that are not as they have to be. A fuse that this list does not know is a fault too. */
export function fuseFaults(wire: string): string[] {
  const faults = FUSES.filter(([, wanted], index) => STATES[wire.charAt(index)] !== wanted).map(([name]) => name as string);
  return wire.length > FUSES.length ? [...faults, `fuse ${FUSES.length + 1}`] : faults;
}

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
const STATES: Readonly<Record<number, 'on' | 'off'>> = { 0x30: 'off', 0x31: 'on' };

/** The wire's text, such as `101100011`, or undefined when the bytes hold none. */
export function fuseWireIn(binary: Buffer): string | undefined {
  const place = binary.indexOf(SENTINEL);
  if (place < 0) return undefined;
  const length = binary[place + SENTINEL.length + 1] ?? 0;
  const start = place + SENTINEL.length + 2;
  return binary.toString('latin1', start, start + length);
}

/** Names of the fuses that are not as they have to be. A fuse that this list does not know is a fault too. */
export function fuseFaults(wire: string): string[] {
  const faults = FUSES.filter(([, wanted], index) => STATES[wire.charCodeAt(index)] !== wanted).map(([name]) => name as string);
  return wire.length > FUSES.length ? [...faults, `unknown fuse ${FUSES.length + 1}`] : faults;
}

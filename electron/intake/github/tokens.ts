// Tokens of code hosts, each bound to the origin it was given for. They live in the system's keychain where a door has one, else in
// memory; never in the workspace. A token never leaves through the contract.
import { DEFAULT_API, readApiAddress } from './api-address.ts';

/** Where a door keeps secrets beyond its own life. */
export interface SecretStore {
  /** Without a keychain to encrypt with, nothing is written. */
  available(): boolean;
  read(): Promise<Readonly<Record<string, string>>>;
  write(secrets: Readonly<Record<string, string>>): Promise<void>;
}

export type TokenPlace = 'keychain' | 'session' | 'environment' | 'none';

export interface Tokens {
  for(origin: string): Promise<string | null>;
  placeOf(origin: string): Promise<TokenPlace>;
  /** Where a token would be kept that is given now. */
  readonly keptIn: 'keychain' | 'session';
  keep(origin: string, token: string): Promise<void>;
  forget(origin: string): Promise<void>;
}

export function createTokens(environment: NodeJS.ProcessEnv, store?: SecretStore): Tokens {
  const session = new Map<string, string>();
  const keychain = () => (store?.available() ? store : undefined);
  const kept = async () => ({ ...(await keychain()?.read()) });
  const fromEnvironment = environmentTokens(environment);
  return {
    get keptIn() {
      return keychain() ? ('keychain' as const) : ('session' as const);
    },
    for: async (origin) => session.get(origin) ?? (await kept())[origin] ?? fromEnvironment.get(origin) ?? null,
    placeOf: async (origin) => {
      if (session.has(origin)) return 'session';
      if ((await kept())[origin] !== undefined) return 'keychain';
      return fromEnvironment.has(origin) ? 'environment' : 'none';
    },
    keep: async (origin, token) => {
      const secrets = keychain();
      if (!secrets) {
        session.set(origin, token);
        return;
      }
      await secrets.write({ ...(await kept()), [origin]: token });
      // One given before there was a keychain would stand before it.
      session.delete(origin);
    },
    forget: async (origin) => {
      session.delete(origin);
      const { [origin]: _gone, ...others } = await kept();
      await keychain()?.write(others);
    },
  };
}

/** A token in the environment is for github.com, or for the server that is named beside it; never for whichever address is typed. */
function environmentTokens(environment: NodeJS.ProcessEnv): Map<string, string> {
  const tokens = new Map<string, string>();
  const add = (api: string, token: string | undefined) => {
    const address = readApiAddress(api);
    if (token?.trim() && typeof address === 'object') tokens.set(address.origin, token.trim());
  };
  add(DEFAULT_API, environment.GITHUB_TOKEN);
  add(environment.TRELLIS_GITHUB_API ?? DEFAULT_API, environment.TRELLIS_GITHUB_TOKEN);
  return tokens;
}

// Secrets in one file beside the program's settings, as ciphertext of the system's keychain. A file that cannot be read again holds none.
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { SecretStore } from '../intake/github/tokens.ts';

export interface Cipher {
  /** Whether the system keeps the key; known once the program has started. */
  available(): boolean;
  encrypt(text: string): Buffer;
  decrypt(bytes: Buffer): string;
}

const secrets = z.record(z.string(), z.string());

export function secretFile(path: string, cipher: Cipher): SecretStore {
  return {
    available: () => cipher.available(),
    read: async () => {
      try {
        return secrets.parse(JSON.parse(cipher.decrypt(await readFile(path))));
      } catch {
        return {};
      }
    },
    write: async (all) => {
      if (Object.keys(all).length === 0) return rm(path, { force: true });
      await writeFile(`${path}.new`, cipher.encrypt(JSON.stringify(all)), { mode: 0o600 });
      await rename(`${path}.new`, path);
    },
  };
}

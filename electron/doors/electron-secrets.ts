// The system's keychain, as Electron offers it.
import { join } from 'node:path';
import { app, safeStorage } from 'electron';
import type { SecretStore } from '../intake/github/tokens.ts';
import { secretFile } from './secret-file.ts';

export function keychainSecrets(): SecretStore {
  return secretFile(join(app.getPath('userData'), 'tokens.bin'), {
    // Without a keychain Electron would encrypt with a password that everybody knows.
    available: () =>
      app.isReady() &&
      safeStorage.isEncryptionAvailable() &&
      (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'),
    encrypt: (text) => safeStorage.encryptString(text),
    decrypt: (bytes) => safeStorage.decryptString(bytes),
  });
}

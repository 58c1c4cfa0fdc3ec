// Builds the three parts of the Electron door: the main process, the preload script, and the screens by their own configuration.
// `out/renderer` is what the browser door serves too.
import { join } from 'node:path';
import { defineConfig } from 'electron-vite';
import rendererConfig from './renderer/vite.config.ts';

const root = import.meta.dirname;

export default defineConfig({
  main: {
    build: {
      outDir: join(root, 'out/main'),
      // Everything is bundled but the native driver, so that a start reads a few files and not a few hundred.
      externalizeDeps: false,
      rolldownOptions: {
        external: ['sqlite3'],
        input: {
          desktop: join(root, 'electron/desktop.ts'),
          'draft-worker': join(root, 'electron/draft-worker.ts'),
          'ledger-worker': join(root, 'electron/ledger-worker.ts'),
          'reading-process': join(root, 'electron/reading-process.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: join(root, 'out/preload'),
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: join(root, 'electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    ...rendererConfig,
    build: { minify: true, ...rendererConfig.build, rolldownOptions: { input: join(root, 'renderer/index.html') } },
  },
});

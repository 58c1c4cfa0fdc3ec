// The built screens as files. They are listed once at start: what is not on the list does not exist, so no path can escape.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

export interface Asset {
  readonly mediaType: string;
  /** Names that carry a hash of their content can be kept for ever. */
  readonly immutable: boolean;
  readonly content: Buffer;
  readonly gzipped: Buffer | null;
}

export interface Assets {
  /** By address path; `/` is the page itself. */
  find(path: string): Asset | undefined;
}

/** undefined when the screens have not been built. */
export function loadAssets(folder: string): Assets | undefined {
  const paths = listFiles(folder);
  if (!paths.includes('/index.html')) return undefined;
  const known = new Set(paths);
  const loaded = new Map<string, Asset>();
  return {
    find: (path) => {
      const name = path === '/' ? '/index.html' : path;
      if (!known.has(name)) return undefined;
      let asset = loaded.get(name);
      if (!asset) {
        const content = readFileSync(join(folder, ...name.slice(1).split('/')));
        const mediaType = TYPES[extname(name)] ?? 'application/octet-stream';
        asset = { mediaType, content, immutable: name.startsWith('/assets/'), gzipped: /^(?:text|application\/json|image\/svg)/.test(mediaType) ? gzipSync(content) : null };
        loaded.set(name, asset);
      }
      return asset;
    },
  };
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => `/${relative('.', name).split(sep).join('/')}`);
  } catch {
    return [];
  }
}

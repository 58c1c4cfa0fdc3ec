// The built screens as a fixed list of files, made once at start. A request can only name an entry of the list, so no path of a
// request ever reaches the file system and there is nothing to escape from.
import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { BadStart } from '../bad-start.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};
const COMPRESSIBLE = /^(?:text\/|application\/(?:json|manifest\+json|wasm)|image\/svg)/;
const HASHED = /^\/assets\/.*-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/;

export interface StaticAsset {
  readonly mediaType: string;
  /** Names that carry a hash of their content can be kept for ever. */
  readonly immutable: boolean;
  content(): Promise<Buffer>;
  /** undefined where compressing does not pay. */
  gzipped(): Promise<Buffer> | undefined;
}

export interface StaticAssets {
  /** The asset of a request's raw path (without its query), or undefined. `/` is the page: where in it one is stands behind `#`. */
  find(path: string): StaticAsset | undefined;
}

/** Links and special files are left out. Throws BadStart when the screens are not built. */
export async function listStaticAssets(folder: string): Promise<StaticAssets> {
  const assets = new Map<string, StaticAsset>();
  await collect(folder, '', assets);
  const page = assets.get('/index.html');
  if (!page) throw new BadStart('RENDERER_NOT_BUILT', {});
  return { find: (path) => (path === '/' ? page : assets.get(path)) };
}

async function collect(folder: string, prefix: string, assets: Map<string, StaticAsset>): Promise<void> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await collect(path, `${prefix}/${entry.name}`, assets);
    else if (entry.isFile()) assets.set(`${prefix}/${entry.name}`, assetAt(path, `${prefix}/${entry.name}`));
  }
}

function assetAt(filePath: string, urlPath: string): StaticAsset {
  const mediaType = MEDIA_TYPES[extname(urlPath).toLowerCase()] ?? 'application/octet-stream';
  const immutable = HASHED.test(urlPath);
  const content = () => readFile(filePath);
  const compress = async () => promisify(gzip)(await content(), { level: 6 });
  let kept: Promise<Buffer> | undefined;
  return {
    mediaType,
    immutable,
    content,
    gzipped: () => {
      if (!COMPRESSIBLE.test(mediaType)) return undefined;
      if (!immutable) return compress();
      kept ??= compress();
      return kept;
    },
  };
}

// Serves the built renderer under app://bundle. What is not in the list of built files is a 404; nothing is ever fetched.
import { protocol, type Session } from 'electron';
import { APP_SCHEME, assetPathOf } from './electron-policy/app-url.ts';
import { SCHEME_PRIVILEGES } from './electron-policy/window-policy.ts';
import { IMMUTABLE, SECURITY_HEADERS } from './security-headers.ts';
import type { StaticAssets } from './static-assets.ts';

/** Before Electron is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: SCHEME_PRIVILEGES }]);
}

export function serveApp(session: Session, assets: StaticAssets): void {
  session.protocol.handle(APP_SCHEME, async (request) => {
    const path = request.method === 'GET' ? assetPathOf(request.url) : undefined;
    const asset = path === undefined ? undefined : assets.find(path);
    if (!asset) return new Response(null, { status: 404, headers: SECURITY_HEADERS });
    const content = await asset.content();
    return new Response(new Uint8Array(content), {
      headers: {
        ...SECURITY_HEADERS,
        'Content-Type': asset.mediaType,
        ...(asset.immutable ? { 'Cache-Control': IMMUTABLE } : {}),
      },
    });
  });
}

// Switches and environment variables that would undo the protections of a packaged program. It refuses to start with them:
// Electron's fuses cannot switch off Chromium's own debugging port.

const SWITCHES = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-publish-uid',
  'js-flags',
  'no-sandbox',
  'disable-web-security',
  'load-extension',
  'host-rules',
  'host-resolver-rules',
  'proxy-server',
  'proxy-pac-url',
  'user-data-dir',
  'ignore-certificate-errors',
] as const;
const VARIABLES = ['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS'] as const;

/** The first thing that is wrong with how the packaged program was started, or undefined. */
export function launchFault(hasSwitch: (name: string) => boolean, env: NodeJS.ProcessEnv): string | undefined {
  return SWITCHES.find(hasSwitch) ?? VARIABLES.find((name) => env[name] !== undefined && env[name] !== '');
}

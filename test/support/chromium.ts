// Finds a Chromium for the screen tests, or installs the system's own.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Path of a browser; undefined when there is none and none could be installed. */
export function findChromium(): string | undefined {
  const found = () => [process.env.TRELLIS_CHROMIUM ?? '', ...CANDIDATES].find((path) => path !== '' && existsSync(path));
  return found() ?? (install() ? found() : undefined);
}

function install(): boolean {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return false;
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  try {
    for (const step of [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
    ]) {
      const [command = '', ...rest] = [...prefix, ...step];
      execFileSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    }
    return true;
  } catch {
    return false;
  }
}

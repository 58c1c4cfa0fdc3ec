// Connects to the program behind whichever door this page came through, then shows the screens.
import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './app/theme.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { connectClient } from './app/client.ts';
import { startLanguage } from './app/language.ts';
import { NotConnected } from './app/NotConnected.tsx';

const root = createRoot(document.getElementById('root') as HTMLElement);

async function start(): Promise<void> {
  await startLanguage();
  try {
    await connectClient();
  } catch {
    root.render(<NotConnected />);
    return;
  }
  root.render(<App />);
}

void start();

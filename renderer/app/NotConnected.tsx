// Shown when this tab has no session: one sentence that says what to do.
import { Center, MantineProvider, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { theme } from './theme.ts';

export function NotConnected() {
  const { t } = useTranslation('shell');
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Center mih="100vh" p="xl" component="main">
        <Stack maw={480} gap="xs">
          <Title order={1}>{t('notConnected.title')}</Title>
          <Text>{t('notConnected.explain')}</Text>
        </Stack>
      </Center>
    </MantineProvider>
  );
}

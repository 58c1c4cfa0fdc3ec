// The token for a code host: whether there is one and where it is kept; entered, replaced or forgotten. What is typed leaves this field
// once and is never shown again.
import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, program } from '../../app/client.ts';
import { notifyFailure } from '../../app/notify.tsx';

export function TokenField({ api }: { api: string }) {
  const { t } = useTranslation('github');
  const { data, refetch } = useQuery({
    ...program().collections.token.queryOptions({ input: { api } }),
    enabled: URL.canParse(api),
    retry: false,
  });
  const [token, setToken] = useState('');
  const [replacing, setReplacing] = useState(false);
  const [busy, setBusy] = useState(false);
  const doing = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
      setToken('');
      setReplacing(false);
      await refetch();
    } catch (error) {
      notifyFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const keep = () => doing(() => client().collections.setToken({ api, token: token.trim() }));
  if (!data) return null;
  const asks = replacing || data.place === 'none';
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500} component="h2">
        {t('token')}
      </Text>
      <Text size="sm" c="dimmed">
        {t(`tokenPlaces.${data.place}`)}
      </Text>
      {asks ? (
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <PasswordInput
            style={{ flex: 1 }}
            aria-label={t('token')}
            placeholder={t('tokenPlaceholder')}
            autoComplete="off"
            spellCheck={false}
            value={token}
            visibilityToggleButtonProps={{ 'aria-label': t('showToken') }}
            onChange={(event) => setToken(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              if (token.trim() !== '') void keep();
            }}
          />
          <Button variant="default" disabled={token.trim() === ''} loading={busy} onClick={() => void keep()}>
            {t('keepToken')}
          </Button>
        </Group>
      ) : (
        <Group gap="xs">
          <Button variant="default" size="compact-sm" onClick={() => setReplacing(true)}>
            {t('replaceToken')}
          </Button>
          {data.place !== 'environment' && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              loading={busy}
              onClick={() => void doing(() => client().collections.forgetToken({ api }))}
            >
              {t('forgetToken')}
            </Button>
          )}
        </Group>
      )}
      {asks && (
        <Text size="sm" c="dimmed">
          {t(`tokenKept.${data.keptIn}`)} {t('tokenRights')}
        </Text>
      )}
    </Stack>
  );
}

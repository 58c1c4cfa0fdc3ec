// What can be done to one entry. Nothing is overwritten: each of these adds to the ledger and says why.
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContributionDetail } from '../../../shared/contract/contributions.ts';
import { client, commandId } from '../../app/client.ts';
import { notifyDone } from '../../app/notify.tsx';
import { useScreenState } from '../../app/screen-state.ts';
import { type Asked, ReasonDialog } from '../../ui/ReasonDialog.tsx';
import { EntryForm } from './EntryForm.tsx';

type Action = 'reject' | 'accept' | 'reverse' | 'restore';

export function EntryActions({ entry }: { entry: ContributionDetail }) {
  const { t } = useTranslation('contributions');
  const openContribution = useScreenState((state) => state.openContribution);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [correcting, setCorrecting] = useState(false);
  const newest = entry.history.at(-1);
  const ask = (action: Action) => () =>
    setAsked({
      title: t(`actions.${action}`),
      explain: t(`actions.${action}Explained`),
      action: t(`actions.${action}`),
      run: async (reason) => {
        const { contributionId, changeId } = await client().contributions[action]({
          commandId: commandId(),
          contributionId: entry.id,
          reason,
        });
        openContribution(contributionId);
        notifyDone(t(`actions.${action}Done`), changeId);
      },
    });
  const taken = newest?.state === 'reversal' && entry.state !== 'reversal' && entry.reversedBy === newest.id;
  return (
    <>
      <Group gap="xs">
        {entry.standing && (
          <>
            <Button variant="default" onClick={() => setCorrecting(true)}>
              {t('correct')}
            </Button>
            {entry.state === 'accepted' ? (
              <Button variant="default" onClick={ask('reject')}>
                {t('actions.reject')}
              </Button>
            ) : (
              entry.rejectedBecause !== 'counted_from_git' && (
                <Button variant="default" onClick={ask('accept')}>
                  {t('actions.accept')}
                </Button>
              )
            )}
            <Button variant="default" onClick={ask('reverse')}>
              {t('actions.reverse')}
            </Button>
          </>
        )}
        {taken && (
          <Button variant="default" onClick={ask('restore')}>
            {t('actions.restore')}
          </Button>
        )}
        {!entry.standing && newest && newest.state !== 'reversal' && (
          <Button variant="default" onClick={() => openContribution(newest.id)}>
            {t('openNewest')}
          </Button>
        )}
      </Group>
      {asked && <ReasonDialog asked={asked} onClose={() => setAsked(null)} />}
      {correcting && <EntryForm entry={entry} onClose={() => setCorrecting(false)} />}
    </>
  );
}

// From what was gathered to its change-set: the way every import goes, without questions, because Trellis wrote the columns itself.
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { Collection } from '../../../shared/contract/collections.ts';
import { client, commandId } from '../../app/client.ts';
import { notifyFailure } from '../../app/notify.tsx';

export function useReview(): { review: (collection: Collection) => Promise<void>; reviewing: boolean } {
  const navigate = useNavigate();
  const [reviewing, setReviewing] = useState(false);
  const review = useCallback(
    async ({ stagedFileId }: Collection) => {
      setReviewing(true);
      try {
        const found = await client().imports.inspect({ stagedFileId, kind: 'contributions' });
        const { importId } = await client().imports.plan({
          commandId: commandId(),
          stagedFileId,
          kind: 'contributions',
          reading: found.reading,
          mapping: found.suggested,
        });
        await navigate({ to: '/imports/$importId', params: { importId } });
      } catch (error) {
        notifyFailure(error);
      } finally {
        setReviewing(false);
      }
    },
    [navigate],
  );
  return { review, reviewing };
}

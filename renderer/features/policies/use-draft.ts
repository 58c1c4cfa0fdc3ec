// The draft as it is being written here, beside the draft as it was last stored. Storing it raises its revision and nothing else on the
// page: what was typed, chosen or told meanwhile stays.
import { useState } from 'react';
import type { PointsPolicy, PolicyDraft } from '../../../shared/contract/policies.ts';
import { client, commandId } from '../../app/client.ts';

interface DraftInWork {
  readonly policy: PointsPolicy;
  readonly setPolicy: (change: (policy: PointsPolicy) => PointsPolicy) => void;
  /** Something is not stored yet. */
  readonly dirty: boolean;
  readonly save: (whole: PointsPolicy) => Promise<void>;
}

const same = (one: PointsPolicy, other: PointsPolicy) => JSON.stringify(one) === JSON.stringify(other);

export function useDraft(draft: PolicyDraft): DraftInWork {
  const [policy, setPolicy] = useState(draft.policy);
  const [stored, setStored] = useState<Pick<PolicyDraft, 'policy' | 'revision'>>(draft);
  const [seen, setSeen] = useState(draft);
  const dirty = !same(policy, stored.policy);
  // What another window stored does not replace what was typed here; storing this then says that it is too old. It is taken in as soon as
  // nothing stands against it: what is published is the draft as it is stored, so that is what has to be on the page.
  if (seen !== draft && (!dirty || same(policy, draft.policy))) {
    setSeen(draft);
    setStored(draft);
    if (!same(policy, draft.policy)) setPolicy(draft.policy);
  }
  const save = async (whole: PointsPolicy) => {
    const { revision } = await client().policies.saveDraft({ commandId: commandId(), revision: stored.revision, policy: whole });
    setStored({ revision, policy: whole });
    if (!same(policy, whole)) setPolicy((now) => (now === policy ? whole : now));
  };
  return { policy, setPolicy, dirty, save };
}

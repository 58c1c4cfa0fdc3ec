// The way of a reward: pending → sent → received. Back is allowed as long as it is said; badges and titles have no way to go.
import type { RewardState } from '../../../shared/vocabulary.ts';

const NEXT: Readonly<Record<RewardState, readonly RewardState[]>> = {
  given: ['withheld'],
  pending: ['sent', 'withheld'],
  sent: ['received', 'pending'],
  received: ['sent'],
  withheld: ['pending', 'given'],
};

export function canMove(from: RewardState, to: RewardState): boolean {
  return NEXT[from].includes(to);
}

/** What a move takes from the stock; negative when it puts something back. */
export function takenFromStock(from: RewardState, to: RewardState): number {
  const gone = (state: RewardState) => state === 'sent' || state === 'received';
  return Number(gone(to)) - Number(gone(from));
}

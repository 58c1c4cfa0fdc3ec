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

/** Whether a move would give somebody what they have already: a duplicate may be taken back or withheld, and what was sent may arrive. */
export function grantsTwice(duplicate: boolean, from: RewardState, to: RewardState): boolean {
  return duplicate && (to === 'sent' ? from === 'pending' : from === 'withheld');
}

/** What a move takes from the stock; negative when it puts something back. */
export function takenFromStock(from: RewardState, to: RewardState): number {
  const gone = (state: RewardState) => state === 'sent' || state === 'received';
  return Number(gone(to)) - Number(gone(from));
}

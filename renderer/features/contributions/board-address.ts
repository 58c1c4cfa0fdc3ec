// A leaderboard as the address of its page.
import type { SavedBoard } from '../../../shared/contract/contributions.ts';
import { type Address, textOf } from '../../ui/use-address.ts';

/** Weights stand in the address as `code:150,review:80`. */
export function weightsText(weights: Readonly<Record<string, number>>): string {
  return Object.entries(weights)
    .map(([kind, hundredths]) => `${kind}:${hundredths}`)
    .join(',');
}

export function weightsOf(text: string): Record<string, number> {
  return Object.fromEntries(
    text.split(',').flatMap((part) => {
      const [kind = '', hundredths = ''] = part.split(':');
      return /^\d{1,4}$/.test(hundredths) && Number(hundredths) <= 1_000 ? [[kind, Number(hundredths)]] : [];
    }),
  );
}

export function addressOf({ board }: SavedBoard): Address {
  return {
    period: board.period,
    from: board.from,
    to: board.to,
    kind: board.kinds?.[0],
    partnerId: board.partnerId,
    repository: board.repository,
    weights: weightsText(board.weights ?? {}),
  };
}

/** Whether a board is the one that an address shows. */
export function isShown(saved: SavedBoard, address: Address): boolean {
  return Object.entries({ ...addressOf(saved) }).every(([key, value]) => textOf(address[key]) === textOf(value));
}

// What every dialog and drawer that lies over the page has in common: the last one opened is the one that Escape closes and that is drawn
// on top, and each gives the focus back.
import { useEffect, useState } from 'react';
import { create } from 'zustand';
import { useFocusReturn } from './use-focus-return.ts';

const useOpened = create<{ readonly overlays: readonly symbol[] }>(() => ({ overlays: [] }));
const LOWEST = 200;
/** Room between two for what the lower one opens itself. */
const STEP = 20;

export function useOverlay(): { onTop: boolean; zIndex: number } {
  useFocusReturn();
  return useStacked();
}

/** The same order for what gives the focus back by itself. */
export function useStacked(): { onTop: boolean; zIndex: number } {
  const [self] = useState(() => Symbol('overlay'));
  const [zIndex] = useState(() => LOWEST + STEP * useOpened.getState().overlays.length);
  useEffect(() => {
    useOpened.setState(({ overlays }) => ({ overlays: [...overlays, self] }));
    return () => useOpened.setState(({ overlays }) => ({ overlays: overlays.filter((one) => one !== self) }));
  }, [self]);
  const onTop = useOpened(({ overlays }) => overlays.at(-1) === self);
  return { onTop, zIndex };
}

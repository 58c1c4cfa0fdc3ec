// The first of several in a list's cell, and how many more there are: half a name says nothing, and the number is never cut. The number
// shows them all.
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './FirstAndMore.module.css';
import { useStacked } from './use-overlay.ts';

interface FirstAndMoreProps {
  readonly first: ReactNode;
  readonly more: number;
  /** Drawn when they are asked for. */
  readonly all: () => ReactNode;
}

export function FirstAndMore({ first, more, all }: FirstAndMoreProps) {
  const { t } = useTranslation('ui');
  const id = useId();
  const shown = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  if (more <= 0) return first;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps what is done in here from the row
    <span className={classes.cell} onClick={(event) => open && event.stopPropagation()} onKeyDown={(event) => open && keepFromList(event)}>
      <span className={classes.first}>{first}</span>
      <button
        type="button"
        className={classes.more}
        popoverTarget={id}
        aria-label={t('moreOf', { count: more })}
        onClick={(event) => event.stopPropagation()}
      >
        +{more}
      </button>
      <div ref={shown} id={id} popover="auto" className={classes.all} onToggle={(event) => setOpen(event.newState === 'open')}>
        {open && <All onCovered={() => shown.current?.hidePopover()}>{all()}</All>}
      </div>
    </span>
  );
}

/** These would move the list away below what is open over it. */
function keepFromList(event: KeyboardEvent): void {
  if (!/^(?:Arrow|Page|Home|End)/.test(event.key)) return;
  event.preventDefault();
  event.stopPropagation();
}

/** Stands in the order in which Escape closes, above the drawer that the list may be in. */
function All({ onCovered, children }: { onCovered: () => void; children: ReactNode }) {
  const { onTop } = useStacked();
  const wasOnTop = useRef(false);
  // The browser draws a popover above everything, also above what opens after it.
  useEffect(() => {
    if (wasOnTop.current && !onTop) onCovered();
    wasOnTop.current = onTop;
  });
  return children;
}

// The first of several in a list's cell, and how many more there are: half a name says nothing, and the number is never cut. The number
// shows them all.
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './FirstAndMore.module.css';

interface FirstAndMoreProps {
  readonly first: ReactNode;
  readonly more: number;
  /** Drawn when they are asked for. */
  readonly all: () => ReactNode;
}

export function FirstAndMore({ first, more, all }: FirstAndMoreProps) {
  const { t } = useTranslation('ui');
  const id = useId();
  const [open, setOpen] = useState(false);
  if (more <= 0) return first;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps what is done in here from the row
    <span className={classes.cell} onClick={(event) => open && event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()}>
      <span className={classes.first}>{first}</span>
      <button
        type="button"
        className={classes.more}
        popoverTarget={id}
        aria-label={t('moreOf', { count: more })}
        // Escape closes this, not the drawer that the list may stand in.
        data-mantine-stop-propagation={open || undefined}
        onClick={(event) => event.stopPropagation()}
      >
        +{more}
      </button>
      <div id={id} popover="auto" className={classes.all} onToggle={(event) => setOpen(event.newState === 'open')}>
        {open && all()}
      </div>
    </span>
  );
}

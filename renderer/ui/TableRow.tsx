// A row of a list, at its place.
import { memo, type PointerEvent } from 'react';
import type { Column } from './column.ts';
import classes from './DataTable.module.css';

export const ROW_HEIGHT = 36;

export interface TableRowProps {
  readonly columns: readonly Column<unknown>[];
  /** undefined while its page is on its way. */
  readonly item: unknown;
  readonly index: number;
  readonly start: number;
  readonly template: string;
  readonly current: boolean;
  readonly opens: boolean;
  readonly onChoose: (index: number, item: unknown) => void;
}

/** Drawn again only when something of it changes: scrolling moves the list, not its rows. */
export const TableRow = memo(function TableRow({ columns, item, index, start, template, current, opens, onChoose }: TableRowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list, which holds the focus
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy={item === undefined || undefined}
      className={classes.row}
      data-current={current || undefined}
      data-opens={(opens && item !== undefined) || undefined}
      style={{ gridTemplateColumns: template, height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
      onClick={() => onChoose(index, item)}
    >
      {columns.map((column) => (
        <div key={column.id} role="cell" className={classes.cell} data-numeric={column.numeric || undefined} onPointerEnter={tellWhatIsCut}>
          {item === undefined ? <span className="quiet">…</span> : column.cell(item)}
        </div>
      ))}
    </div>
  );
});

/** What does not fit into its cell is told on hover. */
function tellWhatIsCut({ currentTarget: cell }: PointerEvent<HTMLElement>): void {
  if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent ?? '';
  else cell.removeAttribute('title');
}

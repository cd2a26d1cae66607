/** Rows of this height are drawn only near where the reader looks, once there are more than so many. */
export const ROW = 36;

export interface Cell {
  /** 0 is the header. */
  readonly row: number;
  /** 0 is the learner's name; then a column for each check. */
  readonly column: number;
}

export const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

/** Scrolls until the row is in sight, below the header that stays; gives where that is. */
export function reveal(box: HTMLElement, row: number): number {
  const header = box.querySelector('thead')?.clientHeight ?? 0;
  const at = (row - 1) * ROW;
  if (at < box.scrollTop) box.scrollTop = Math.max(0, at);
  else if (at + ROW > box.scrollTop + box.clientHeight - header) box.scrollTop = at + ROW - box.clientHeight + header;
  return box.scrollTop;
}

/** Where a key leads, if it leads anywhere. `page` is how many rows are in sight. */
export function destination(
  { key, ctrlKey }: KeyboardEvent,
  { row, column }: Cell,
  last: Cell,
  page: number,
): Cell | undefined {
  switch (key) {
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowLeft':
      return { row, column: column - 1 };
    case 'ArrowRight':
      return { row, column: column + 1 };
    case 'PageUp':
      return { row: row - page, column };
    case 'PageDown':
      return { row: row + page, column };
    case 'Home':
      return { row: ctrlKey ? 0 : row, column: 0 };
    case 'End':
      return { row: ctrlKey ? last.row : row, column: last.column };
    default:
      return undefined;
  }
}

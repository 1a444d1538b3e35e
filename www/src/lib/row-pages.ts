// Rows that are fetched in pages as they come into view. A run never changes, so a page is fetched once.

/** Rows of one request. */
export const PAGE_ROWS = 200;

export class RowPages<T> {
  readonly #pages = new Map<number, T[] | "asked">();
  readonly #load: (from: number, count: number) => Promise<T[]>;
  readonly #onArrival: () => void;

  constructor(load: (from: number, count: number) => Promise<T[]>, onArrival: () => void) {
    this.#load = load;
    this.#onArrival = onArrival;
  }

  /** The row, or undefined until it has come. */
  row(at: number): T | undefined {
    const page = Math.floor(at / PAGE_ROWS);
    const rows = this.#pages.get(page);
    if (rows === undefined) this.#ask(page);
    return rows === undefined || rows === "asked" ? undefined : rows[at - page * PAGE_ROWS];
  }

  /** All rows from the start up to `count`, when they have come. */
  first(count: number): T[] | undefined {
    const rows: T[] = [];
    for (let at = 0; at < count; at += 1) {
      const row = this.row(at);
      if (row === undefined) return undefined;
      rows.push(row);
    }
    return rows;
  }

  #ask(page: number): void {
    this.#pages.set(page, "asked");
    this.#load(page * PAGE_ROWS, PAGE_ROWS).then(
      (rows) => {
        this.#pages.set(page, rows);
        this.#onArrival();
      },
      // the run is gone: nothing more will come
      () => {},
    );
  }
}

/** The rows in view and a few around them: [first, past the last]. */
export function visibleRows(scroll: number, height: number, rowHeight: number, rows: number, around = 8): [number, number] {
  const first = Math.max(0, Math.floor(scroll / rowHeight) - around);
  return [Math.min(first, rows), Math.min(rows, Math.ceil((scroll + height) / rowHeight) + around)];
}

/** The least scroll that shows a row below a header of some height. */
export function scrollTo(row: number, scroll: number, height: number, rowHeight: number): number {
  const top = row * rowHeight;
  if (top < scroll) return top;
  return top + rowHeight > scroll + height ? top + rowHeight - height : scroll;
}

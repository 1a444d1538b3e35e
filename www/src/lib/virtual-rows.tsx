// A list of equal rows of which only those in view exist. One tab stop; arrows move, Enter and clicks choose. Rows are taller
// where the list is narrow, for two lines, and where a finger points at them.

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import { isTouch } from "./dom";
import { RowPages, scrollTo, visibleRows } from "./row-pages";

type Load<T> = (from: number, count: number) => Promise<T[]>;

/** Pages of a run's rows; redraws when one has come. */
export function useRowPages<T>(load: Load<T>): RowPages<T> {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const pages = useRef<{ load: Load<T>; pages: RowPages<T> } | null>(null);
  if (pages.current?.load !== load) pages.current = { load, pages: new RowPages(load, () => redraw(undefined)) };
  return pages.current.pages;
}

export type VirtualRowsProps = {
  label: string;
  count: number;
  /** The row that is chosen; it is scrolled into view when it changes. */
  chosen: number | null;
  onChoose: (row: number) => void;
  render: (row: number, isChosen: boolean) => ComponentChildren;
  class?: string;
  style?: Record<string, string>;
  testId?: string;
  header?: ComponentChildren;
};

const ROW_HEIGHT = 28;
/** Of two lines. */
const NARROW_ROW_HEIGHT = 38;
/** A finger's width. */
const TOUCH_ROW_HEIGHT = 44;
/** A list that is less wide is narrow, CSS px. */
const NARROW = 620;

export function VirtualRows({ label, count, chosen, onChoose, render, header, testId, ...rest }: VirtualRowsProps) {
  const place = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState(0);
  const [{ width, height }, setSize] = useState({ width: NARROW, height: 400 });
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const isNarrow = width < NARROW;
  const rowHeight = isTouch.value ? TOUCH_ROW_HEIGHT : isNarrow ? NARROW_ROW_HEIGHT : ROW_HEIGHT;
  useEffect(() => {
    const element = place.current;
    if (element !== null && chosen !== null) element.scrollTop = scrollTo(chosen, element.scrollTop, element.clientHeight - rowHeight, rowHeight);
  }, [chosen, rowHeight]);
  const [first, end] = visibleRows(scroll, height, rowHeight, count);
  const page = Math.max(1, Math.floor(height / rowHeight) - 1);
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined || count === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onChoose(Math.min(count - 1, Math.max(0, (chosen ?? -1) + step)));
  };
  const rows = [];
  for (let row = first; row < end; row += 1) {
    rows.push(
      <div
        key={row}
        class={`virtual-row${row === chosen ? " chosen" : ""}`}
        role="option"
        id={`${label}-${row}`}
        aria-selected={row === chosen}
        aria-setsize={count}
        aria-posinset={row + 1}
        data-testid={testId}
        style={{ top: `${row * rowHeight}px`, height: `${rowHeight}px` }}
        onClick={() => onChoose(row)}
      >
        {render(row, row === chosen)}
      </div>,
    );
  }
  return (
    <div class={`virtual${isNarrow ? " narrow" : ""} ${rest.class ?? ""}`} style={rest.style} ref={place} onScroll={(event) => setScroll(event.currentTarget.scrollTop)}>
      {header}
      <div
        class="virtual-rows"
        role="listbox"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={chosen !== null && chosen >= first && chosen < end ? `${label}-${chosen}` : undefined}
        onKeyDown={onKeyDown}
        style={{ height: `${count * rowHeight}px` }}
      >
        {rows}
      </div>
    </div>
  );
}

// A strip of tabs as the ARIA pattern has it: one tab stop, arrows move and select.

import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";
import { grouped } from "../../lib/format";

export type Tab<T extends string> = {
  id: T;
  label: string;
  /** A small figure after the label. */
  badge?: number | undefined;
  /** Said by screen readers after the label. */
  badgeLabel?: string;
};

export type TabsProps<T extends string> = {
  label: string;
  tabs: readonly Tab<T>[];
  selected: T;
  onSelect: (tab: T) => void;
  /** At the end of the strip. */
  aside?: ComponentChildren;
  /** The panel of the selected tab. */
  children: ComponentChildren;
  class?: string;
};

/** The strip and the panel of its selected tab; other panels are not on the page. */
export function Tabs<T extends string>({ label, tabs, selected, onSelect, aside, children, class: name = "" }: TabsProps<T>) {
  const id = useId();
  const strip = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === selected);
    const to = destination(event.key, at, tabs.length);
    const next = to === undefined ? undefined : tabs[to];
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next.id);
    strip.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <>
      <div class={`tabs ${name}`}>
        <div class="tablist" role="tablist" aria-label={label} ref={strip} onKeyDown={onKeyDown}>
          {tabs.map((tab) => (
            <button
              type="button"
              key={tab.id}
              role="tab"
              id={`${id}-${tab.id}`}
              data-tab={tab.id}
              class="tab"
              aria-selected={tab.id === selected}
              aria-controls={`${id}-panel`}
              tabIndex={tab.id === selected ? 0 : -1}
              onClick={() => onSelect(tab.id)}
            >
              {tab.label}
              {tab.badge !== undefined && (
                <em>
                  {grouped(tab.badge)}
                  {tab.badgeLabel !== undefined && <span class="sr-only"> {tab.badgeLabel}</span>}
                </em>
              )}
            </button>
          ))}
        </div>
        {aside !== undefined && aside !== false && <div class="tabs-aside">{aside}</div>}
      </div>
      <div class="panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${selected}`}>
        {children}
      </div>
    </>
  );
}

function destination(key: string, at: number, length: number): number | undefined {
  if (key === "ArrowRight") return (at + 1) % length;
  if (key === "ArrowLeft") return (at + length - 1) % length;
  if (key === "Home") return 0;
  return key === "End" ? length - 1 : undefined;
}

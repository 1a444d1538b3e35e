// What a page does with the browser around it: clipboard, files, media queries.

import { type ReadonlySignal, signal } from "@preact/signals";

/** Puts text on the clipboard; false when the browser does not allow it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Offers text as a file. */
export function downloadText(name: string, text: string, type = "application/json"): void {
  downloadBlob(name, new Blob([text], { type }));
}

/** As [downloadText], of any content. */
export function downloadBlob(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A media query as a signal. */
export function mediaQuery(query: string): ReadonlySignal<boolean> {
  const list = matchMedia(query);
  const matches = signal(list.matches);
  list.addEventListener("change", () => {
    matches.value = list.matches;
  });
  return matches;
}

/** One area is shown at a time: a phone, upright or on its side. */
export const isPhone = mediaQuery("(max-width: 699.98px), (max-width: 1099.98px) and (max-height: 499.98px)");

/** Of one area, something has room beside it. */
export const hasBreadth = mediaQuery("(min-width: 700px)");

/** There is room for every area at once. */
export const isWide = mediaQuery("(min-width: 1100px)");

/** What is pressed is pressed with a finger. */
export const isTouch = mediaQuery("(pointer: coarse)");

/** True while the reader types somewhere, where a bare letter is text and not a shortcut. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable=true]") !== null;
}

/** The way before the clipboard API, which needs a secure page and permission. */
function copyBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  const focused = document.activeElement;
  const parent = focused?.closest("dialog") ?? document.body;
  parent.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}

// What changed between two texts, line by line.

export type DiffLine = { text: string; change: "same" | "added" | "removed" | "folded" };

/** Lines around a change that are shown with it. */
const AROUND = 2;

/**
 * The lines of `after` with what changed since `before`, as long as they have a line with something in it in common:
 * of texts that have nothing in common, that everything is new says nothing.
 */
export function changes(before: string, after: string): DiffLine[] {
  const lines = lineDiff(before, after);
  const isAlike = lines.some(({ text, change }) => change === "same" && /\w/.test(text));
  return isAlike ? lines : unmarked(after);
}

export const unmarked = (text: string): DiffLine[] => text.split("\n").map((line) => ({ text: line, change: "same" }));

/** With a line in the place of many that are the same, so that what changed is seen. As it is where nothing changed. */
export function folded(lines: DiffLine[]): DiffLine[] {
  if (lines.every(({ change }) => change === "same")) return lines;
  const isNear = (at: number) => lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ change }) => change !== "same");
  const shown: DiffLine[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    let end = at;
    while (end < lines.length && !isNear(end)) end += 1;
    // a line that says that one is left out takes its place
    if (end - at > 1) {
      shown.push({ text: `⋯ ${end - at} lines unchanged`, change: "folded" });
      at = end;
    }
    const line = lines[at];
    if (line !== undefined) shown.push(line);
  }
  return shown;
}

/** Lines up to which the exact difference is looked for; it costs the product of both lengths. */
const MOST_LINES = 600;

/** The lines of `after`, with those of `before` that are gone at their place. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  if (old.length > MOST_LINES || now.length > MOST_LINES) return roughDiff(old, now);
  // the longest run of lines that both have from each place on
  const width = now.length + 1;
  const longest = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const [here, down, right] = [i * width + j, (i + 1) * width + j, i * width + j + 1];
      longest[here] = sameLine(old[i], now[j]) ? (longest[down + 1] ?? 0) + 1 : Math.max(longest[down] ?? 0, longest[right] ?? 0);
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && sameLine(old[i], now[j])) {
      lines.push({ text: now[j] ?? "", change: "same" });
      i += 1;
      j += 1;
    } else if (j < now.length && (i >= old.length || (longest[i * width + j + 1] ?? 0) >= (longest[(i + 1) * width + j] ?? 0))) {
      lines.push({ text: now[j] ?? "", change: "added" });
      j += 1;
    } else {
      lines.push({ text: old[i] ?? "", change: "removed" });
      i += 1;
    }
  }
  return lines;
}

/** A comma at the end is no change. */
function sameLine(a = "", b = ""): boolean {
  return a === b || a.replace(/,$/, "") === b.replace(/,$/, "");
}

/** For long texts: a line is new when the old text does not have it anywhere. */
function roughDiff(old: string[], now: string[]): DiffLine[] {
  const known = new Set(old.map((line) => line.replace(/,$/, "")));
  return now.map((text) => ({ text, change: known.has(text.replace(/,$/, "")) ? "same" : "added" }));
}

// Virtual time along the axis: what is in view, and where the ticks stand.

/** The part of the run that is in view, virtual ms. */
export type Span = { from: number; to: number };

/** Lengths between two ticks, ms: those that people count in. */
const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000,
  3_600_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000, 172_800_000, 604_800_000, 2_592_000_000, 7_776_000_000, 31_536_000_000,
];

/** Ticks in view, no closer than `apart` pixels. */
export function ticks(span: Span, width: number, apart = 84): number[] {
  const length = Math.max(span.to - span.from, 1e-9);
  const least = (length * apart) / Math.max(width, 1);
  const step = STEPS.find((step) => step >= least) ?? STEPS.at(-1) ?? 1;
  const found: number[] = [];
  for (let at = Math.ceil(span.from / step) * step; at <= span.to && found.length < 200; at += step) found.push(at);
  return found;
}

/** A tick's words: `0`, `200 ms`, `5 s`, `2 min`, `1 h 30 min`. */
export function tickLabel(ms: number): string {
  if (ms === 0) return "0 s";
  if (ms < 1_000) return `${ms} ms`;
  const parts: [number, string][] = [
    [Math.floor(ms / 86_400_000), "d"],
    [Math.floor(ms / 3_600_000) % 24, "h"],
    [Math.floor(ms / 60_000) % 60, "min"],
    [(ms % 60_000) / 1_000, "s"],
  ];
  return parts
    .filter(([number]) => number > 0)
    .slice(0, 2)
    .map(([number, unit]) => `${number} ${unit}`)
    .join(" ");
}

/** Everything, with a little room at the end. */
export function whole(durationMs: number): Span {
  return { from: 0, to: Math.max(durationMs * 1.02, 1) };
}

/** Zooms around a place in time; never further out than everything. */
export function zoom(span: Span, factor: number, at: number, all: Span): Span {
  const length = Math.min(all.to - all.from, Math.max(1, (span.to - span.from) / factor));
  const share = (at - span.from) / (span.to - span.from);
  return within({ from: at - length * share, to: at - length * share + length }, all);
}

export function pan(span: Span, ms: number, all: Span): Span {
  return within({ from: span.from + ms, to: span.to + ms }, all);
}

function within(span: Span, all: Span): Span {
  const length = span.to - span.from;
  const from = Math.min(Math.max(span.from, all.from), all.to - length);
  return { from, to: from + length };
}

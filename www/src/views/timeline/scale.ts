// Virtual time along the axis: what is in view, where an instant and the ticks stand, and which idle time is folded.
//
// Places on the axis count in ms of virtual time, less what is folded.

/** The part of the axis that is in view. */
export type Span = { from: number; to: number };
/** Idle time from one instant to another, ms, that takes `length` of the axis from `at`. */
export type Fold = { from: number; to: number; at: number; length: number };
export type Axis = { span: Span; folds: readonly Fold[] };

/** A fold takes this share of what is not folded; many folds take as much as that together. */
const FOLDED_SHARE = 1 / 8;

/** Folds idle time that is long beside the rest; what a fold would hardly shorten is left. */
export function foldIdle(idle: readonly (readonly [from: number, to: number])[], durationMs: number): Fold[] {
  let long = idle;
  for (;;) {
    const lengths = long.map(([from, to]) => to - from);
    const rest = durationMs - lengths.reduce((sum, ms) => sum + ms, 0);
    // where all is idle the shortest is the measure
    const length = rest > 0 ? Math.max(1, rest * Math.min(FOLDED_SHARE, 1 / long.length)) : lengths.reduce((least, ms) => Math.min(least, ms), durationMs);
    const longer = long.filter(([from, to]) => to - from > 2 * length);
    if (longer.length === long.length) {
      let folded = 0;
      return long.map(([from, to]) => {
        const at = from - folded;
        folded += to - from - length;
        return { from, to, at, length };
      });
    }
    long = longer;
  }
}

/** Where an instant stands, as a share of what is in view: 0 at the left, 1 at the right. */
export function placeOf(ms: number, { span, folds }: Axis): number {
  return (onAxis(ms, folds) - span.from) / (span.to - span.from);
}

/** The instant at a share of what is in view. */
export function timeAt(share: number, { span, folds }: Axis): number {
  const place = span.from + share * (span.to - span.from);
  const fold = lastBefore(folds, (fold) => fold.at <= place);
  if (fold === undefined) return place;
  const beyond = place - fold.at - fold.length;
  return beyond >= 0 ? fold.to + beyond : fold.to + (beyond / fold.length) * (fold.to - fold.from);
}

function onAxis(ms: number, folds: readonly Fold[]): number {
  const fold = lastBefore(folds, (fold) => fold.from <= ms);
  if (fold === undefined) return ms;
  return fold.at + fold.length + (ms >= fold.to ? ms - fold.to : ((ms - fold.to) / (fold.to - fold.from)) * fold.length);
}

function lastBefore(folds: readonly Fold[], isBefore: (fold: Fold) => boolean): Fold | undefined {
  let [low, high] = [0, folds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(folds[middle]!)) low = middle + 1;
    else high = middle;
  }
  return folds[low - 1];
}

/** The folds in view that are at least `least` pixels wide. */
export function foldsInView({ span, folds }: Axis, width: number, least: number): Fold[] {
  const shortest = ((span.to - span.from) * least) / Math.max(width, 1);
  return folds.filter(({ at, length }) => length >= shortest && at < span.to && at + length > span.from);
}

/** Lengths between two ticks, ms: those that people count in. */
const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000,
  3_600_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000, 172_800_000, 604_800_000, 2_592_000_000, 7_776_000_000, 31_536_000_000,
];

/** Ticks in view, no closer than `apart` pixels; a fold's end has one where a third of that is free. */
export function ticks(axis: Axis, width: number, apart = 84): number[] {
  const { span, folds } = axis;
  const least = (Math.max(span.to - span.from, 1e-9) * apart) / Math.max(width, 1);
  const step = STEPS.find((step) => step >= least) ?? STEPS.at(-1) ?? 1;
  const found: number[] = [];
  let last = -Infinity;
  const add = (ms: number, room: number) => {
    const place = onAxis(ms, folds);
    if (place < span.from || place > span.to || place - last < room) return;
    last = place;
    found.push(ms);
  };
  const end = timeAt(1, axis);
  let from = timeAt(0, axis);
  for (const fold of [...folds.filter(({ to }) => to > from), { from: end, to: end }]) {
    if (from > end) break;
    for (let at = Math.ceil(from / step) * step; at <= Math.min(fold.from, end) && found.length < 200; at += step) add(at, least);
    if (fold.to < end) add(fold.to, least / 3);
    from = Math.max(from, fold.to);
  }
  return found;
}

/** A tick's words, exact: `0 s`, `200 ms`, `5 s`, `2 min`, `1 h 30 min`. */
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
    .map(([number, unit]) => `${number} ${unit}`)
    .join(" ");
}

/** Everything, with a little room at the end. */
export function whole(durationMs: number, folds: readonly Fold[] = []): Span {
  return { from: 0, to: Math.max(onAxis(durationMs, folds) * 1.02, 1) };
}

/** A part of everything, with a little room on both sides. */
export function partOf(fromMs: number, toMs: number, all: Span, folds: readonly Fold[]): Span {
  const [from, to] = [onAxis(fromMs, folds), onAxis(toMs, folds)];
  const room = Math.max((to - from) * 0.04, 0.5);
  return within({ from: from - room, to: Math.min(to + room, from - room + (all.to - all.from)) }, all);
}

/** Zooms around a place of the axis; never further out than everything. */
export function zoom(span: Span, factor: number, at: number, all: Span): Span {
  const length = Math.min(all.to - all.from, Math.max(1, (span.to - span.from) / factor));
  const share = (at - span.from) / (span.to - span.from);
  return within({ from: at - length * share, to: at - length * share + length }, all);
}

/** Moves what is in view by a share of its length. */
export function pan(span: Span, share: number, all: Span): Span {
  const by = share * (span.to - span.from);
  return within({ from: span.from + by, to: span.to + by }, all);
}

/** What was in view of another axis, as far as this one goes. */
export function partIn(span: Span, all: Span): Span {
  return isWhole(span, all) ? all : within(span, all);
}

/** Nothing is out of view. */
export const isWhole = (span: Span, all: Span): boolean => span.to - span.from >= all.to - all.from;

function within(span: Span, all: Span): Span {
  const length = span.to - span.from;
  const from = Math.min(Math.max(span.from, all.from), all.to - length);
  return { from, to: from + length };
}

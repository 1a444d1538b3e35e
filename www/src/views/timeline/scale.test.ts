import { describe, expect, it } from "vitest";
import { foldIdle, foldsInView, pan, partIn, partOf, placeOf, tickLabel, ticks, timeAt, whole, zoom } from "./scale";

const plain = (from: number, to: number) => ({ span: { from, to }, folds: [] });

describe("the time axis", () => {
  it("has ticks at lengths that people count in", () => {
    expect(ticks(plain(0, 15_000), 600)).toEqual([0, 5_000, 10_000, 15_000]);
    expect(ticks(plain(0, 1), 600)).toEqual([0, 1]);
    expect(ticks(plain(0, 3_600_000), 600)).toEqual([0, 600_000, 1_200_000, 1_800_000, 2_400_000, 3_000_000, 3_600_000]);
    expect(ticks(plain(0, 365 * 86_400_000), 600).length).toBeLessThan(10);
  });

  it.each([
    [0, "0 s"],
    [200, "200 ms"],
    [5_000, "5 s"],
    [90_000, "1 min 30 s"],
    [5_400_000, "1 h 30 min"],
    [172_800_000, "2 d"],
    [176_580_250, "2 d 1 h 3 min 0.25 s"],
  ])("calls %d ms %s", (ms, words) => expect(tickLabel(ms)).toBe(words));

  it("zooms around a place and never leaves the run", () => {
    const all = whole(10_000);
    const near = zoom(all, 2, 0, all);
    expect(near.from).toBe(0);
    expect(near.to).toBeCloseTo(5_100);
    expect(zoom(near, 0.1, 100, all)).toEqual(all);
    expect(pan(near, 0.5, all).from).toBeCloseTo(2_550);
    expect(pan(near, 99, all).to).toBeCloseTo(all.to);
  });

  it("shows a part with room on both sides, inside of everything", () => {
    const all = whole(10_000);
    expect(partOf(4_000, 6_000, all, [])).toEqual({ from: 3_920, to: 6_080 });
    expect(partOf(0, 1_000, all, [])).toEqual({ from: 0, to: 1_080 });
    expect(partOf(5_000, 5_000, all, [])).toEqual({ from: 4_999.5, to: 5_000.5 });
    expect(partOf(0, 0, whole(0), [])).toEqual(whole(0));
    expect(partOf(0, 10_000, all, [])).toEqual(all);
  });

  it("has a length even for a run without one", () => {
    expect(whole(0)).toEqual({ from: 0, to: 1 });
  });
});

it("keeps a part of one axis in view on another, as far as that goes", () => {
  const all = whole(1_000);
  expect(partIn({ from: 200, to: 500 }, all)).toEqual({ from: 200, to: 500 });
  expect(partIn({ from: 900, to: 1_200 }, all)).toEqual({ from: all.to - 300, to: all.to });
  expect(partIn({ from: 900, to: 9_000 }, all)).toBe(all);
});

describe("folded idle time", () => {
  // 400 ms of work, five minutes of waiting, 400 ms of work
  const folds = foldIdle([[400, 300_400]], 300_800);
  const axis = { span: { from: 0, to: 900 }, folds };

  it.each([
    [0, 0],
    [200, 200],
    [400, 400],
    [150_400, 450],
    [300_400, 500],
    [300_800, 900],
  ])("puts %d ms at %d, and back", (ms, place) => {
    expect(placeOf(ms, axis) * 900).toBeCloseTo(place);
    expect(timeAt(place / 900, axis)).toBeCloseTo(ms);
  });

  it("never goes back in time, whatever is folded", () => {
    const many = foldIdle([[10, 5_000], [5_000, 9_000], [9_100, 9_105], [9_200, 99_000]], 99_500);
    const all = { span: whole(99_500, many), folds: many };
    for (let ms = 0, last = -1; ms <= 99_500; ms += 50) {
      const place = placeOf(ms, all);
      expect(place).toBeGreaterThan(last);
      expect(timeAt(place, all)).toBeCloseTo(ms);
      last = place;
    }
  });

  it("leaves at least half of the axis to what is not idle", () => {
    const idle = Array.from({ length: 100 }, (_, at): [number, number] => [at * 60_100 + 100, (at + 1) * 60_100]);
    expect(whole(6_010_000, foldIdle(idle, 6_010_000)).to).toBeLessThan(2 * 10_000 * 1.03);
  });

  it.each([
    ["short idle time", [[100, 200]], 1_000, 0],
    ["short idle time beside a long one", [[100, 200], [1_000, 600_000]], 601_000, 1],
    ["the only thing there is", [[0, 60_000]], 60_000, 0],
    ["all but the shortest where all is idle", [[0, 1_000], [1_000, 301_000]], 301_000, 1],
    ["nothing", [], 0, 0],
  ] as [string, [number, number][], number, number][])("of %s: what is worth it", (_, idle, duration, count) => {
    expect(foldIdle(idle, duration)).toHaveLength(count);
  });

  it("has ticks beside the folds and one where a fold ends", () => {
    expect(ticks(axis, 600)).toEqual([0, 200, 400, 300_400, 300_600, 300_800]);
  });

  it("draws the folds that are in view and can be seen", () => {
    expect(foldsInView(axis, 600, 4)).toEqual(folds);
    expect(foldsInView(axis, 6, 4)).toEqual([]);
    expect(foldsInView({ span: { from: 600, to: 900 }, folds }, 600, 4)).toEqual([]);
  });
});

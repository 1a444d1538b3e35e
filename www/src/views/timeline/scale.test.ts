import { describe, expect, it } from "vitest";
import { pan, tickLabel, ticks, whole, zoom } from "./scale";

describe("the time axis", () => {
  it("has ticks at lengths that people count in", () => {
    expect(ticks({ from: 0, to: 15_000 }, 600)).toEqual([0, 5_000, 10_000, 15_000]);
    expect(ticks({ from: 0, to: 1 }, 600)).toEqual([0, 1]);
    expect(ticks({ from: 0, to: 3_600_000 }, 600)).toEqual([0, 600_000, 1_200_000, 1_800_000, 2_400_000, 3_000_000, 3_600_000]);
    expect(ticks({ from: 0, to: 365 * 86_400_000 }, 600).length).toBeLessThan(10);
  });

  it.each([
    [0, "0 s"],
    [200, "200 ms"],
    [5_000, "5 s"],
    [90_000, "1 min 30 s"],
    [5_400_000, "1 h 30 min"],
    [172_800_000, "2 d"],
  ])("calls %d ms %s", (ms, words) => expect(tickLabel(ms)).toBe(words));

  it("zooms around a place and never leaves the run", () => {
    const all = whole(10_000);
    const near = zoom(all, 2, 0, all);
    expect(near.from).toBe(0);
    expect(near.to).toBeCloseTo(5_100);
    expect(zoom(near, 0.1, 100, all)).toEqual(all);
    expect(pan(near, 99_999, all).to).toBeCloseTo(all.to);
  });

  it("has a length even for a run without one", () => {
    expect(whole(0)).toEqual({ from: 0, to: 1 });
  });
});

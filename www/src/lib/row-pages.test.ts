import { describe, expect, it } from "vitest";
import { PAGE_ROWS, RowPages, scrollTo, visibleRows } from "./row-pages";

describe("rows in pages", () => {
  it("fetches a page once, when one of its rows is looked at", async () => {
    const asked: number[] = [];
    let arrivals = 0;
    const load = async (from: number, count: number) => {
      asked.push(from);
      return Array.from({ length: count }, (_, at) => from + at);
    };
    const pages = new RowPages(load, () => (arrivals += 1));
    expect(pages.row(PAGE_ROWS + 3)).toBeUndefined();
    expect(pages.row(PAGE_ROWS + 4)).toBeUndefined();
    await Promise.resolve();
    expect(pages.row(PAGE_ROWS + 3)).toBe(PAGE_ROWS + 3);
    expect([asked, arrivals]).toEqual([[PAGE_ROWS], 1]);
  });

  it("draws what is in view and a little around", () => {
    expect(visibleRows(0, 100, 20, 1_000, 2)).toEqual([0, 7]);
    expect(visibleRows(2_000, 100, 20, 1_000, 2)).toEqual([98, 107]);
    expect(visibleRows(0, 100, 20, 3, 2)).toEqual([0, 3]);
  });

  it("scrolls no further than it must", () => {
    expect(scrollTo(5, 0, 200, 20)).toBe(0);
    expect(scrollTo(12, 0, 200, 20)).toBe(60);
    expect(scrollTo(1, 100, 200, 20)).toBe(20);
  });
});

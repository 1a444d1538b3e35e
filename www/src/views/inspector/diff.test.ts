import { expect, it } from "vitest";
import { lineDiff } from "./diff";

const shown = (before: string, after: string) =>
  lineDiff(before, after).map(({ text, change }) => `${{ same: " ", added: "+", removed: "-" }[change]}${text}`);

it("marks what is new and what is gone", () => {
  expect(shown('{\n  "a": 1\n}', '{\n  "a": 1,\n  "b": 2\n}')).toEqual([" {", '   "a": 1,', '+  "b": 2', " }"]);
  expect(shown('{\n  "a": 1\n}', '{\n  "a": 2\n}').toSorted()).toEqual([" {", " }", '+  "a": 2', '-  "a": 1'].toSorted());
  expect(shown("1", "1")).toEqual([" 1"]);
});

it("stays quick for long texts", () => {
  const long = Array.from({ length: 5_000 }, (_, n) => `line ${n}`).join("\n");
  expect(lineDiff(long, `${long}\nnew`).filter(({ change }) => change === "added")).toEqual([{ text: "new", change: "added" }]);
});

import { expect, it } from "vitest";
import { changes, folded, lineDiff } from "./diff";

const shown = (before: string, after: string) =>
  lineDiff(before, after).map(({ text, change }) => `${{ same: " ", added: "+", removed: "-", folded: "~" }[change]}${text}`);

it("marks what is new and what is gone", () => {
  expect(shown('{\n  "a": 1\n}', '{\n  "a": 1,\n  "b": 2\n}')).toEqual([" {", '   "a": 1,', '+  "b": 2', " }"]);
  expect(shown('{\n  "a": 1\n}', '{\n  "a": 2\n}').toSorted()).toEqual([" {", " }", '+  "a": 2', '-  "a": 1'].toSorted());
  expect(shown("1", "1")).toEqual([" 1"]);
});

it("stays quick for long texts", () => {
  const long = Array.from({ length: 5_000 }, (_, n) => `line ${n}`).join("\n");
  expect(lineDiff(long, `${long}\nnew`).filter(({ change }) => change === "added")).toEqual([{ text: "new", change: "added" }]);
});

it("shows what changed in a long text, with a little around it", () => {
  const lines = Array.from({ length: 20 }, (_, at) => `  "a${at}": ${at},`);
  const before = ["{", ...lines, "}"].join("\n");
  const after = ["{", ...lines, '  "new": 1', "}"].join("\n");
  expect(folded(changes(before, after)).map(({ text }) => text)).toEqual(["⋯ 19 lines unchanged", '  "a18": 18,', '  "a19": 19,', '  "new": 1', "}"]);
  expect(folded(changes(before, before))).toHaveLength(22);
});

it("marks nothing where two texts have nothing in common", () => {
  expect(changes('{\n  "a": 1\n}', '{\n  "b": 2\n}').map(({ change }) => change)).toEqual(["same", "same", "same"]);
});

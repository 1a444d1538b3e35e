import { expect, it } from "vitest";
import { proseParts } from "./prose";

it.each([
  ["no state is named `A`", ["no state is named ", "A", ""]],
  ["`A` and `B`", ["", "A", " and ", "B", ""]],
  ["plain", ["plain"]],
  ["a lone ` stays", ["a lone ` stays"]],
  ["`A` and a lone `", ["", "A", " and a lone `"]],
  ["", [""]],
])("%j", (sentence, parts) => {
  expect(proseParts(sentence)).toEqual(parts);
});

import { describe, expect, it } from "vitest";
import { parsedOrUndefined, prettyJson } from "./json-text";

describe("prettyJson", () => {
  it.each([
    ["one member a line", '{"a":1,"b":[1,2]}', '{\n  "a": 1,\n  "b": [\n    1,\n    2\n  ]\n}'],
    ["numbers as they were written", "[0.0,1e3,-0,12345678901234567890]", "[\n  0.0,\n  1e3,\n  -0,\n  12345678901234567890\n]"],
    ["empty containers in one line", '{"a":{},"b":[],"c":""}', '{\n  "a": {},\n  "b": [],\n  "c": ""\n}'],
    ["duplicate members stay", '{"a":1,"a":2}', '{\n  "a": 1,\n  "a": 2\n}'],
    ["structure inside a string is text", '{"a":"{[,:]} \\" \\\\"}', '{\n  "a": "{[,:]} \\" \\\\"\n}'],
    ["a scalar", "null", "null"],
    ["broken JSON keeps every token", '{"a":', '{\n  "a": '],
    ["an unclosed string keeps its text", '["ab', '[\n  "ab'],
  ])("%s", (_, text, pretty) => {
    expect(prettyJson(text)).toBe(pretty);
  });

  it.each([
    ["what fits stands in one line", '{"a":{"b":1,"c":[1,2]},"d":[{},[]]}', 24, '{\n  "a": {\n    "b": 1,\n    "c": [1, 2]\n  },\n  "d": [{}, []]\n}'],
    ["with room for all of it, all of it", '{"a":{"b":1},"c":[1,"x"]}', 80, '{ "a": { "b": 1 }, "c": [1, "x"] }'],
    ["what is not closed is laid out", '{"a":[1,2', 80, '{\n  "a": [\n    1,\n    2'],
    ["numbers as they were written", "[1.0,-0,12345678901234567890]", 80, "[1.0, -0, 12345678901234567890]"],
  ])("%s", (_, text, columns, pretty) => {
    expect(prettyJson(text, columns)).toBe(pretty);
  });

  it("is quick with large texts, and takes a string of any length", () => {
    const rows = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `item number ${id}` }));
    expect(prettyJson(JSON.stringify(rows))).toBe(JSON.stringify(rows, null, 2));
    const long = JSON.stringify("a line of text\n".repeat(500_000));
    expect(prettyJson(long)).toBe(long);
  });

  it("gives what JSON.stringify gives for ordinary values", () => {
    const value = { order: { id: "o-1", items: [{ n: 1 }, { n: 2 }], empty: [] }, ok: true, none: null };
    expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  });

  it("is its own fixed point", () => {
    const once = prettyJson('{"a":[{"b":0.10}],"c":{}}');
    expect(prettyJson(once)).toBe(once);
  });
});

it("parsedOrUndefined tells JSON from other text", () => {
  expect(parsedOrUndefined("[1]")).toEqual([1]);
  expect(parsedOrUndefined("nope")).toBeUndefined();
});

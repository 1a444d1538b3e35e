// One expression on its own.

import assert from "node:assert/strict";
import { test } from "node:test";
import { asl } from "./support.mjs";

for (const [expression, options, expected] of [
  ["a.b + $n", { data: { a: { b: 1 } }, bindings: { n: 2 } }, 3],
  ["nothing", { data: {} }, undefined],
  ["$formatNumber(1234.5, '#,##0.00')", {}, "1,234.50"],
  ["$.a[1:]", { language: "JSONPath", data: { a: [1, 2, 3] } }, [2, 3]],
  ["States.Format('{} and {}', $.a, $b)", { language: "Intrinsic", data: { a: 1 }, bindings: { b: "x" } }, "1 and x"],
]) {
  test(expression, () => assert.deepEqual(asl.evaluate(expression, options), expected));
}

for (const [expression, options, expected] of [
  ["'é' & (1 +", {}, { code: "S0203", position: 10 }],
  ["1 + 'a'", {}, { code: "T2002" }],
  ["function($x) { $x }", {}, { code: undefined }],
  ["$.a", { language: "JSONPath", data: {} }, { code: "States.Runtime" }],
  ["States.JsonMerge(1)", { language: "Intrinsic" }, {}],
  ["$.[", { language: "JSONPath" }, { code: "InvalidRequest" }],
]) {
  test(`${expression} fails`, () => {
    assert.throws(() => asl.evaluate(expression, options), (error) => {
      assert.ok(error instanceof asl.EvaluationError, String(error));
      for (const [name, value] of Object.entries(expected)) assert.equal(error[name], value, name);
      return true;
    });
  });
}

const circle = {};
circle.self = circle;

for (const [words, options, message] of [
  ["a language that is none", { language: "Perl" }, "language must be JSONata, JSONPath or Intrinsic, not Perl"],
  ["bindings that are no object", { bindings: 1 }, "options.bindings must be an object, not 1."],
  ["data that is no JSON", { data: circle }, /^data cannot be written as JSON: Converting circular structure/],
  ["data that JSON does not know", { data: () => 1 }, "data cannot be written as JSON: it is a function."],
  ["options that are none", "JSONata", 'options must be an object, not "JSONata".'],
]) {
  test(`${words}: no error of the expression`, () => {
    assert.throws(() => asl.evaluate("1", options), (error) => {
      assert.ok(!(error instanceof asl.EvaluationError));
      assert.equal(error.code, "InvalidRequest");
      if (typeof message === "string") assert.equal(error.message, message);
      else assert.match(error.message, message);
      return true;
    });
  });
}

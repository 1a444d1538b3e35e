import { expect, it } from "vitest";
import { clock, count, duration, instant, realTime } from "./format";

it.each([
  [0, "0 ms"],
  [340, "340 ms"],
  [999.6, "1 s"],
  [14_960, "14.96 s"],
  [15_000, "15 s"],
  [59_999, "1 min"],
  [125_000, "2 min 5 s"],
  [3_599_800, "1 h"],
  [12_000_000, "3 h 20 min"],
  [31_471_200_000, "364 d 6 h"],
])("duration of %d ms is %s", (ms, text) => {
  expect(duration(ms)).toBe(text);
});

it.each([
  [0, "0.000"],
  [15_920, "15.920"],
  [59_999.9, "1:00.000"],
  [61_005, "1:01.005"],
  [3_723_500, "1:02:03.500"],
])("clock at %d ms is %s", (ms, text) => {
  expect(clock(ms)).toBe(text);
});

it.each([
  [15_920, "15.920 s"],
  [3_723_500, "1:02:03.500"],
])("the instant at %d ms is %s", (ms, text) => {
  expect(instant(ms)).toBe(text);
});

it.each([
  [2.34, "2.3 ms"],
  [250.4, "250 ms"],
  [1500, "1.5 s"],
])("real time of %d ms is %s", (ms, text) => {
  expect(realTime(ms)).toBe(text);
});

it("counts in words", () => {
  expect(count(1, "retry", "retries")).toBe("1 retry");
  expect(count(0, "retry", "retries")).toBe("0 retries");
  expect(count(25_000, "event")).toBe("25,000 events");
});

import { expect, test } from "vitest";
import { outOfMemory } from "./memory.ts";

const memoryOf = (byteLength: number) => ({ buffer: { byteLength } }) as unknown as WebAssembly.Memory;

test.each([
  ["a trap with a full memory", new WebAssembly.RuntimeError("unreachable"), memoryOf(4 * 2 ** 30), true],
  ["a trap when a list could not grow", new WebAssembly.RuntimeError("unreachable"), memoryOf(2.5 * 2 ** 30), true],
  ["a trap with memory left", new WebAssembly.RuntimeError("unreachable"), memoryOf(2 ** 30), false],
  ["an error of a stub with a full memory", new Error("no"), memoryOf(4 * 2 ** 30), false],
  ["a trap before there was a memory", new WebAssembly.RuntimeError("unreachable"), undefined, false],
])("%s", (_, error, memory, isSaid) => {
  expect(outOfMemory(error, memory)?.startsWith("WebAssembly's memory of 4 GB is full") ?? false).toBe(isSaid);
});

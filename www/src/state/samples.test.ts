import { describe, expect, it } from "vitest";
import { FIRST_SAMPLE, loadSample, SAMPLES, sampleWorkspace } from "./samples";
import { encodeWorkspace, LINK_LENGTHS } from "./share";
import { definitionOf, stubOf } from "./workspace";

const first = sampleWorkspace(FIRST_SAMPLE);
await loadSample("ship-items");

it("the page opens with the first of the menu, which is there at once", () => {
  expect(SAMPLES[0]?.name).toBe(FIRST_SAMPLE);
  expect(first).toBeDefined();
  expect(sampleWorkspace("no such")).toBeUndefined();
});

describe.each(SAMPLES.map(({ name }) => name))("%s", (name) => {
  const workspace = sampleWorkspace(name);
  if (workspace === undefined) throw new Error(`${name} has no workspace`);
  const machine = JSON.parse(definitionOf(workspace)) as unknown;

  it("has a stub for each function it calls, and no other", () => {
    const called = new Set(resourcesIn(machine));
    const own = [...called].filter((resource) => resource.startsWith("arn:aws:lambda:"));
    const stubs = workspace.stubs.map(({ resource }) => resource);
    expect(stubs).toEqual(expect.arrayContaining(own));
    expect([...called]).toEqual(expect.arrayContaining(stubs));
    for (const resource of stubs) expect(stubOf(workspace, resource)?.code).toContain("export const handler");
  });

  it("has an input that is JSON", () => {
    expect(typeof JSON.parse(workspace.input)).toBe("object");
  });

  it("makes a link that works everywhere", async () => {
    const link = `https://asl-playground.example/#${await encodeWorkspace(workspace)}`;
    expect(link.length).toBeLessThanOrEqual(LINK_LENGTHS.everywhere);
  });
});

/** Every function that a Task calls, at any depth. */
function resourcesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "Type" in value && value.Type === "Task" && "Resource" in value ? [String(value.Resource)] : [];
  return [...own, ...Object.values(value).flatMap(resourcesIn)];
}

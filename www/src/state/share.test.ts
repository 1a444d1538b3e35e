import { describe, expect, it } from "vitest";
import { decodeWorkspace, encodeWorkspace, INFLATED_BYTES_MAX, linkAdvice, queryAsFragment, readFragment } from "./share";
import { checkWorkspace, type Workspace, WorkspaceProblem, workspaceOf } from "./workspace";

const workspace: Workspace = {
  ...workspaceOf('{\n  // half-finished\n  "StartAt": "Ünïcode ✓ 🚀"', "Order"),
  input: '{"n": 0.10}',
  stubs: [{ resource: "arn:aws:lambda:us-east-1:123456789012:function:f", code: "export const handler = async () => 1;", latency: { fixed: 120 } }],
  simulation: { seed: 42, startTime: "2025-01-01T00:00:00Z" },
};

async function payloadOf(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function opened(fragment: string): Promise<Workspace> {
  const read = readFragment(`#${fragment}`);
  if (read.kind !== "workspace") throw new Error(`not a workspace link: ${read.kind}`);
  return decodeWorkspace(read.payload);
}

describe("a link", () => {
  it("reproduces the workspace to the letter", async () => {
    expect(await opened(await encodeWorkspace(workspace))).toEqual(workspace);
  });

  it("keeps members of newer pages", async () => {
    const newer = checkWorkspace({ ...workspace, palette: { dark: true } });
    expect(await opened(await encodeWorkspace(newer))).toEqual(newer);
  });

  it("is the version and base64url, nothing that a chat would break", async () => {
    expect(await encodeWorkspace(workspace)).toMatch(/^1[A-Za-z0-9_-]+$/);
  });

  it("holds texts larger than one piece of the encoder", async () => {
    // Random digits do not compress below a third of their length.
    const digits = Array.from({ length: 200_000 }, (_, at) => (at * 7919 * 104_729 + ((at * at) % 9973)) % 10).join("");
    const large = workspaceOf(digits);
    expect(await opened(await encodeWorkspace(large))).toEqual(large);
  });
});

describe("a damaged link", () => {
  it("says so at whatever place it is cut", async () => {
    const whole = await encodeWorkspace(workspace);
    for (let length = 2; length < whole.length; length += 7) {
      await expect(opened(whole.slice(0, length)), `cut at ${length}`).rejects.toThrowError(WorkspaceProblem);
    }
  });

  it("says so when characters were changed on the way", async () => {
    const whole = await encodeWorkspace(workspace);
    for (let at = 1; at < whole.length; at += 11) {
      const changed = whole.slice(0, at) + (whole[at] === "A" ? "B" : "A") + whole.slice(at + 1);
      // One changed bit may still inflate to JSON of the right shape; all else is a sentence.
      const outcome = await opened(changed).catch((problem: unknown) => problem);
      expect(outcome instanceof WorkspaceProblem || typeof outcome === "object", `changed at ${at}`).toBe(true);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(WorkspaceProblem);
    }
  });

  it("is refused when it is no workspace", async () => {
    await expect(decodeWorkspace(await payloadOf("[]"))).rejects.toThrowError("The workspace is not an object.");
    await expect(decodeWorkspace(await payloadOf("not json"))).rejects.toThrowError("This link is damaged");
  });

  it("is refused before a hostile one fills the memory", async () => {
    const bomb = await payloadOf(`"${"a".repeat(INFLATED_BYTES_MAX * 4)}"`);
    expect(bomb.length).toBeLessThan(100_000);
    await expect(decodeWorkspace(bomb)).rejects.toThrowError("holds more than 4 MB");
  });
});

describe("queryAsFragment", () => {
  it.each([
    ["", "", "", ""],
    ["?embed=1&theme=dark", "#1abc", "?embed=1&theme=dark", "#1abc"],
    ["?src=https://a.example/b.json", "", "", "#src=https%3A%2F%2Fa.example%2Fb.json"],
    ["?embed=1&src=https%3A%2F%2Fa.example%2Fb%3Fc%3Dd", "", "?embed=1", "#src=https%3A%2F%2Fa.example%2Fb%3Fc%3Dd"],
    ["?example=saga", "", "", "#example=saga"],
    ["?example=saga", "#1abc", "", "#1abc"],
    ["?src=", "", "", "#src="],
  ])("%j %j", (search, hash, newSearch, newHash) => expect(queryAsFragment({ search, hash })).toEqual({ search: newSearch, hash: newHash }));
});

describe("readFragment", () => {
  it.each([
    ["", { kind: "none" }],
    ["#", { kind: "none" }],
    ["#1abc-_", { kind: "workspace", payload: "abc-_" }],
    ["#example=ship-items", { kind: "example", name: "ship-items" }],
    ["#example=a%20b", { kind: "example", name: "a b" }],
    ["#example=%", { kind: "example", name: "%" }],
    ["#src=https://a.example/b.json", { kind: "source", address: "https://a.example/b.json" }],
    ["#src=https%3A%2F%2Fa.example%2Fb%2520c", { kind: "source", address: "https://a.example/b%20c" }],
  ])("%j", (hash, fragment) => {
    expect(readFragment(hash)).toEqual(fragment);
  });

  it.each([
    ["#2abc", "has version 2"],
    ["#1", "damaged"],
    ["#1ab c", "damaged"],
    ["#hello", "damaged"],
    ["#%F0", "damaged"],
  ])("%j is unreadable: %s", (hash, sentence) => {
    const fragment = readFragment(hash);
    expect(fragment).toMatchObject({ kind: "unreadable", sentence: expect.stringContaining(sentence) });
  });
});

it("says where a long link breaks", () => {
  expect(linkAdvice(2000).tone).toBe("good");
  expect(linkAdvice(2001).tone).toBe("warn");
  expect(linkAdvice(8001)).toMatchObject({ tone: "bad", sentence: expect.stringContaining("Download the file") });
});

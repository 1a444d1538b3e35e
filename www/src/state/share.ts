// Workspace ↔ link. `#1` + base64url(deflate-raw(compact JSON)): the digit is the workspace's version.
// All of it is in the fragment, which no server ever sees. What comes in is a stranger's: inflated with a cap, then checked.

import { packed } from "./packing";
import { checkWorkspace, WORKSPACE_VERSION, type Workspace, WorkspaceProblem } from "./workspace";

/** Most a link may inflate to, bytes; a hostile link of 200 KB can hold 200 MB. */
export const INFLATED_BYTES_MAX = 4 * 1024 * 1024;

/** Where links of a length stop working, characters. */
export const LINK_LENGTHS = { everywhere: 2000, mostPlaces: 8000 } as const;

/** What a fragment asks for. */
export type Fragment =
  | { kind: "none" }
  | { kind: "workspace"; payload: string }
  | { kind: "example"; name: string }
  | { kind: "source"; address: string }
  | { kind: "unreadable"; sentence: string };

/** Reads `location.hash`; does not touch the payload. */
export function readFragment(hash: string): Fragment {
  const text = hash.replace(/^#/, "");
  if (text === "") return { kind: "none" };
  const example = /^example=(.+)$/.exec(text)?.[1];
  if (example !== undefined) return { kind: "example", name: decodedOrAsIs(example) };
  const source = /^src=(.+)$/.exec(text)?.[1];
  if (source !== undefined) return { kind: "source", address: decodedOrAsIs(source) };
  const [, version, payload] = /^(\d)([A-Za-z0-9_-]+)$/.exec(text) ?? [];
  if (version === undefined || payload === undefined) {
    return { kind: "unreadable", sentence: "This link is damaged: its text is not one that ASL Playground makes." };
  }
  if (version !== String(WORKSPACE_VERSION)) {
    const sentence = `This link has version ${version}; this page reads version ${WORKSPACE_VERSION}. A newer ASL Playground may open it.`;
    return { kind: "unreadable", sentence };
  }
  return { kind: "workspace", payload };
}

/**
 * An address whose query names what to open, `?src=…` or `?example=…`, as the fragment has it: `search` without that,
 * and `hash`. A fragment that is there already wins. The same address when the query names nothing.
 */
export function queryAsFragment({ search, hash }: { search: string; hash: string }): { search: string; hash: string } {
  const query = new URLSearchParams(search);
  const named = (["src", "example"] as const).find((name) => query.has(name));
  if (named === undefined) return { search, hash };
  const value = query.get(named) ?? "";
  query.delete(named);
  const rest = query.size === 0 ? "" : `?${query}`;
  return { search: rest, hash: hash === "" ? `#${named}=${encodeURIComponent(value)}` : hash };
}

/** The fragment, without `#`, that reproduces `workspace`. */
export async function encodeWorkspace(workspace: Workspace): Promise<string> {
  return `${WORKSPACE_VERSION}${await packed(JSON.stringify(workspace))}`;
}

/** The workspace in a fragment's payload. Throws WorkspaceProblem with a sentence. */
export async function decodeWorkspace(payload: string): Promise<Workspace> {
  const text = await inflate(fromBase64Url(payload));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged();
  }
  return checkWorkspace(value);
}

/** What to say next to the Copy button about a link of this length. */
export function linkAdvice(length: number): { tone: "good" | "warn" | "bad"; sentence: string } {
  if (length <= LINK_LENGTHS.everywhere) return { tone: "good", sentence: "Short enough to work everywhere." };
  if (length <= LINK_LENGTHS.mostPlaces) {
    return { tone: "warn", sentence: "Works in browsers, documents and issues; chat apps on Windows cut links at about 2,000 characters." };
  }
  return { tone: "bad", sentence: "Chat apps and some mail programs cut a link this long. Download the file and send that instead." };
}

function damaged(): WorkspaceProblem {
  return new WorkspaceProblem("This link is damaged: a part of it is missing or was changed on the way.");
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      length += value.byteLength;
      if (length > INFLATED_BYTES_MAX) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    throw damaged();
  }
  await reader.cancel().catch(() => undefined);
  throw new WorkspaceProblem(`This link holds more than ${INFLATED_BYTES_MAX / 1024 / 1024} MB; it was not opened.`);
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    throw damaged();
  }
}

function decodedOrAsIs(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

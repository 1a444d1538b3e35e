// `#src=<address>`: a workspace, a definition alone or a template, loaded from where it lies. The server must allow it (CORS).

import type { Engine } from "./engine";
import { type Workspace, workspaceIn, WORKSPACE_LIMITS, WorkspaceProblem } from "./workspace";

/** Most bytes that are read; a workspace that is larger would be refused anyway. */
const SOURCE_BYTES_MAX = 4 * WORKSPACE_LIMITS.textChars;
/** Longest wait for the whole of it, real ms. */
const SOURCE_WAIT_MS = 15_000;

/**
 * The workspace at an address, fetched without cookies or referrer. Throws WorkspaceProblem with a sentence.
 * Only `https:`, and the page's own origin, which is how one tries it on one's own machine.
 */
export async function fetchWorkspace(address: string, page: string, engine: Pick<Engine, "deployedMachines">, get: typeof fetch = fetch): Promise<Workspace> {
  const url = sourceUrl(address, page);
  const text = await textAt(url, get);
  const file = url.pathname.split("/").at(-1) ?? "";
  return workspaceIn(text, file === "" ? url.host : nameOf(file), engine);
}

function nameOf(file: string): string {
  try {
    return decodeURIComponent(file);
  } catch {
    return file;
  }
}

function sourceUrl(address: string, page: string): URL {
  if (!URL.canParse(address, page)) throw new WorkspaceProblem("The link's address cannot be read.");
  const url = new URL(address, page);
  if (url.protocol === "https:" || url.origin === new URL(page).origin) return url;
  throw new WorkspaceProblem(`The link loads from ${url.protocol}//, and only https:// is allowed.`);
}

async function textAt(url: URL, get: typeof fetch): Promise<string> {
  let response: Response;
  try {
    const signal = AbortSignal.timeout(SOURCE_WAIT_MS);
    response = await get(url, { credentials: "omit", referrerPolicy: "no-referrer", signal });
  } catch {
    throw new WorkspaceProblem(`${url.host} could not be read: it is out of reach, or does not let other pages read it.`);
  }
  if (!response.ok) throw new WorkspaceProblem(`${url.host} answered ${response.status} for ${url.pathname}.`);
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done || value === undefined) return text + decoder.decode();
      bytes += value.byteLength;
      if (bytes > SOURCE_BYTES_MAX) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    throw new WorkspaceProblem(`${url.host} broke off before the end.`);
  }
  await reader?.cancel().catch(() => undefined);
  throw new WorkspaceProblem(`${url.host} sent more than ${SOURCE_BYTES_MAX / 1024 / 1024} MB; it was not opened.`);
}

// Stubs as text become handlers: an ES module or CommonJS, in the form of a Node.js Lambda function.

import type { Handler, HandlerFunction } from "../driver.ts";
import type { Problem, StubMessage } from "../protocol.ts";

/** The name a stub's file has in stack traces, as in Lambda. */
const FILE = "/var/task/index.mjs";

/** What the browsers say of an import that leads nowhere. */
const NO_SUCH_MODULE = /specifier|Module name/;

export class StubProblem extends Error implements Problem {
  readonly code = "StubSyntax";
  readonly resource: string;

  constructor(resource: string, message: string) {
    super(message);
    this.resource = resource;
  }
}

export type Stubs = {
  handlers: Map<string, Handler>;
  /** The lines of an error's stack that stand in a stub. */
  frames(error: Error): string[];
};

/** Loads all stubs and says so of each before its code runs; the first that does not load is the problem thrown. */
export async function loadStubs(stubs: StubMessage[], onLoad: (resource: string) => void): Promise<Stubs> {
  const handlers = new Map<string, Handler>();
  const addresses: string[] = [];
  for (const { resource, code, ...conduct } of stubs) {
    const address = URL.createObjectURL(new Blob([moduleText(code)], { type: "text/javascript" }));
    addresses.push(address);
    let exported: Record<string, unknown>;
    onLoad(resource);
    try {
      exported = (await import(/* @vite-ignore */ address)) as Record<string, unknown>;
    } catch (error) {
      const failure = loadFailure(error, address);
      throw new StubProblem(resource, `The stub does not load${NO_SUCH_MODULE.test(failure) ? ", for it has no packages to import" : ""}: ${failure}`);
    }
    const handle = handlerOf(exported);
    if (!handle) {
      throw new StubProblem(resource, "The stub exports no handler: write `export const handler = async (event, context) => …`.");
    }
    handlers.set(resource, { handle, ...conduct });
  }
  return { handlers, frames: (error) => frames(error, addresses) };
}

/** CommonJS becomes a module on the same lines. */
function moduleText(code: string): string {
  const isModule = /^[ \t]*export\b/m.test(code) || /[;}]\s*export\s*\{/.test(code);
  const isCommonJs = !isModule && /\b(?:module\s*\.\s*)?exports\b/.test(code);
  return isCommonJs ? `const module={exports:{}},{exports}=module;${code}\nexport default module.exports;` : code;
}

function handlerOf(exported: Record<string, unknown>): HandlerFunction | undefined {
  const fallback = exported["default"];
  const inner = typeof fallback === "object" && fallback !== null ? (fallback as Record<string, unknown>)["handler"] : undefined;
  const found = [exported["handler"], fallback, inner].find((value) => typeof value === "function");
  return found as HandlerFunction | undefined;
}

function loadFailure(error: unknown, address: string): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).replaceAll(address, FILE);
}

function frames(error: Error, addresses: string[]): string[] {
  const lines = error.stack?.split("\n") ?? [];
  return lines.flatMap((line) => {
    const address = addresses.find((known) => line.includes(known));
    return address === undefined ? [] : [`    ${line.trim().replaceAll(address, FILE)}`];
  });
}

// What the page wants of the engine; tests give their own.

import type { EngineClient } from "../engine/client";

export type Engine = Pick<EngineClient, "analyze" | "format" | "convert" | "deployedMachines" | "run" | "mermaid" | "permissions">;

/** What the engine knows of a place in a definition. */
export type Guide = Pick<EngineClient, "complete" | "hover" | "locate" | "rename">;

/** The same as the definition's editor asks for it. */
export type Assistant = Pick<EngineClient, "hover" | "locate" | "rename"> & {
  complete(definition: string, offset: number): ReturnType<EngineClient["complete"]>;
  /** A state has got another name in the text. */
  renamed(from: string, to: string): void;
};

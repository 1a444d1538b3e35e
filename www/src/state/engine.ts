// What the page wants of the engine; tests give their own.

import type { EngineClient } from "../engine/client";

export type Engine = Pick<EngineClient, "analyze" | "format" | "convert" | "run" | "mermaid">;

/** What the definition's editor wants of it. */
export type Assistant = Pick<EngineClient, "complete" | "hover" | "locate" | "rename">;

// What the page wants of the engine; tests give their own.

import type { EngineClient } from "../engine/client";

export type Engine = Pick<EngineClient, "analyze" | "format" | "run">;

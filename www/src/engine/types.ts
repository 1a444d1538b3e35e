// The shapes that cross from the Rust engine to JavaScript, and those of what handlers are given beside them. A test of
// the engine compares them with the types that it writes.

export type * from "./types/conduct.ts";
export type * from "./types/definition.ts";
export type * from "./types/request.ts";
export type * from "./types/run.ts";
export type * from "./types/test-state.ts";

// scripts/build-package.mjs makes this module of what wasm-bindgen wrote.

declare module "#glue" {
  type Glue = typeof import("#wasm") & {
    readonly init: (typeof import("#wasm"))["default"];
    /** What it instantiated, once it has. */
    readonly module: WebAssembly.Module | undefined;
  };
  /** The functions around an instance of the engine; each call makes others, for another instance. */
  const makeGlue: (registry: typeof FinalizationRegistry<number>) => Glue;
  export { type Glue, makeGlue };
}

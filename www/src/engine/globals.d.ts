/** Digest of the worker's script and the engine: a new build is never mixed with a cached old one. */
declare const ENGINE_VERSION: string;

// Where the built site is served while it is tested: from a sub-path, as any static host might.

/** A second run on one machine, of another checkout say, takes another port. */
export const PORT = Number(process.env["PLAYGROUND_TEST_PORT"] ?? 8917);
export const SITE = `http://localhost:${PORT}/some/where/`;

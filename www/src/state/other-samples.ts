// The files of all examples but the first, loaded together.

export const files = import.meta.glob<string>(["../../samples/**/*", "!../../samples/order-processing/**/*"], { query: "?raw", import: "default", eager: true });

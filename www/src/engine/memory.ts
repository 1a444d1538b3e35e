// What an end of the engine for want of memory is told as.

/**
 * Bytes from which on a trap is taken for one for want of memory. WebAssembly has 4 GiB, and a list that grows asks for
 * another of twice its size.
 */
const MUCH_OF_MEMORY = 2 ** 31;

const OUT_OF_MEMORY =
  "WebAssembly's memory of 4 GB is full: a run keeps the data of each state it goes through. Let it go through fewer states, or let them hand on less data";

/** The sentence for a trap of an engine with this memory, where its memory was what it lacked. */
export function outOfMemory(error: unknown, memory: WebAssembly.Memory | undefined): string | undefined {
  const isFull = memory !== undefined && memory.buffer.byteLength >= MUCH_OF_MEMORY;
  return isFull && error instanceof WebAssembly.RuntimeError ? OUT_OF_MEMORY : undefined;
}

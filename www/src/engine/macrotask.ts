/** Comes after everything that is ready now; the host has a turn in between. */
export const macrotask: () => Promise<void> = (() => {
  const { setImmediate } = globalThis as { setImmediate?: (action: () => void) => unknown };
  if (setImmediate) return () => new Promise<void>((resolve) => void setImmediate(resolve));
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(undefined);
    });
})();

// Lets the page start without a network after the first visit.

/** Registers the service worker where there is one to register; without it the page only needs its network. */
export function keepOffline(base: string): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const register = () => void navigator.serviceWorker.register(new URL("sw.js", base)).catch(() => undefined);
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}

/** No network, but a service worker that answers in its place. */
export const isOffline = (): boolean => !navigator.onLine && navigator.serviceWorker?.controller != null;

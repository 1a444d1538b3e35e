// Keeps what handlers print, with the virtual time and the attempt that printed it.

const LEVELS = ["log", "info", "warn", "error", "debug"] as const;

export type LogLevel = (typeof LEVELS)[number];

type Sink = (level: LogLevel, text: string) => void;

/** Sends what is printed to `sink`, and to the console itself when `passOn`. Call the result to undo it. */
export function captureConsole(sink: Sink, passOn: boolean): () => void {
  const target = globalThis.console;
  const before = LEVELS.map((level) => target[level]);
  const capturing = LEVELS.map((level, at) => (...values: unknown[]) => {
    sink(level, values.map(printed).join(" "));
    if (passOn) before[at]?.(...values);
  });
  LEVELS.forEach((level, at) => (target[level] = capturing[at] as (typeof target)[typeof level]));
  return () =>
    LEVELS.forEach((level, at) => {
      // another capture may have been put on top; it undoes itself
      if (target[level] === capturing[at]) target[level] = before[at] as (typeof target)[typeof level];
    });
}

/** A value as a console shows it. */
export function printed(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Error) return value.stack?.split("\n", 1)[0] ?? String(value);
  if (typeof value === "object" && value !== null) {
    try {
      return JSON.stringify(value) ?? String(value);
    } catch {
      return Object.prototype.toString.call(value);
    }
  }
  return typeof value === "bigint" ? `${value}n` : String(value);
}

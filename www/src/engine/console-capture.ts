// Keeps what handlers print. One hook on the console serves all runs that are under way; each line goes to the run whose
// handler printed it.

const LEVELS = ["log", "info", "warn", "error", "debug"] as const;

export type LogLevel = (typeof LEVELS)[number];

/** A handler that may print; `run` is the key of its run. */
export type Speaker = { readonly run: object };

/** A run under way. */
export type Listener<S extends Speaker> = {
  readonly run: object;
  /** What its handlers print goes to the console too. */
  readonly passOn: boolean;
  /** The handler that is at work. */
  current(): S | undefined;
  /** The handler that most likely prints when none is known to be at work. */
  likeliest(): S | undefined;
  heard(speaker: S, level: LogLevel, text: string): void;
};

/** Tells who prints, also after a handler has waited for something real. */
type Voices = { run<T>(speaker: Speaker, act: () => T): T; getStore(): Speaker | undefined };

/** Only hosts such as Node.js have them; a store holds a speaker, and by it no run. */
const voices: Voices | undefined = (() => {
  type Module = { AsyncLocalStorage?: new () => Voices };
  const { process } = globalThis as { process?: { getBuiltinModule?: (id: string) => Module | undefined } };
  const storage = process?.getBuiltinModule?.("node:async_hooks")?.AsyncLocalStorage;
  return storage && new storage();
})();

const live = new Set<Listener<Speaker>>();
let unhook = () => {};

/** Gives what the handlers of a run print to its listener until the result is called. */
export function captureConsole<S extends Speaker>(listener: Listener<S>): () => void {
  if (live.size === 0) unhook = hookConsole();
  // of a speaker only its own listener is asked
  const entry = { ...listener } as unknown as Listener<Speaker>;
  live.add(entry);
  return () => {
    if (live.delete(entry) && live.size === 0) unhook();
  };
}

/** What is printed in `act`, and in what follows from it, is the speaker's. */
export function speakAs<T>(speaker: Speaker, act: () => T): T {
  return voices === undefined ? act() : voices.run(speaker, act);
}

function hookConsole(): () => void {
  const target = globalThis.console;
  let isOn = true;
  const undo = LEVELS.map((level) => {
    const before = target[level];
    const hooked = (...values: unknown[]) => {
      const heard = isOn ? whoPrints() : undefined;
      heard?.listener.heard(heard.speaker, level, values.map(printed).join(" "));
      if (heard?.listener.passOn ?? true) before.apply(target, values);
    };
    target[level] = hooked;
    return () => {
      // somebody else may have put something on top, which then goes on to what was there before
      if (target[level] === hooked) target[level] = before;
    };
  });
  return () => {
    isOn = false;
    for (const restore of undo) restore();
  };
}

function whoPrints(): { listener: Listener<Speaker>; speaker: Speaker } | undefined {
  if (voices !== undefined) {
    const speaker = voices.getStore();
    // without one it is the program around the run that prints
    const listener = speaker && [...live].find(({ run }) => run === speaker.run);
    return listener && { listener, speaker };
  }
  const latestFirst = [...live].reverse();
  for (const ask of ["current", "likeliest"] as const) {
    for (const listener of latestFirst) {
      const speaker = listener[ask]();
      if (speaker !== undefined) return { listener, speaker };
    }
  }
  return undefined;
}

/** A value as a console shows it. */
export function printed(value: unknown): string {
  try {
    if (typeof value === "string") return value;
    if (value instanceof Error) return value.stack?.split("\n", 1)[0] ?? String(value);
    if (typeof value === "object" && value !== null) return JSON.stringify(value) ?? String(value);
    return typeof value === "bigint" ? `${value}n` : String(value);
  } catch {
    return described(value);
  }
}

/** A value that does not let itself be read. */
function described(value: unknown): string {
  try {
    return Object.prototype.toString.call(value);
  } catch {
    return `[${typeof value}]`;
  }
}

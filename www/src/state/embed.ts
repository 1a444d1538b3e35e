// The page inside another page: what the host's query asks for, and what the two say to each other.

import type { DetailTab, PhoneTab, ResultTab } from "./app-state";
import type { Workspace } from "./workspace";

/** What can be hidden: each by the name of its tab. */
const HIDEABLE = ["definition", "input", "stubs", "simulation", "graph", "output", "timeline", "trace", "console"] as const;
export type Hideable = (typeof HIDEABLE)[number];

/** `?embed=1&layout=results&hide=stubs,trace&readonly=1&autorun=1` */
export type EmbedOptions = {
  /** `both`: editors beside results where there is room. */
  layout: "both" | "editors" | "results";
  hidden: ReadonlySet<Hideable>;
  /** Nothing can be edited. */
  readOnly: boolean;
  /** Runs as soon as it is there: the host has pressed Run. */
  autoRun: boolean;
};

/** What the query asks for, or null for the page on its own. */
export function embedOptions(query: URLSearchParams): EmbedOptions | null {
  if (!isOn(query.get("embed"))) return null;
  const layout = query.get("layout");
  const hidden = (query.get("hide") ?? "").split(",").filter((name): name is Hideable => (HIDEABLE as readonly string[]).includes(name));
  return {
    layout: layout === "editors" || layout === "results" ? layout : "both",
    hidden: new Set(hidden),
    readOnly: isOn(query.get("readonly")),
    autoRun: isOn(query.get("autorun")),
  };
}

const isOn = (value: string | null): boolean => value !== null && value !== "0" && value !== "false";

/** The tabs that are left. */
export function shownTabs<T extends { id: Hideable }>(embed: EmbedOptions, tabs: readonly T[]): T[] {
  return tabs.filter(({ id }) => !embed.hidden.has(id));
}

/** The tab that is shown of those that are left. */
export function shownTab<T extends ResultTab | DetailTab | PhoneTab>(selected: T, tabs: readonly { id: T }[]): T | undefined {
  return tabs.find(({ id }) => id === selected)?.id ?? tabs[0]?.id;
}

/** What the frame tells its host; all of it by `postMessage` to the parent alone. */
export type FrameMessage =
  | { type: "ready" }
  /** The height that shows everything of interest, CSS px. */
  | { type: "height"; px: number }
  | { type: "change"; workspace: Workspace }
  /** A run has ended. */
  | { type: "result"; result: RunOutcome };

/** How a run ended; `output` is JSON text. */
export type RunOutcome = { status: string; output?: string; error?: string; cause?: string; durationMs: number; events: number };

/** What the host tells the frame. */
export type HostMessage = { type: "run" } | { type: "theme"; theme: "auto" | "light" | "dark" } | { type: "workspace"; workspace: unknown };

/** Both kinds of message carry this, so that others in the same window are told apart. */
export const EMBED_CHANNEL = "asl-playground";

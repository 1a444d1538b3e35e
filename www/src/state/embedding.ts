// The frame's side of an embed: tells the host what happens here, and does what the host asks.

import type { RunSummary } from "../engine/types";
import { type AppState, notify, openWorkspace, type ThemeChoice } from "./app-state";
import { EMBED_CHANNEL, type EmbedOptions, type FrameMessage, type HostMessage } from "./embed";
import type { Runs } from "./running";
import type { Store } from "./store";
import { checkWorkspace, definitionOf } from "./workspace";

/** Pause after the last edit before the host hears of it, real ms. */
const CHANGE_PAUSE_MS = 300;
/** Heights between which a frame grows with its definition, CSS px. */
const HEIGHTS = { least: 320, most: 640, bars: 150, line: 19 } as const;

/** The page's connection with the window around it. */
export class Embedding {
  /** What Reset goes back to: what the host gave. */
  #given: Pick<AppState, "workspace" | "origin">;
  #height = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: Store<AppState>,
    private readonly runs: Runs,
    private readonly options: EmbedOptions,
  ) {
    this.#given = store.peek();
  }

  /** What the address asks for is open: the host may speak, and hears. */
  begin(): void {
    this.#given = this.store.peek();
    addEventListener("message", ({ source, data }: MessageEvent<unknown>) => {
      // only the page around this one is heard
      if (source === window.parent && window.parent !== window && isHostMessage(data)) this.#hear(data);
    });
    this.store.watch((now, before) => {
      if (now.workspace !== before.workspace) this.#changed();
      if (now.finished !== before.finished && now.finished !== null) this.#ended(now.finished.summary);
    });
    this.#measure();
    this.#post({ type: "ready" });
    if (this.options.autoRun) this.runs.press();
  }

  /** Back to what the host gave. */
  reset(): void {
    const { workspace, origin } = this.#given;
    this.runs.abandon();
    this.store.update((state) => openWorkspace(state, workspace, origin));
  }

  #hear(message: HostMessage): void {
    if (message.type === "run") this.runs.press();
    if (message.type === "theme") this.store.update((state) => ({ ...state, visitTheme: message.theme }));
    if (message.type !== "workspace") return;
    try {
      this.#given = { workspace: checkWorkspace(message.workspace), origin: { kind: "link" } };
      this.reset();
    } catch (problem) {
      const sentence = problem instanceof Error ? problem.message : "The page around this one sent no workspace.";
      this.store.update((state) => notify(state, "bad", sentence));
    }
  }

  #changed(): void {
    this.#measure();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#post({ type: "change", workspace: this.store.peek().workspace }), CHANGE_PAUSE_MS);
  }

  #ended({ status, output, error, cause, durationMs, events }: RunSummary): void {
    const end = { ...(output === undefined ? {} : { output }), ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
    this.#post({ type: "result", result: { status, ...end, durationMs, events } });
  }

  #measure(): void {
    const lines = definitionOf(this.store.peek().workspace).split("\n").length;
    const px = Math.min(HEIGHTS.most, Math.max(HEIGHTS.least, HEIGHTS.bars + lines * HEIGHTS.line));
    if (px !== this.#height) this.#post({ type: "height", px });
    this.#height = px;
  }

  /** The parent is whoever embeds this page, from anywhere; it hears of nothing but the workspace that it gave. */
  #post(message: FrameMessage): void {
    if (window.parent !== window) window.parent.postMessage({ channel: EMBED_CHANNEL, ...message }, "*");
  }
}

const THEMES: readonly ThemeChoice[] = ["auto", "light", "dark"];

function isHostMessage(data: unknown): data is HostMessage {
  if (typeof data !== "object" || data === null) return false;
  const message = data as { channel?: unknown; type?: unknown; theme?: unknown };
  if (message.channel !== EMBED_CHANNEL) return false;
  if (message.type === "theme") return THEMES.some((theme) => theme === message.theme);
  return message.type === "run" || message.type === "workspace";
}

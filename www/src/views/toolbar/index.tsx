// The top bar: what is open, running it, sharing it, how the page looks.

import { useState } from "preact/hooks";
import { Icon, type IconName } from "../../lib/icons";
import type { ThemeChoice } from "../../state/app-state";
import type { Sample } from "../../state/samples";

export type ToolbarProps = {
  title: string;
  /** There is nothing yet that could be run or shared. */
  blank: boolean;
  edited: boolean;
  samples: readonly Sample[];
  /** The example that is open as it is, or null. */
  openSample: string | null;
  /** What to look at in the example that is open. */
  hint: string | null;
  drafts: () => readonly { id: string; title: string; savedAt: number }[];
  /** Ids of drafts that are damaged or of a newer page; choosing one hands out its text. */
  unreadable: () => readonly string[];
  running: boolean;
  autoRun: boolean;
  theme: ThemeChoice;
  onSample: (name: string) => void;
  onDraft: (id: string) => void;
  onBlank: () => void;
  onFile: () => void;
  onRun: () => void;
  onStop: () => void;
  onAutoRun: (on: boolean) => void;
  onShare: () => void;
  onTheme: (theme: ThemeChoice) => void;
  onHelp: () => void;
};

const THEMES: Record<ThemeChoice, { icon: IconName; name: string; next: ThemeChoice }> = {
  auto: { icon: "auto", name: "as the system", next: "light" },
  light: { icon: "light", name: "light", next: "dark" },
  dark: { icon: "dark", name: "dark", next: "auto" },
};

/** `⌘` where it is the key for shortcuts. */
export const COMMAND_KEY = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";

export function Toolbar(props: ToolbarProps) {
  const theme = THEMES[props.theme];
  return (
    <header class="top">
      <a class="brand" href="./" title="ASL Playground">
        <Logo />
        <h1>
          <b>ASL</b> <span class="brand-rest">Playground</span>
        </h1>
      </a>
      <OpenMenu {...props} />
      <p class="hint" title={props.hint ?? undefined}>
        {props.hint}
      </p>
      <div class="runbar" role="group" aria-label="Run">
        <button type="button" class="run" onClick={props.onRun} disabled={props.blank} title={`Run (${COMMAND_KEY}+Enter)`}>
          <Icon name="run" filled />
          Run
          <kbd aria-hidden="true">{COMMAND_KEY} ↵</kbd>
        </button>
        <button type="button" class="icon stop" onClick={props.onStop} disabled={!props.running} title="Stop (Esc)" aria-label="Stop">
          <Icon name="stop" filled />
        </button>
        <AutoRun {...props} />
      </div>
      <span class="rule" />
      <button type="button" class="ghost" onClick={props.onShare} disabled={props.blank} title={`Share (${COMMAND_KEY}+S)`}>
        <Icon name="share" />
        <span class="word">Share</span>
      </button>
      <button
        type="button"
        class="icon"
        onClick={() => props.onTheme(theme.next)}
        title={`Theme: ${theme.name}`}
        aria-label={`Theme: ${theme.name}. Change to ${THEMES[theme.next].name}`}
      >
        <Icon name={theme.icon} />
      </button>
      <button type="button" class="icon" onClick={props.onHelp} title="Help and keys (?)" aria-label="Help and keys">
        <Icon name="help" />
      </button>
    </header>
  );
}

/** On a phone it stands above the definition: the top bar has no room for it. */
export function AutoRun({ autoRun, onAutoRun }: Pick<ToolbarProps, "autoRun" | "onAutoRun">) {
  return (
    <label class="check" title="Run 400 ms after the last edit when nothing is wrong">
      <input type="checkbox" checked={autoRun} onChange={(event) => onAutoRun(event.currentTarget.checked)} />
      Auto-run
    </label>
  );
}

const NO_DRAFTS: { kept: ReturnType<ToolbarProps["drafts"]>; damaged: readonly string[] } = { kept: [], damaged: [] };

/** One menu for everything that can be opened: examples, drafts of this browser, nothing yet, a file. */
function OpenMenu({ title, edited, samples, openSample, drafts, unreadable, onSample, onDraft, onBlank, onFile }: ToolbarProps) {
  const onChange = (event: { currentTarget: HTMLSelectElement }) => {
    const chosen = event.currentTarget.value;
    event.currentTarget.value = "present";
    const [, kind, name = ""] = /^(sample|draft|blank|file):?(.*)$/.exec(chosen) ?? [];
    if (kind === "sample") onSample(name);
    else if (kind === "draft") onDraft(name);
    else if (kind === "blank") onBlank();
    else if (kind === "file") onFile();
  };
  // Reading the drafts costs time, and the page is drawn at every key: they are read when the menu is about to open.
  const [{ kept, damaged }, setStored] = useState(NO_DRAFTS);
  const read = () => setStored({ kept: drafts(), damaged: unreadable() });
  return (
    <span class="open-menu">
      <Icon name="flask" />
      <span class="open-title" aria-hidden="true">
        {edited ? `${title} (edited)` : title}
      </span>
      <select aria-label="Open an example, a draft or a file" value="present" onChange={onChange} onFocus={read} onPointerDown={read}>
        <option value="present" hidden>
          {edited ? `${title} (edited)` : title}
        </option>
        <option value="blank">New workspace</option>
        <option value="file">Open a file…</option>
        <optgroup label="Examples">
          {samples.map((sample) => (
            <option key={sample.name} value={`sample:${sample.name}`} title={sample.lookAt}>
              {sample.name === openSample ? `${sample.title} ✓` : sample.title}
            </option>
          ))}
        </optgroup>
        {kept.length + damaged.length > 0 && (
          <optgroup label="Drafts in this browser">
            {kept.map((draft) => (
              <option key={draft.id} value={`draft:${draft.id}`}>
                {draft.title} · {new Date(draft.savedAt).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}
              </option>
            ))}
            {damaged.map((id) => (
              <option key={id} value={`draft:${id}`}>
                Unreadable draft {id}: download its text
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </span>
  );
}

function Logo() {
  return (
    <svg class="logo" viewBox="0 0 20 22" width="20" height="22" aria-hidden="true">
      <path class="logo-body" d="M10 0l9.5 5.5v11L10 22 .5 16.5v-11z" />
      <path class="logo-line" d="M5.4 9.4 10 6.8l4.6 2.6M5.4 13.4 10 10.8l4.6 2.6M10 10.8v5" />
    </svg>
  );
}

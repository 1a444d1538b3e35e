// The page inside another page: a bar with Run and the way out, and what the host asked to see.

import { useEffect, useState } from "preact/hooks";
import { mediaQuery } from "../../lib/dom";
import { Icon } from "../../lib/icons";
import * as app from "../../state/app-state";
import { type EmbedOptions, shownTab, shownTabs } from "../../state/embed";
import { effectiveStubs } from "../../state/run-request";
import { encodeWorkspace } from "../../state/share";
import type { Workspace } from "../../state/workspace";
import { detailTabs, Editor, type LayoutProps, Pane, RESULT_TABS, Result, Status, share } from "../layout/layouts";
import { Split } from "../layout/Split";
import { type Tab, Tabs } from "../layout/Tabs";

const hasRoom = mediaQuery("(min-width: 640px)");

export type EmbedBarProps = {
  title: string;
  /** There is nothing yet that could be run. */
  blank: boolean;
  workspace: Workspace;
  running: boolean;
  edited: boolean;
  onRun: () => void;
  onStop: () => void;
  onReset: () => void;
};

export function EmbedBar({ title, blank, workspace, running, edited, onRun, onStop, onReset }: EmbedBarProps) {
  return (
    <header class="top embed">
      <button type="button" class="run" onClick={onRun} disabled={blank}>
        <Icon name="run" filled />
        Run
      </button>
      {running && (
        <button type="button" class="icon stop" onClick={onStop} aria-label="Stop">
          <Icon name="stop" filled />
        </button>
      )}
      <h1 class="embed-title">{title}</h1>
      <button type="button" class="ghost" onClick={onReset} disabled={!edited} title="Back to how it was">
        <Icon name="undo" />
        <span class="word">Reset</span>
      </button>
      <WayOut workspace={workspace} />
    </header>
  );
}

/** The same in a page of its own. */
function WayOut({ workspace }: { workspace: Workspace }) {
  const [fragment, setFragment] = useState("");
  useEffect(() => {
    let current = true;
    void encodeWorkspace(workspace).then((made) => current && setFragment(made));
    return () => {
      current = false;
    };
  }, [workspace]);
  return (
    <a class="ghost way-out" href={`./#${fragment}`} target="_blank" rel="noopener" title="Open in ASL Playground">
      <Icon name="open" />
      <span class="word">Open in ASL Playground</span>
    </a>
  );
}

export function EmbedLayout({ options, ...props }: LayoutProps & { options: EmbedOptions }) {
  const { layout } = options;
  const editors = layout !== "results" && shownTabs(options, EDITOR_TABS).length > 0;
  const results = layout !== "editors" && shownTabs(options, [...RESULT_TABS, ...detailTabs(props.playground.store.value)]).length > 0;
  const both = editors && results;
  if (!both) return <main class="layout embed">{editors ? <Editors options={options} alone {...props} /> : <Results options={options} {...props} />}</main>;
  if (!hasRoom.value) return <OneStrip options={options} {...props} />;
  return (
    <main class="layout embed">
      <Split
        direction="columns"
        label="Width of the editors"
        {...share(props, "columnShare")}
        first={<Editors options={options} {...props} />}
        second={<Results options={options} {...props} />}
      />
    </main>
  );
}

type PartProps = LayoutProps & { options: EmbedOptions };
type EditorTab = "definition" | app.AuxTab;

const EDITOR_TABS: readonly Tab<EditorTab>[] = [
  { id: "definition", label: "Definition" },
  { id: "input", label: "Input" },
  { id: "stubs", label: "Stubs" },
  { id: "simulation", label: "Simulation" },
];

/** `alone`: how a run ended is said here, for want of another place. */
function Editors({ options, alone = false, ...props }: PartProps & { alone?: boolean }) {
  const { store } = props.playground;
  const state = store.value;
  const tabs = shownTabs(options, EDITOR_TABS).filter(({ id }) => id !== "stubs" || effectiveStubs(state.workspace, app.resourcesOf(state)).length > 0);
  const selected = shownTab(editorTab(state.tabs.phone), tabs);
  if (selected === undefined) return null;
  return (
    <Pane label="Editors" name="aux">
      <Tabs label="Editors" tabs={tabs} selected={selected} onSelect={(tab) => store.update((present) => app.showTab(present, "phone", tab))}>
        {alone && <StatusRow {...props} />}
        <Editor tab={selected} {...props} />
      </Tabs>
    </Pane>
  );
}

function StatusRow(props: LayoutProps) {
  return (
    <div class="status-row">
      <Status {...props} />
    </div>
  );
}

function Results({ options, ...props }: PartProps) {
  const { store } = props.playground;
  const state = store.value;
  const tabs = shownTabs(options, [...RESULT_TABS, ...detailTabs(state)]);
  const selected = shownTab(state.tabs.single, tabs);
  if (selected === undefined) return null;
  return (
    <Pane label="Result" name="result">
      <Tabs label="Result" tabs={tabs} selected={selected} onSelect={(tab) => store.update((present) => app.showTab(present, "single", tab))}>
        <StatusRow {...props} />
        <Result tab={selected} sheet {...props} />
      </Tabs>
    </Pane>
  );
}

/** Where it is narrow: what can be edited and what came of it behind one strip. */
function OneStrip({ options, ...props }: PartProps) {
  const { store } = props.playground;
  const state = store.value;
  const tabs: Tab<app.PhoneTab>[] = [...shownTabs(options, EDITOR_TABS), { id: "results", label: "Results" }];
  const selected = tabs.find(({ id }) => id === state.tabs.phone)?.id ?? "results";
  return (
    <main class="layout phone embed">
      <Tabs label="Areas" class="equal" tabs={tabs} selected={selected} onSelect={(tab) => store.update((present) => app.showTab(present, "phone", tab))}>
        {selected === "results" ? <Results options={options} {...props} /> : <Editor tab={selected} {...props} />}
      </Tabs>
    </main>
  );
}

/** The results have a strip of their own where there is room. */
const editorTab = (tab: app.PhoneTab): EditorTab => (tab === "results" ? "definition" : tab);

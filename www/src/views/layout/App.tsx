// The page: top bar, panes, dialogs. Three layouts of the same areas: wide, two columns, phone.

import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { diagramPng, diagramSvg } from "../../export/diagram";
import { mockFileOf } from "../../export/mock-file";
import { isPhone, isWide, mediaQuery } from "../../lib/dom";
import { later } from "../../lib/later";
import * as app from "../../state/app-state";
import { toggleBreakpoint } from "../../state/breakpoints";
import type { Playground } from "../../state/playground";
import { sampleDefinition, SAMPLES } from "../../state/samples";
import { effectiveStubs } from "../../state/run-request";
import { nameOf } from "../../state/workspace";
import { TEST_IDS } from "../../test-ids";
import { EmbedBar, EmbedLayout } from "../embed";
import { Toolbar } from "../toolbar";
import { DropZone } from "./DropZone";
import { Notices } from "./Notices";
import { PhoneLayout, TwoColumnLayout, WideLayout } from "./layouts";
import { Intro } from "./sections";
import { listenForShortcuts } from "./shortcuts";

/** In the top bar. */
const hintHasRoom = mediaQuery("(min-width: 900px)");

const Share = later(async () => (await import("../share")).Share);
const Help = later(async () => (await import("./Help")).Help);

export function App({ playground }: { playground: Playground }) {
  const { store, runs, opening, drafting, engine } = playground;
  const dialog = useSignal<"share" | "help" | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const { settings, workspace, origin, edited, starting, active, notices, loading, embed } = store.value;
  const title = loading === null ? titleOf(workspace.title, origin) : "Loading…";
  const isBlank = app.isBlank(store.value);
  const hint = isBlank ? null : hintOf(store.value);

  const theme = app.themeOf(store.value);
  useTheme(theme);
  const format = async () => {
    const text = app.shownDefinition(store.peek());
    const formatted = await engine.format(text).catch(() => text);
    if (app.shownDefinition(store.peek()) === text) store.update((state) => app.editDefinition(state, formatted));
  };
  const convert = async () => {
    const text = app.shownDefinition(store.peek());
    const converted = await engine.convert(text).catch((refusal: Error) => refusal.message);
    if (app.shownDefinition(store.peek()) !== text) return;
    store.update((state) => {
      if (typeof converted === "string") return app.notify(state, "warn", converted);
      const next = app.editDefinition(state, converted.text);
      if (converted.comments === 0) return next;
      return app.notify(next, "info", `JSON has no comments: ${converted.comments} ${converted.comments === 1 ? "is" : "are"} left out. Undo brings the YAML back.`);
    });
  };
  const stop = () => {
    const { starting: awaited, active: underWay } = store.peek();
    const running = awaited || underWay !== null;
    if (running) runs.stop();
    return running;
  };
  useEffect(
    () =>
      listenForShortcuts({
        run: () => {
          if (!app.isBlank(store.peek())) runs.press();
        },
        escape: (typing) => {
          if (stop()) return true;
          const closes = !typing && store.peek().inspectorOpen;
          if (closes) store.update(app.closeInspector);
          return closes;
        },
        share: () => {
          if (!app.isBlank(store.peek())) dialog.value = "share";
        },
        nextProblem: () => store.update(app.nextProblem),
        format: () => void format(),
        help: () => (dialog.value = "help"),
        breakpoint: () => {
          const { selection } = store.peek();
          if (selection !== null) store.update((state) => toggleBreakpoint(state, selection.path, false));
          return selection !== null;
        },
        pane: (number) => showPane(playground, number),
      }),
    [playground],
  );

  const held = store.value.finished?.result.held;
  useEffect(() => {
    // what can be done about a run that stands still is not under the inspector
    if (held !== undefined && (embed !== null || !isWide.peek())) store.update(app.closeInspector);
  }, [held]);

  const bringBack = (before: app.Before) => {
    if ("draft" in before) opening.draftOf(before.draft);
    else store.update((state) => app.bringBack(state, before.workspace, before.machine));
  };
  const openFile = () => chooser.current?.click();
  const onFile = useMemo(() => (file: File) => void opening.file(file), [opening]);
  const Layout = isWide.value ? WideLayout : isPhone.value ? PhoneLayout : TwoColumnLayout;
  return (
    <>
      {embed === null ? (
        <Toolbar
          title={title}
          blank={isBlank}
          edited={loading === null && edited && origin.kind === "sample"}
          samples={SAMPLES}
          openSample={!isBlank && origin.kind === "sample" && !edited ? origin.name : null}
          hint={hint}
          drafts={() => drafting.others().map(({ id, savedAt, workspace: kept }) => ({ id, savedAt, title: kept.title ?? "Untitled" }))}
          unreadable={() => drafting.storage.unreadable()}
          running={starting || active !== null}
          autoRun={settings.autoRun}
          theme={theme}
          onSample={(name) => opening.sample(name)}
          onDraft={(id) => opening.draftOf(id)}
          onBlank={() => opening.blank()}
          onFile={openFile}
          onRun={() => runs.press()}
          onStop={stop}
          onAutoRun={(autoRun) => store.update((state) => app.setSettings(state, { autoRun }))}
          onShare={() => (dialog.value = "share")}
          onTheme={(theme) => store.update((state) => app.setSettings(state, { theme }))}
          onHelp={() => (dialog.value = "help")}
        />
      ) : (
        <EmbedBar
          title={title}
          blank={isBlank}
          workspace={workspace}
          running={starting || active !== null}
          edited={edited}
          onRun={() => runs.press()}
          onStop={stop}
          onReset={() => playground.embedding?.reset()}
        />
      )}
      {embed === null && !isBlank && !isWide.value && store.value.finished === null && (
        <aside class="strip intro" aria-label="About this page">
          <Intro /> Press Run. {!hintHasRoom.value && hint}
        </aside>
      )}
      <Notices notices={notices} onBefore={bringBack} onDismiss={(id) => store.update((state) => app.dismissNotice(state, id))} />
      {isBlank ? (
        <main class="layout">
          <p class="empty">Loading {loading?.what}…</p>
        </main>
      ) : embed === null ? (
        <Layout playground={playground} onFormat={() => void format()} onConvert={() => void convert()} />
      ) : (
        <EmbedLayout options={embed} playground={playground} onFormat={() => void format()} onConvert={() => void convert()} />
      )}
      {dialog.value === "share" && (
        <Share
          workspace={workspace}
          makeLink={() => opening.link()}
          onTitle={(title) => store.update((state) => app.setTitle(state, title))}
          onOpenFile={openFile}
          onClose={() => (dialog.value = null)}
          exports={exportsOf(playground)}
        />
      )}
      {dialog.value === "help" && <Help onClose={() => (dialog.value = null)} />}
      <DropZone onFile={onFile} />
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".json,.asl,.yaml,.yml,.txt"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file === undefined) return;
          dialog.value = null;
          onFile(file);
        }}
      />
    </>
  );
}

/** What the workspace can be made into for other tools. */
function exportsOf({ store, engine }: Playground) {
  const picture = async () => {
    const { drawable } = store.peek();
    if (drawable === null || drawable.graph === null) throw new Error("the definition has no states to draw.");
    return diagramSvg(drawable.graph, app.shownSummary(store.peek()));
  };
  const { finished, workspace } = store.value;
  return {
    svg: async () => (await picture()).svg,
    png: async () => diagramPng(await picture()),
    mermaid: () => engine.mermaid(app.shownDefinition(store.peek())),
    mocks:
      finished === null
        ? null
        : async () => JSON.stringify(await mockFileOf(finished.result, nameOf(workspace.machines[0]), "LastRun"), null, 2),
    sam: async () => {
      const { samZip } = await import("../../export/sam");
      const state = store.peek();
      const permissions = await Promise.all(state.workspace.machines.map(({ definition }) => engine.permissions(definition)));
      const content = samZip(state.workspace, effectiveStubs(state.workspace, app.resourcesOf(state)), permissions);
      return new Blob([content], { type: "application/zip" });
    },
  };
}

/** What to look at in an example, as long as its machine is the example's. */
function hintOf({ origin, workspace }: app.AppState): string | null {
  const sample = origin.kind === "sample" ? SAMPLES.find(({ name }) => name === origin.name) : undefined;
  return sample !== undefined && sampleDefinition(sample.name) === workspace.machines[0].definition ? sample.lookAt : null;
}

function titleOf(title: string | undefined, origin: app.Origin): string {
  if (title !== undefined && title.trim() !== "") return title;
  return origin.kind === "file" ? origin.name : "Untitled";
}

/** `data-theme` decides; without it the system does. */
function useTheme(theme: app.ThemeChoice): void {
  useEffect(() => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
}

/** Alt+1 … 4: brings an area to front and puts the focus in it. */
function showPane({ store }: Playground, number: number): void {
  if (number === 1) store.update((state) => app.showEditor(state, "definition"));
  if (number === 2) store.update((state) => app.showEditor(state, "input"));
  if (number === 3) store.update((state) => app.showResult(state, "graph"));
  if (number === 4) store.update((state) => app.showResult(state, "timeline"));
  const place = [`[data-testid=${TEST_IDS.definitionEditor}]`, `[data-testid=${TEST_IDS.inputEditor}]`, "[data-tab=graph]", "[data-tab=timeline]"][number - 1];
  requestAnimationFrame(() => {
    const area = place === undefined ? null : document.querySelector<HTMLElement>(place);
    // of a tab it is what the arrows move in; the tab itself while there is nothing yet
    const panel = document.getElementById(area?.getAttribute("aria-controls") ?? "") ?? area;
    (panel?.querySelector<HTMLElement>(".cm-content, [role=listbox]") ?? area)?.focus();
  });
}

// Three arrangements of the same areas, by the width of the page.

import type { ComponentChildren } from "preact";
import type { RunSummary } from "../../engine/types";
import { hasBreadth } from "../../lib/dom";
import { isInJson, parsedOrUndefined } from "../../lib/json-text";
import { type OnRedrive, Redrive } from "../../lib/redrive";
import * as app from "../../state/app-state";
import type { Playground } from "../../state/playground";
import { effectiveStubs } from "../../state/run-request";
import { TEST_IDS } from "../../test-ids";
import { ExecutionPicker, MachineButtons, ShownIteration } from "../machines";
import { AutoRun } from "../toolbar";
import { RunStatus } from "../toolbar/RunStatus";
import {
  ConsoleSection,
  DefinitionSection,
  GraphSection,
  InputSection,
  InspectorSection,
  OutputSection,
  redriveOf,
  SimulationSection,
  StubsSection,
  TimelineSection,
  TraceSection,
} from "./sections";
import { Split } from "./Split";
import { type Tab, Tabs } from "./Tabs";

export type LayoutProps = { playground: Playground; onFormat: () => void; onConvert: () => void };

/** At least 1100 px: four panes. */
export function WideLayout(props: LayoutProps) {
  const { store } = props.playground;
  const { settings, tabs } = store.value;
  return (
    <main class="layout wide">
      <Split
        direction="columns"
        label="Width of the editors"
        {...share(props, "columnShare")}
        first={<Editors {...props} />}
        second={
          <Split
            direction="rows"
            label="Height of the graph"
            {...share(props, "rightShare")}
            first={
              <Pane label="Result" name="result">
                <Tabs
                  label="Result"
                  tabs={RESULT_TABS}
                  selected={tabs.result}
                  onSelect={(tab) => store.update((state) => app.showTab(state, "result", tab))}
                  aside={<Status {...props} />}
                >
                  <WithInspector tab={tabs.result} {...props} settings={settings}>
                    <Result tab={tabs.result} {...props} />
                  </WithInspector>
                </Tabs>
              </Pane>
            }
            second={
              <Pane label="Execution" name="execution">
                <Tabs
                  label="Execution"
                  tabs={detailTabs(store.value)}
                  selected={tabs.detail}
                  onSelect={(tab) => store.update((state) => app.showTab(state, "detail", tab))}
                >
                  <Result tab={tabs.detail} {...props} />
                </Tabs>
              </Pane>
            }
          />
        }
      />
    </main>
  );
}

/** 700 to 1100 px: editors left, one strip with every result right. */
export function TwoColumnLayout(props: LayoutProps) {
  const { store } = props.playground;
  const { tabs } = store.value;
  return (
    <main class="layout two-columns">
      <Split
        direction="columns"
        label="Width of the editors"
        {...share(props, "columnShare")}
        first={<Editors {...props} />}
        second={
          <Pane label="Result" name="result">
            <div class="status-row">
              <Status {...props} />
            </div>
            <Tabs
              label="Result"
              tabs={[...RESULT_TABS, ...detailTabs(store.value)]}
              selected={tabs.single}
              onSelect={(tab) => store.update((state) => app.showTab(state, "single", tab))}
            >
              <Result tab={tabs.single} sheet {...props} />
            </Tabs>
          </Pane>
        }
      />
    </main>
  );
}

/** Below 700 px, or 500 px in height: one area at a time. What has no room beside it is a row above, and the inspector a sheet from below. */
export function PhoneLayout(props: LayoutProps) {
  const { store } = props.playground;
  const { tabs, settings } = store.value;
  const isBroad = hasBreadth.value;
  const isDefinition = tabs.phone === "definition";
  return (
    <main class="layout phone">
      <Tabs
        label="Areas"
        class={isBroad ? "" : "equal"}
        tabs={PHONE_TABS}
        selected={tabs.phone}
        onSelect={(tab) => store.update((present) => app.showTab(present, "phone", tab))}
        aside={isBroad && (isDefinition ? <DefinitionTools {...props} /> : tabs.phone === "results" && <Status {...props} />)}
      >
        {isDefinition && !isBroad && (
          <div class="status-row tools">
            <AutoRun autoRun={settings.autoRun} onAutoRun={(autoRun) => store.update((present) => app.setSettings(present, { autoRun }))} />
            <DefinitionTools {...props} />
          </div>
        )}
        {tabs.phone === "results" ? <PhoneResults isBroad={isBroad} {...props} /> : <Editor tab={tabs.phone} {...props} />}
      </Tabs>
    </main>
  );
}

function PhoneResults({ isBroad, ...props }: LayoutProps & { isBroad: boolean }) {
  const { store } = props.playground;
  const { tabs, settings } = store.value;
  return (
    <Pane label="Result" name="result">
      <Tabs
        label="Result"
        class={isBroad ? "sub" : "equal sub"}
        tabs={[...RESULT_TABS, ...detailTabs(store.value)]}
        selected={tabs.single}
        onSelect={(tab) => store.update((present) => app.showTab(present, "single", tab))}
      >
        {!isBroad && (
          <div class="status-row">
            <Status {...props} />
          </div>
        )}
        {isBroad ? (
          <WithInspector tab={tabs.single} {...props} settings={settings}>
            <Result tab={tabs.single} {...props} />
          </WithInspector>
        ) : (
          <Result tab={tabs.single} sheet {...props} />
        )}
      </Tabs>
    </Pane>
  );
}

export const RESULT_TABS: readonly Tab<app.ResultTab>[] = [
  { id: "graph", label: "Graph" },
  { id: "output", label: "Output" },
];
const PHONE_TABS: readonly Tab<app.PhoneTab>[] = [
  { id: "definition", label: "Definition" },
  { id: "input", label: "Input" },
  { id: "stubs", label: "Stubs" },
  { id: "simulation", label: "Simulation" },
  { id: "results", label: "Results" },
];

export function detailTabs(state: app.AppState): Tab<app.DetailTab>[] {
  const lines = app.shownLogs(state).length;
  const traced = state.finished?.shown.summary;
  return [
    { id: "timeline", label: "Timeline" },
    { id: "trace", label: "Trace", badge: traced?.iteration === undefined ? traced?.events : traced.traceRows, badgeLabel: "events" },
    { id: "console", label: "Console", badge: lines === 0 ? undefined : lines, badgeLabel: lines === 1 ? "line" : "lines" },
  ];
}

/** Definition above, what a run needs beside it below. */
function Editors(props: LayoutProps) {
  const { store } = props.playground;
  const state = store.value;
  const stubs = effectiveStubs(state.workspace, app.resourcesOf(state)).filter(({ unused }) => !unused).length;
  const tabs: Tab<app.AuxTab>[] = [
    { id: "input", label: "Input" },
    { id: "stubs", label: "Stubs", badge: stubs || undefined, badgeLabel: stubs === 1 ? "stub" : "stubs" },
    { id: "simulation", label: "Simulation" },
  ];
  return (
    <Split
      direction="rows"
      label="Height of the definition"
      {...share(props, "leftShare")}
      first={
        <Pane label="Definition" name="definition">
          <div class="tabs">
            <h2 class="tab static">Definition</h2>
            <div class="tabs-aside">
              <DefinitionTools {...props} />
            </div>
          </div>
          <div class="panel">
            <DefinitionSection {...props} />
          </div>
        </Pane>
      }
      second={
        <Pane label="Input, stubs and simulation" name="aux">
          <Tabs
            label="What the run gets"
            tabs={tabs}
            selected={state.tabs.aux}
            onSelect={(tab) => store.update((present) => app.showTab(present, "aux", tab))}
          >
            <Editor tab={state.tabs.aux} {...props} />
          </Tabs>
        </Pane>
      }
    />
  );
}

/** What can be done with the definition as a whole. */
function DefinitionTools({ playground, onFormat, onConvert }: LayoutProps) {
  const other = isInJson(app.shownDefinition(playground.store.value)) ? "YAML" : "JSON";
  return (
    <>
      <MachineButtons playground={playground} />
      <button type="button" class="mini" onClick={onConvert} title={`Write the definition in ${other}`}>
        To {other}
      </button>
      <button type="button" class="mini" onClick={onFormat} title="Format (Shift+Alt+F)">
        Format
      </button>
    </>
  );
}

export function Editor({ tab, ...props }: LayoutProps & { tab: "definition" | app.AuxTab }) {
  if (tab === "definition") return <DefinitionSection {...props} />;
  if (tab === "input") return <InputSection {...props} />;
  return tab === "stubs" ? <StubsSection {...props} /> : <SimulationSection {...props} />;
}

type ResultProps = LayoutProps & { tab: app.ResultTab | app.DetailTab };

/** With a `sheet` the inspector lies over the lower part of a graph and below anything else, where there is something to inspect. */
export function Result({ sheet = false, ...props }: ResultProps & { sheet?: boolean }) {
  const { tab, playground } = props;
  const { finished, refusal, inspectorOpen } = playground.store.value;
  const hasSheet = sheet && inspectorOpen && tab !== "output";
  // the graph moves what is selected out of the sheet's way, a list ends above it
  const isCovered = tab === "graph";
  // what stubs printed may be there of the run that gave no result too
  const isBefore = tab !== "console" || app.shownLogs(playground.store.value) === finished?.logs;
  const isOfRunBefore = finished !== null && refusal !== null && isBefore;
  return (
    <>
      <div class={hasSheet && !isCovered ? "column above" : "column"}>
        {tab === "output" && refusal !== null && refusal.code !== "Stopped" && <p class="strip bad">{refusal.message}</p>}
        {isOfRunBefore && <p class="strip before">This is the previous run: the last one gave no result.</p>}
        {tab === "graph" && finished !== null && finished.result.held === undefined && (
          <Why
            {...finished.shown.summary}
            onShow={() => playground.store.update((state) => app.showResult(state, "output"))}
            onRedrive={redriveOf(playground)}
          />
        )}
        <ResultOf covered={hasSheet && isCovered ? SHEET_SHARE : 0} {...props} />
      </div>
      {hasSheet && <Sheet covers={isCovered} {...props} />}
    </>
  );
}

type WhyProps = RunSummary & { onShow: () => void; onRedrive: OnRedrive | undefined };

/** In short why an execution failed, or what it waits for; its title has it whole, and so has what it shows when it is pressed. */
function Why({ error = "", cause = "", shortCause, status, waitingFor, onShow, onRedrive }: WhyProps) {
  if (error + cause !== "" || onRedrive !== undefined) {
    return (
      <div class="strip bad failed">
        <button type="button" class="why" title={`${error}\n${cause}`} onClick={onShow}>
          <span>
            <b>{error}</b> {error + cause === "" ? UNTOLD[status] : shortCause}
          </span>
        </button>
        {onRedrive !== undefined && <Redrive onRedrive={onRedrive} />}
      </div>
    );
  }
  const names = [...new Set(waitingFor.map(({ stateName }) => stateName))];
  return names.length === 0 ? null : (
    <button type="button" class="strip before why" onClick={onShow}>
      <span>
        <b>{names.join(", ")}</b> {names.length === 1 ? "waits" : "wait"} for an answer: give it in Output.
      </span>
    </button>
  );
}

/** Of an execution that ended badly without an error. */
const UNTOLD: Partial<Record<RunSummary["status"], string>> = {
  TIMED_OUT: "The execution took longer than it may.",
  ABORTED: "The execution was stopped.",
};

function ResultOf({ tab, covered, ...props }: ResultProps & { covered: number }) {
  if (tab === "graph") return <GraphSection covered={covered} {...props} />;
  if (tab === "output") return <OutputSection {...props} />;
  if (tab === "timeline") return <TimelineSection {...props} />;
  return tab === "trace" ? <TraceSection {...props} /> : <ConsoleSection {...props} />;
}

/** The inspector beside what it inspects. */
function WithInspector({ tab, children, ...props }: ResultProps & { settings: app.Settings; children: ComponentChildren }) {
  const { share: inspector, standard, onShare } = share(props, "inspectorShare");
  return (
    <Split
      direction="columns"
      label="Width of the graph"
      share={100 - inspector}
      standard={100 - standard}
      onShare={(rest) => onShare(100 - rest)}
      first={children}
      second={
        props.playground.store.value.inspectorOpen ? (
          <aside class="inspector-pane" aria-label="Inspector" data-testid={TEST_IDS.inspector}>
            <InspectorSection redrives={tab !== "graph" && tab !== "output"} {...props} />
          </aside>
        ) : null
      }
    />
  );
}

/** Of the results, what the sheet may cover. */
const SHEET_SHARE = 0.62;

/** The inspector from below, over the lower part of the results or below them. */
function Sheet({ covers, ...props }: LayoutProps & { covers: boolean }) {
  return (
    <aside class={covers ? "inspector-pane sheet" : "inspector-pane sheet below"} style={{ maxHeight: `${100 * SHEET_SHARE}%` }} aria-label="Inspector" data-testid={TEST_IDS.inspector}>
      <InspectorSection redrives={!covers} {...props} />
    </aside>
  );
}

export function Status({ playground }: LayoutProps) {
  const { store } = playground;
  const { starting, active, finished, refusal, stale, engineFailure } = store.value;
  return (
    <>
      <ExecutionPicker playground={playground} />
      <ShownIteration playground={playground} />
      <RunStatus
        starting={starting}
        active={active}
        finished={finished}
        refusal={refusal}
        stale={stale}
        inputIsJson={() => parsedOrUndefined(store.peek().workspace.input) !== undefined}
        engineFailure={engineFailure}
        onRefusal={refusal === null ? null : placeOf(refusal, store)}
      />
    </>
  );
}

/** Where to look after a refusal. */
function placeOf(refusal: app.Refusal, store: Playground["store"]): (() => void) | null {
  const { resource, code } = refusal;
  if (resource !== undefined) return () => store.update((state) => app.showStub(app.showEditor(state, "stubs"), resource));
  if (code === "InvalidDefinition") return () => store.update(app.nextProblem);
  return code === "InvalidExecutionInput" ? () => store.update((state) => app.showEditor(state, "input")) : null;
}

/** A labelled region of the page. */
export function Pane({ label, name, children }: { label: string; name: string; children: ComponentChildren }) {
  return (
    <section class={`pane pane-${name}`} aria-label={label} data-pane={name}>
      {children}
    </section>
  );
}

type ShareName = "columnShare" | "leftShare" | "rightShare" | "inspectorShare";

/** A separator's place, kept in the settings. */
export function share({ playground: { store } }: LayoutProps, name: ShareName) {
  return {
    share: store.value.settings[name],
    standard: app.DEFAULT_SETTINGS[name],
    onShare: (value: number) => store.update((state) => app.setSettings(state, { [name]: value })),
  };
}

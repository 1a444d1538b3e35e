// The areas of the page with their part of the state: each reads the store and hands its view props and callbacks.

import { useCallback, useEffect, useMemo, useRef } from "preact/hooks";
import type { LogLine, Resumption } from "../../engine/client";
import type { Diagnostic, IterationOf, ResourceUse, ShownIteration, VisitDetail } from "../../engine/types";
import { isWide } from "../../lib/dom";
import { later } from "../../lib/later";
import type { OnRedrive } from "../../lib/redrive";
import * as app from "../../state/app-state";
import { stopsOf, toggleBreakpoint } from "../../state/breakpoints";
import { inspectVisit } from "../../state/inspecting";
import type { Playground } from "../../state/playground";
import { effectiveStubs } from "../../state/run-request";
import { machineOf, readableMachine, stubOf } from "../../state/workspace";
import { Console } from "../console";
import { DefinitionEditor } from "../editor";
import { GraphView } from "../graph";
import { InputEditor } from "../input";
import { Inspector } from "../inspector";
import { InspectorButtons } from "../inspector/InspectorButtons";
import { StopChoice } from "../inspector/StopChoice";
import { Output } from "../output";
import { Paused, type Way } from "../output/Paused";
import { MachineStrip } from "../machines";
import { type StubHealth, Stubs } from "../stubs";
import { TimelineView } from "../timeline";
import { TraceView } from "../trace";
import { Scrubber } from "../travel";

const Simulation = later(async () => (await import("../simulation")).Simulation);

export type SectionProps = { playground: Playground };

const NO_FINDINGS: Diagnostic[] = [];
const NO_LINES: readonly LogLine[] = [];

export function DefinitionSection({ playground }: SectionProps) {
  const { store, assistant } = playground;
  const { opened, arranged, machine, analysis, selection, reveal, problemSteps, ...rest } = store.value;
  const text = app.shownDefinition(store.value);
  const outline = analysis?.states.find((state) => state.path === selection?.path);
  const stops = stopsOf(store.value);
  const stopped = analysis?.states.filter(({ path }) => stops.get(path)?.isSet) ?? [];
  // where the cursor went while the text was still being looked at
  const early = useRef<{ offset: number; text: string } | null>(null);
  const onCursor = (offset: number) => {
    const at = innermostState(store.peek(), offset);
    early.current = app.analysisIsCurrent(store.peek()) ? null : { offset, text };
    if (at !== undefined) store.update((state) => app.selectState(state, at, "editor"));
  };
  useEffect(() => {
    if (early.current?.text === text) onCursor(early.current.offset);
  }, [analysis]);
  return (
    <DefinitionEditor
      before={<MachineStrip playground={playground} />}
      locked={rest.embed?.readOnly ?? false}
      documentKey={`${opened}:${arranged}:definition${machine}`}
      text={text}
      onChange={(typed) => store.update((state) => app.editDefinition(state, typed))}
      onReplace={(pasted) => store.update((state) => app.replaceMachine(state, pasted))}
      onTemplate={(text) => void replaceTemplate(playground, text)}
      diagnostics={analysis?.diagnostics ?? NO_FINDINGS}
      pending={rest.analysedText !== text && rest.engineFailure === null}
      assistant={assistant}
      onCursor={onCursor}
      marked={outline?.range ?? null}
      breakpoints={stopped.map(({ nameRange }) => nameRange.from)}
      reveal={reveal}
      nextFinding={problemSteps}
      onJump={(diagnostic) => store.update((state) => app.goTo(state, diagnostic))}
    />
  );
}

async function replaceTemplate({ store, engine }: Playground, text: string): Promise<void> {
  const machines = (await engine.deployedMachines(text).catch(() => [])).map(readableMachine);
  store.update((state) => app.replaceTemplate(state, text, machines));
}

export function InputSection({ playground: { store } }: SectionProps) {
  const { workspace, opened, refusal, embed } = store.value;
  return (
    <InputEditor
      locked={embed?.readOnly ?? false}
      documentKey={`${opened}:input`}
      text={workspace.input}
      onChange={(text) => store.update((state) => app.editInput(state, text))}
      refusal={refusal?.code === "InvalidExecutionInput" ? refusal.message : null}
    />
  );
}

export function StubsSection({ playground: { store } }: SectionProps) {
  const state = store.value;
  const { workspace, opened, shownStub, refusal } = state;
  const resources = app.resourcesOf(state);
  const stubs = effectiveStubs(workspace, resources).map((stub) => ({ ...stub, health: healthOf(state, stub.resource, stub.use) }));
  return (
    <Stubs
      locked={state.embed?.readOnly ?? false}
      documentKey={`${opened}:stub`}
      stubs={stubs}
      shown={shownStub}
      onShow={(resource) => store.update((present) => app.showStub(present, resource))}
      onChange={(resource, code) => store.update((present) => app.editStub(present, resource, code))}
      onForget={(resource) => store.update((present) => app.forgetStub(present, resource))}
      onProblems={(resource, count) => store.update((present) => app.stubChecked(present, resource, count > 0))}
      refusal={refusal?.resource === undefined ? null : { resource: refusal.resource, message: refusal.message }}
    />
  );
}

export function SimulationSection({ playground: { store } }: SectionProps) {
  const state = store.value;
  const stubs = effectiveStubs(state.workspace, app.resourcesOf(state)).map(({ resource, label, code }) => {
    const { latency, failures, coldStart } = stubOf(state.workspace, resource) ?? {};
    return { resource, label, code, latency, failures, coldStart };
  });
  const codeOf = (resource: string) => stubs.find((stub) => stub.resource === resource)?.code ?? "";
  return (
    <Simulation
      key={state.opened}
      settings={state.workspace.simulation}
      stubs={stubs}
      onChange={(change) => store.update((present) => app.setSimulation(present, change))}
      onConduct={(resource, change) => store.update((present) => app.setConduct(present, resource, change, codeOf(resource)))}
    />
  );
}

/** Above what the run did so far, when it stands still at a breakpoint. */
function PausedSection({ playground: { store, runs } }: SectionProps) {
  const { finished, active, machine } = store.value;
  const held = finished?.result.held;
  const left = useRef<Way | undefined>(undefined);
  if (held === undefined) left.current = undefined;
  if (held === undefined || active !== null) return null;
  const show = () => store.update((state) => app.selectState(app.showResult(state, "graph"), held.statePath, "view"));
  const resume = (resumption: Resumption, way: Way | undefined) => {
    left.current = way;
    void runs.resume(resumption);
  };
  return <Paused key={finished?.id} held={held} onState={held.machine === machine ? show : undefined} left={left.current} onResume={resume} />;
}

export function GraphSection({ playground, covered = 0 }: SectionProps & { covered?: number | undefined }) {
  const { store, travel } = playground;
  const { drawable, analysis, selection, finished, moment } = store.value;
  const summary = app.shownSummary(store.value);
  const now = useMemo(() => (summary === null || moment === null ? summary : { ...summary, states: moment.states, edges: moment.edges }), [summary, moment]);
  const onSelect = useCallback((path: string) => store.update((state) => app.selectState(state, path, "view")), [store]);
  const onStop = useCallback((path: string) => store.update((state) => toggleBreakpoint(state, path, false)), [store]);
  const { breakpoints, workspace, machine, active } = store.value;
  // the drawing of a large graph is kept while these are the same, so that typing draws nothing anew
  const stops = useMemo(() => stopsOf(store.peek()), [breakpoints, machineOf(workspace, machine).name, machine, active === null, finished]);
  const nameOf = (path: string) => drawable?.states.find((state) => state.path === path)?.name ?? path;
  return (
    <div class="column">
      <PausedSection playground={playground} />
      <GraphView
        analysis={drawable}
        stops={stops}
        onStop={onStop}
        summary={now}
        selected={selection?.path ?? null}
        covered={covered}
        stale={analysis !== null && analysis.graph === null}
        onSelect={onSelect}
      />
      {finished !== null && summary !== null && (
        <Scrubber
          events={summary.events}
          endMs={summary.durationMs}
          isOver={summary.status !== "RUNNING"}
          moment={moment}
          nameOf={nameOf}
          onMoment={(event) => void travel.to(event)}
          onEnd={() => travel.leave()}
        />
      )}
    </div>
  );
}

/** Undefined where nothing can be redriven. */
export function redriveOf({ store: { value: state }, runs }: Playground): OnRedrive | undefined {
  if (!app.canRedrive(state)) return undefined;
  return state.active === null ? () => void runs.redrive() : null;
}

const noEvents = async (): Promise<unknown[]> => [];

export function OutputSection({ playground }: SectionProps) {
  const { store, runs } = playground;
  const { finished } = store.value;
  return (
    <div class="column">
      <PausedSection playground={playground} />
      <Output
        paused={finished?.result.held !== undefined}
        summary={finished?.shown.summary ?? null}
        runKey={`${finished?.id ?? 0}:${finished?.shown.execution ?? 0}`}
        place={finished === null ? "" : app.rowsKey(store.value, finished)}
        loadEvents={finished?.shown.events ?? noEvents}
        onAnswer={(resumption) => void runs.resume(resumption)}
        onRedrive={redriveOf(playground)}
        onFailedVisit={(visit) => {
          store.update((state) => app.showResult(state, "graph"));
          void inspectVisit(store, visit, undefined);
        }}
        onState={(path) => store.update((state) => app.selectState(app.showResult(state, "graph"), path, "view"))}
      />
    </div>
  );
}

/** What the page is, for who sees it for the first time. */
export function Intro() {
  return (
    <>
      <b>ASL Playground</b> runs AWS Step Functions workflows in this page, in virtual time, with a stub for each Lambda.
    </>
  );
}

/** In place of what there is to see only after a run; where every area is seen there is room to say what the page is. */
function NotRun({ refused, children }: { refused: boolean; children: string }) {
  if (refused) return <p class="empty">Nothing has run yet: what is in the way stands above. Then Run shows {children}.</p>;
  return (
    <p class="empty">
      {isWide.value && <Intro />} Press Run to see {children}.
    </p>
  );
}

export function TimelineSection({ playground: { store } }: SectionProps) {
  const { finished, refusal, selection, moment, settings } = store.value;
  if (finished === null) return <NotRun refused={refusal !== null}>when each state ran, failed, backed off and waited</NotRun>;
  return (
    <TimelineView
      key={app.rowsKey(store.value, finished)}
      summary={finished.shown.summary}
      load={finished.shown.timeline}
      now={moment?.atMs ?? null}
      folded={settings.foldIdle}
      onFolded={(foldIdle) => store.update((state) => app.setSettings(state, { foldIdle }))}
      selected={selection}
      onSelect={(visit, attempt) => void inspectVisit(store, visit, attempt)}
    />
  );
}

export function TraceSection({ playground: { store } }: SectionProps) {
  const { finished, refusal, selection } = store.value;
  if (finished === null) return <NotRun refused={refusal !== null}>the event history, as GetExecutionHistory would give it</NotRun>;
  return (
    <TraceView
      key={app.rowsKey(store.value, finished)}
      summary={finished.shown.summary}
      load={finished.shown.trace}
      selected={selection}
      onSelect={(visit, attempt) => void inspectVisit(store, visit, attempt)}
    />
  );
}

export function ConsoleSection({ playground: { store } }: SectionProps) {
  const { finished, selection } = store.value;
  const lines = app.shownLogs(store.value);
  const ofFinished = lines === finished?.logs;
  return (
    <Console
      lines={lines}
      selectedVisit={ofFinished ? selection?.visit : undefined}
      onSelect={ofFinished ? (visit, attempt) => void inspectVisit(store, visit, attempt) : undefined}
    />
  );
}

/** No iteration, or the very one that is shown. */
function isShownAlone(of: IterationOf | undefined, shown: ShownIteration | undefined): boolean {
  if (of === undefined) return true;
  return shown !== undefined && of.mapVisit === shown.of.mapVisit && of.attempt === shown.of.attempt && of.index === shown.of.index;
}

/** The detail of the selected visit; while it loads that of the state's visit in the run before, so that nothing jumps with a run that follows an edit. */
function useDetail({ detail, selection, opened, machine }: app.AppState): VisitDetail | null {
  const kept = useRef<{ of: string; detail: VisitDetail } | null>(null);
  const of = `${opened}:${machine}`;
  if (detail !== null) kept.current = { of, detail };
  if (detail !== null || selection?.visit === undefined) return detail;
  return kept.current?.of === of && kept.current.detail.path === selection.path ? kept.current.detail : null;
}

/** `redrives`: no other Redrive is in sight. */
export function InspectorSection({ playground, redrives }: SectionProps & { redrives: boolean }) {
  const { store, runs } = playground;
  const { selection, finished, analysis } = store.value;
  const detail = useDetail(store.value);
  const close = () => store.update(app.closeInspector);
  const outline = useMemo(() => analysis?.states.find((state) => state.path === selection?.path), [analysis, selection?.path]);
  const stop = outline && stopsOf(store.value).get(outline.path);
  const stops = outline && (
    <StopChoice
      stops={stop}
      answers={outline.type === "Task"}
      onToggle={(atAnswer) => store.update((state) => toggleBreakpoint(state, outline.path, atAnswer))}
    />
  );
  const resource = app.selectedResource(store.value);
  // what an embed shows is its page's choice
  const onStub = resource === undefined || store.value.embed !== null ? undefined : (() => store.update((state) => app.showStub(app.showEditor(state, "stubs"), resource)));
  if (detail === null && selection?.visit === undefined) {
    const why = finished === null ? "Press Run to see the data it receives and returns." : stop?.held ? "The run is paused before this state." : "The run did not reach this state.";
    return (
      <div class="inspector-empty">
        <header>
          <b>{outline?.name ?? selection?.path ?? ""}</b>
          <InspectorButtons onStub={onStub} onClose={close} />
        </header>
        {stops}
        <p class="dim">{why}</p>
      </div>
    );
  }
  const started = finished?.result.executions.find(({ startedBy }) => startedBy !== undefined && startedBy === detail?.visit);
  return (
    <Inspector
      stops={stops}
      buttons={<InspectorButtons onStub={onStub} onClose={close} />}
      onVisit={finished?.shown.summary.iteration === undefined ? (visit) => void inspectVisit(store, visit, undefined) : undefined}
      onIteration={detail === null || isShownAlone(detail.iteration, finished?.shown.summary.iteration) ? undefined : () => void runs.showIteration(detail.visit)}
      onRedrive={redrives ? redriveOf(playground) : undefined}
      onTry={finished?.result.tryExpression}
      onStarted={started === undefined ? undefined : () => void runs.show(started.execution)}
      detail={detail}
      attempt={selection?.attempt}
      logs={finished?.logs ?? NO_LINES}
      onAttempt={(number) => store.update((state) => app.selectAttempt(state, number))}
    />
  );
}

function innermostState(state: app.AppState, offset: number): string | undefined {
  if (!app.analysisIsCurrent(state)) return undefined;
  const around = state.analysis?.states.filter(({ range }) => range.from <= offset && offset <= range.to) ?? [];
  return around.toSorted((a, b) => a.range.to - a.range.from - (b.range.to - b.range.from))[0]?.path;
}

function healthOf(state: app.AppState, resource: string, use: ResourceUse | undefined): StubHealth {
  if (state.brokenStubs.has(resource) || state.refusal?.resource === resource) return "broken";
  const runs = state.finished?.summary.states.filter((run) => use?.states.includes(run.path)) ?? [];
  if (runs.every((run) => run.attempts === 0)) return "notRun";
  return runs.some((run) => run.failedAttempts > 0) ? "failing" : "good";
}

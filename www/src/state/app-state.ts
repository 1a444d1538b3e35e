// Everything the page shows, and the pure, named updates that change it.

import type { ExecutionRows, LogLine, RunResult, SlowStub } from "../engine/client";
import type { Analysis, Diagnostic, Moment, ResourceUse, RunSummary, TextRange, VisitDetail } from "../engine/types";
import { machineRenamed, type PlacedBreakpoint } from "./breakpoints";
import type { EmbedOptions } from "./embed";
import {
  type ConductChange,
  definitionOf,
  type Machine,
  type MachineChange,
  machineOf,
  type SimulationChange,
  type SimulationSettings,
  type Stub,
  stubOf,
  WORKSPACE_LIMITS,
  type Workspace,
} from "./workspace";

/** Where the workspace came from; a link's stubs are a stranger's until its reader presses Run. */
export type Origin = { kind: "sample"; name: string } | { kind: "link" } | { kind: "file"; name: string } | { kind: "draft" };

/** The state, visit and attempt that graph, timeline, trace, inspector and editor agree on. */
export type Selection = { path: string; visit?: number; attempt?: number };
/** Who selected: the editor does not scroll to what its own cursor selected. */
export type SelectedBy = "editor" | "view";

/** The run under way. */
export type ActiveRun = {
  id: number;
  events: number;
  nowMs: number;
  logs: LogLine[];
  slow: SlowStub | null;
};
/** The last run that ended, what it was of, the execution of it that is looked at, and the states whose data were changed by hand; `result` answers for its rows until the next one ends. */
export type FinishedRun = { id: number; summary: RunSummary; realMs: number; logs: LogLine[]; seed: number | undefined; workspace: Workspace; result: RunResult; shown: ExecutionRows; changed: readonly string[] };
/** Why the last press of Run gave no result. */
export type Refusal = { code: string; message: string; resource?: string; diagnostics?: Diagnostic[] };
/** What stubs printed until then is all there is of such a run. */
export type RefusedRun = Refusal & { logs: readonly LogLine[] };

/** A place of the definition to scroll to; `focus` puts the cursor there too. Each wish is a new object. */
export type Reveal = { range: TextRange; focus: boolean };

export type Notice = { id: number; tone: "info" | "warn" | "bad"; text: string };

/** Something on its way here, in words; `alone` when nothing else is shown until it is there. */
export type Loading = { what: string; alone: boolean };

export type ThemeChoice = "auto" | "light" | "dark";
/** What the reader prefers; survives reloads. */
export type Settings = {
  theme: ThemeChoice;
  autoRun: boolean;
  /** The timeline draws long idle time shorter. */
  foldIdle: boolean;
  /** Shares of the panes in percent. */
  columnShare: number;
  leftShare: number;
  rightShare: number;
  inspectorShare: number;
};
export const DEFAULT_SETTINGS: Settings = {
  theme: "auto",
  autoRun: true,
  foldIdle: false,
  columnShare: 40,
  leftShare: 62,
  rightShare: 62,
  inspectorShare: 36,
};

export type AuxTab = "input" | "stubs" | "simulation";
export type ResultTab = "graph" | "output";
export type DetailTab = "timeline" | "trace" | "console";
export type PhoneTab = "definition" | AuxTab | "results";
/** Which tab each strip shows. `single` is the strip of a narrow page that holds all result tabs. */
export type Tabs = { aux: AuxTab; result: ResultTab; detail: DetailTab; single: ResultTab | DetailTab; phone: PhoneTab };

export type AppState = {
  workspace: Workspace;
  origin: Origin;
  /** Changed by the reader since it was opened. */
  edited: boolean;
  /** Stubs may run without a press of Run. */
  trusted: boolean;
  /** Counts openings: editors forget their undo history, drafts get a place of their own. */
  opened: number;
  /** Number of the machine whose definition is shown; the first one runs. */
  machine: number;
  /** What each text of a machine wants of stubs, as far as it is known. */
  wanted: ReadonlyMap<string, readonly ResourceUse[]>;
  /** The newest analysis and the text it is of. */
  analysis: Analysis | null;
  analysedText: string | null;
  /** The newest analysis that could be drawn. */
  drawable: Analysis | null;
  /** The engine could not be started: a sentence. */
  engineFailure: string | null;
  /** Resources whose stub does not parse as JavaScript. */
  brokenStubs: ReadonlySet<string>;
  /** Run was pressed before the text was analysed. */
  starting: boolean;
  active: ActiveRun | null;
  finished: FinishedRun | null;
  refusal: RefusedRun | null;
  /** The instant of the execution that is looked at, or null for its end. */
  moment: Moment | null;
  /** Where runs stand still; of this visit only. */
  breakpoints: readonly PlacedBreakpoint[];
  /** The workspace has changed since the last run that ended. */
  stale: boolean;
  selection: Selection | null;
  selectedBy: SelectedBy;
  /** What the inspector shows; null while it loads, or when the state was not visited. */
  detail: VisitDetail | null;
  inspectorOpen: boolean;
  reveal: Reveal | null;
  /** Counts the wishes for the next problem of the definition. */
  problemSteps: number;
  /** The stub whose editor is shown. */
  shownStub: string | null;
  tabs: Tabs;
  settings: Settings;
  /** The theme that the address asks for, for this visit only. */
  visitTheme: ThemeChoice | null;
  notices: Notice[];
  /** What is being loaded to be opened. */
  loading: Loading | null;
  /** What the page around this one asks for, or null where there is none. */
  embed: EmbedOptions | null;
};

export function initialState(workspace: Workspace, origin: Origin, settings: Settings): AppState {
  return {
    workspace,
    origin,
    edited: false,
    trusted: origin.kind !== "link" || workspace.stubs.length === 0,
    opened: 0,
    machine: 0,
    wanted: new Map(),
    analysis: null,
    analysedText: null,
    drawable: null,
    engineFailure: null,
    brokenStubs: new Set(),
    starting: false,
    active: null,
    finished: null,
    moment: null,
    refusal: null,
    breakpoints: [],
    stale: false,
    selection: null,
    selectedBy: "view",
    detail: null,
    inspectorOpen: false,
    reveal: null,
    problemSteps: 0,
    shownStub: null,
    tabs: { aux: "input", result: "graph", detail: "timeline", single: "graph", phone: "definition" },
    settings,
    visitTheme: null,
    notices: [],
    loading: null,
    embed: null,
  };
}

/** True when the analysis at hand is of the text as it is now. */
export const analysisIsCurrent = (state: AppState): boolean => state.analysedText === shownDefinition(state);

/** The definition in the editor. */
export const shownDefinition = (state: AppState): string => definitionOf(state.workspace, state.machine);

// Opening and editing.

/** Shows another workspace; runs, selection and analysis of the one before go. */
export function openWorkspace(state: AppState, workspace: Workspace, origin: Origin, edited = false): AppState {
  const fresh = initialState(workspace, origin, state.settings);
  return { ...fresh, edited, opened: state.opened + 1, engineFailure: state.engineFailure, tabs: state.tabs, visitTheme: state.visitTheme, embed: state.embed };
}

/** Nothing can be run or shared yet: what the address asks for is not here, and nothing else is shown. */
export const isBlank = (state: AppState): boolean => state.loading?.alone === true;

export function editDefinition(state: AppState, definition: string): AppState {
  return definition === shownDefinition(state) ? state : editMachine(state, state.machine, { definition });
}

/** Another definition, name or type of a machine; undefined takes a name or type away. */
export function editMachine(state: AppState, number: number, change: MachineChange): AppState {
  const before = machineOf(state.workspace, number);
  const merged = Object.entries({ ...before, ...change });
  const machine = Object.fromEntries(merged.filter(([, value]) => value !== undefined)) as Machine;
  const next = edit(state, { machines: state.workspace.machines.with(number, machine) as Workspace["machines"] });
  return { ...next, breakpoints: machineRenamed(state.breakpoints, before, machine) };
}

/** One more machine, which is shown. */
export function addMachine(state: AppState, definition: string): AppState {
  const { machines } = state.workspace;
  if (machines.length >= WORKSPACE_LIMITS.machines) return state;
  const taken = new Set(machines.map(({ name }) => name));
  let count = machines.length + 1;
  while (taken.has(`Machine${count}`)) count += 1;
  const next = edit(state, { machines: [...machines, { name: `Machine${count}`, definition }] });
  return showMachine(next, machines.length);
}

/** Takes a machine away; the last one stays. */
export function removeMachine(state: AppState, number: number): AppState {
  const [first, ...rest] = state.workspace.machines.toSpliced(number, 1);
  return first === undefined ? state : showMachine(edit(state, { machines: [first, ...rest] }), Math.min(state.machine, rest.length));
}

/** Makes a machine the one that runs. */
export function runMachineFirst(state: AppState, number: number): AppState {
  const { machines } = state.workspace;
  const chosen = machineOf(state.workspace, number);
  return showMachine(edit(state, { machines: [chosen, ...machines.toSpliced(number, 1)] }), 0);
}

/** Shows another machine's definition; what was known of the one before goes. */
export function showMachine(state: AppState, number: number): AppState {
  const unknown = { analysis: null, analysedText: null, drawable: null, selection: null, detail: null, reveal: null };
  return { ...state, ...unknown, inspectorOpen: false, machine: number };
}

export function editInput(state: AppState, input: string): AppState {
  return state.workspace.input === input ? state : edit(state, { input });
}

/** The reader's code for a resource; the first edit of a generated stub saves it. */
export function editStub(state: AppState, resource: string, code: string): AppState {
  const saved = stubOf(state.workspace, resource);
  if (saved?.code === code) return state;
  return edit(state, { stubs: replaced(state.workspace.stubs, resource, { resource, code }) });
}

/** How attempts of a resource behave around its stub; `code` is saved with it where no stub was. */
export function setConduct(state: AppState, resource: string, change: ConductChange, code: string): AppState {
  const merged = Object.entries({ ...(stubOf(state.workspace, resource) ?? { resource, code }), ...change });
  const stub = Object.fromEntries(merged.filter(([, value]) => value !== undefined)) as Stub;
  const stubs = state.workspace.stubs;
  const at = stubs.findIndex((other) => other.resource === resource);
  return edit(state, { stubs: at < 0 ? [...stubs, stub] : stubs.with(at, stub) });
}

/** Forgets a saved stub: the generated one takes its place, or it goes when nothing uses it. */
export function forgetStub(state: AppState, resource: string): AppState {
  const stubs = state.workspace.stubs.filter((stub) => stub.resource !== resource);
  if (stubs.length === state.workspace.stubs.length) return state;
  return edit(state, { stubs });
}

/** Puts stubs in the place of those of the same resources. */
export function replaceStubs(state: AppState, stubs: readonly Stub[]): AppState {
  const others = state.workspace.stubs.filter(({ resource }) => !stubs.some((stub) => stub.resource === resource));
  return edit(state, { stubs: [...others, ...stubs] });
}

export function setSimulation(state: AppState, change: SimulationChange): AppState {
  const merged = Object.entries({ ...state.workspace.simulation, ...change });
  const simulation = Object.fromEntries(merged.filter(([, value]) => value !== undefined)) as SimulationSettings;
  return edit(state, { simulation });
}

export function setTitle(state: AppState, title: string): AppState {
  return state.workspace.title === title ? state : { ...state, workspace: { ...state.workspace, title }, edited: true };
}

function edit(state: AppState, change: Partial<Workspace>): AppState {
  return { ...state, workspace: { ...state.workspace, ...change }, edited: true, stale: state.finished !== null };
}

function replaced(stubs: Workspace["stubs"], resource: string, stub: { resource: string; code: string }): Workspace["stubs"] {
  const at = stubs.findIndex((other) => other.resource === resource);
  return at < 0 ? [...stubs, stub] : stubs.with(at, { ...stubs[at], ...stub });
}

// What the engine says about the text.

export function analysed(state: AppState, text: string, found: Analysis): AppState {
  if (text !== shownDefinition(state)) return state;
  // The same machine keeps its graph, so that typing elsewhere in the text lays nothing out anew.
  const drawn = state.drawable?.graph ?? null;
  const analysis = drawn !== null && JSON.stringify(found.graph) === JSON.stringify(drawn) ? { ...found, graph: drawn } : found;
  const drawable = analysis.graph === null ? state.drawable : analysis;
  const wanted = analysis.graph === null ? state.wanted : wantedWith(state, text, analysis.resources);
  return { ...state, analysis, analysedText: text, drawable, wanted, engineFailure: null };
}

/** A machine that is not shown was analysed for what it wants of stubs. */
export const otherAnalysed = (state: AppState, text: string, found: Analysis): AppState => ({ ...state, wanted: wantedWith(state, text, found.resources) });

/** Of texts that no machine has any more nothing is kept. */
function wantedWith({ workspace, wanted }: AppState, text: string, resources: readonly ResourceUse[]): AppState["wanted"] {
  const texts = new Set(workspace.machines.map(({ definition }) => definition));
  return new Map([...[...wanted].filter(([known]) => texts.has(known)), [text, resources]]);
}

/** What the machines together want of stubs: each resource once. A text that is broken right now counts as it was when it was shown last. */
export function resourcesOf({ workspace, wanted, machine, drawable }: AppState): readonly ResourceUse[] {
  const found = new Map<string, ResourceUse>();
  workspace.machines.forEach(({ definition }, number) => {
    const uses = wanted.get(definition) ?? (number === machine ? drawable?.resources : undefined) ?? [];
    for (const use of uses) if (!found.has(use.key)) found.set(use.key, use);
  });
  return [...found.values()];
}

export const engineFailed = (state: AppState, sentence: string): AppState => ({ ...state, engineFailure: sentence, starting: false });

export function stubChecked(state: AppState, resource: string, broken: boolean): AppState {
  if (state.brokenStubs.has(resource) === broken) return state;
  const brokenStubs = new Set(state.brokenStubs);
  if (broken) brokenStubs.add(resource);
  else brokenStubs.delete(resource);
  return { ...state, brokenStubs };
}

// Runs.

/** Run was pressed, or given up again, while the engine still reads the text. */
export function runAwaited(state: AppState, starting: boolean): AppState {
  return state.starting === starting ? state : { ...state, starting, engineFailure: starting ? null : state.engineFailure };
}

/** A press of Run; results of the run before stay until this one ends. */
export function runStarted(state: AppState, id: number, byReader: boolean): AppState {
  const active: ActiveRun = { id, events: 0, nowMs: 0, logs: [], slow: null };
  return { ...state, starting: false, active, refusal: null, trusted: state.trusted || byReader };
}

export function runProgressed(state: AppState, id: number, progress: { events: number; nowMs: number }): AppState {
  if (state.active?.id !== id) return state;
  return { ...state, active: { ...state.active, ...progress, slow: null } };
}

/** Most console lines kept of one run; the host stops at the same number. */
export const CONSOLE_LINES_MAX = 1000;

export function runLogged(state: AppState, id: number, lines: LogLine[]): AppState {
  if (state.active?.id !== id) return state;
  const logs = [...state.active.logs, ...lines].slice(0, CONSOLE_LINES_MAX);
  return { ...state, active: { ...state.active, logs } };
}

export function runSlowed(state: AppState, id: number, slow: SlowStub): AppState {
  return state.active?.id === id ? { ...state, active: { ...state.active, slow } } : state;
}

/** The run ended; the selection stays on its state, at the visit this run made of it. */
export function runFinished(state: AppState, id: number, result: RunResult, of: Pick<FinishedRun, "seed" | "workspace" | "changed"> & { stale: boolean }): AppState {
  if (state.active?.id !== id) return state;
  const { stale, ...origin } = of;
  const finished: FinishedRun = { id, summary: result.summary, realMs: result.realMs, logs: result.logs, result, shown: result, ...origin };
  const selection = state.selection === null ? null : reselected(state.selection, result.summary);
  const ended = { ...state, active: null, finished, moment: null, refusal: null, stale };
  // another machine's picture stays where it is until its execution is looked at
  return state.machine === 0 ? { ...ended, selection, detail: null } : { ...ended, selection: null, detail: null, inspectorOpen: false };
}

/** Number of the machine that an execution of a run is of, or -1 when the workspace has it no more. */
function machineOfExecution({ workspace }: AppState, { result }: FinishedRun, execution: number): number {
  if (execution === 0) return 0;
  const name = result.executions.find((one) => one.execution === execution)?.machine;
  return workspace.machines.findIndex((machine) => machine.name === name);
}

/** The last run's newest execution of the machine in the editor, if it made one. */
export function executionOfMachine({ finished, machine, workspace }: AppState): number | undefined {
  if (machine === 0) return finished === null ? undefined : 0;
  const { name } = machineOf(workspace, machine);
  return finished?.result.executions.findLast((one) => one.execution > 0 && one.machine === name)?.execution;
}

/** What the execution that is looked at did, when it is of the machine in the editor. */
export function shownSummary(state: AppState): RunSummary | null {
  const { finished, machine } = state;
  if (finished === null || machineOfExecution(state, finished, finished.shown.execution) !== machine) return null;
  return finished.shown.summary;
}

/** Looks at an instant of the execution, or at its end. */
export function momentShown(state: AppState, shown: ExecutionRows, moment: Moment | null): AppState {
  return state.finished?.shown === shown ? { ...state, moment } : state;
}

/** Looks at another execution of the last run; the definition of its machine comes with it. */
export function executionShown(state: AppState, run: number, shown: ExecutionRows): AppState {
  const { finished } = state;
  if (finished?.id !== run) return state;
  const machine = machineOfExecution(state, finished, shown.execution);
  const looking = machine < 0 || machine === state.machine ? state : showMachine(state, machine);
  return { ...looking, finished: { ...finished, shown }, moment: null, selection: null, detail: null, inspectorOpen: false };
}

/** Looks at one iteration of a Map or at the whole again; the selection stays on its state, at the visit there. */
export function iterationShown(state: AppState, run: number, shown: ExecutionRows): AppState {
  const { finished, selection } = state;
  if (finished?.id !== run) return state;
  const visited = shown.summary.states.find(({ path }) => path === selection?.path);
  const kept = selection === null ? null : visited === undefined || visited.visits > 1 ? selection : { path: visited.path, visit: visited.lastVisit };
  const detail = kept?.visit === selection?.visit ? state.detail : null;
  return { ...state, finished: { ...finished, shown }, moment: null, selection: kept, detail };
}

/** Differs for whatever rows are shown of. */
export const rowsKey = ({ id, shown }: FinishedRun): string => `${id}:${shown.execution}:${shown.within ?? ""}`;

export function runRefused(state: AppState, id: number, refusal: Refusal): AppState {
  if (state.active?.id !== id) return state;
  const { logs } = state.active;
  return { ...state, active: null, refusal: { ...refusal, logs }, stale: state.finished !== null };
}

/** The lines that stubs printed: of the run under way or the one given up as soon as there are some, else of the last one that ended. */
export function shownLogs({ active, refusal, finished }: AppState): readonly LogLine[] {
  const newest = active?.logs ?? refusal?.logs ?? [];
  return newest.length > 0 ? newest : (finished?.logs ?? []);
}

/** Keeps the visit where this run made as many; `detailLoaded` corrects it when that visit is of another state. */
function reselected(selection: Selection, summary: RunSummary): Selection {
  const run = summary.states.find((state) => state.path === selection.path);
  if (run === undefined) return { path: selection.path };
  const visit = selection.visit !== undefined && selection.visit < summary.visits ? selection.visit : run.lastVisit;
  return { ...selection, visit };
}

// Selection.

/** Selects a state; its last visit when the run made one. */
export function selectState(state: AppState, path: string, by: SelectedBy): AppState {
  if (by === "editor" && state.selection?.path === path) return state;
  const run = shownSummary(state)?.states.find((entry) => entry.path === path);
  const selection: Selection = run === undefined ? { path } : { path, visit: run.lastVisit };
  return select(state, selection, by);
}

/** Selects a visit whose detail is at hand. */
export function selectVisit(state: AppState, detail: VisitDetail, attempt: number | undefined): AppState {
  const selection: Selection = { path: detail.path, visit: detail.visit, ...(attempt === undefined ? {} : { attempt }) };
  return { ...select(state, selection, "view"), detail };
}

export function selectAttempt(state: AppState, attempt: number): AppState {
  return state.selection === null ? state : { ...state, selection: { ...state.selection, attempt }, selectedBy: "view" };
}

/** The detail of the selected visit has arrived; of any other visit it is dropped. */
export function detailLoaded(state: AppState, visit: number, detail: VisitDetail | null): AppState {
  const { selection } = state;
  if (selection?.visit !== visit) return state;
  if (detail !== null && detail.path !== selection.path) return selectState({ ...state, selection: null }, selection.path, state.selectedBy);
  const { attempt, ...visited } = selection;
  const attempted = attempt !== undefined && detail?.attempts.some((one) => one.number === attempt);
  return { ...state, selection: attempted ? selection : visited, detail };
}

export const closeInspector = (state: AppState): AppState => ({ ...state, inspectorOpen: false });

export const clearSelection = (state: AppState): AppState => ({ ...state, selection: null, detail: null, inspectorOpen: false });

function select(state: AppState, selection: Selection, by: SelectedBy): AppState {
  const sameVisit = state.selection?.visit !== undefined && state.selection.visit === selection.visit;
  const detail = sameVisit ? state.detail : null;
  if (by === "editor") return { ...state, selection, selectedBy: by, detail };
  const outline = state.analysis?.states.find((one) => one.path === selection.path);
  const reveal = outline === undefined || !analysisIsCurrent(state) ? state.reveal : { range: outline.nameRange, focus: false };
  return { ...state, selection, selectedBy: by, detail, inspectorOpen: true, reveal };
}

// What is shown.

export function showTab<K extends keyof Tabs>(state: AppState, strip: K, tab: Tabs[K]): AppState {
  return state.tabs[strip] === tab ? state : { ...state, tabs: { ...state.tabs, [strip]: tab } };
}

/** Brings a result tab to front on every layout. */
export function showResult(state: AppState, tab: ResultTab | DetailTab): AppState {
  const tabs: Tabs = { ...state.tabs, single: tab, phone: "results" };
  if (tab === "graph" || tab === "output") tabs.result = tab;
  else tabs.detail = tab;
  return { ...state, tabs };
}

/** Brings an editor to front on every layout. */
export function showEditor(state: AppState, tab: "definition" | AuxTab): AppState {
  const aux = tab === "definition" ? state.tabs.aux : tab;
  return { ...state, tabs: { ...state.tabs, phone: tab, aux } };
}

/** Puts the cursor at a place of the definition. */
export function goTo(state: AppState, range: TextRange): AppState {
  return { ...showEditor(state, "definition"), reveal: { range, focus: true } };
}

export const nextProblem = (state: AppState): AppState => ({ ...showEditor(state, "definition"), problemSteps: state.problemSteps + 1 });

export const showStub = (state: AppState, resource: string): AppState => ({ ...state, shownStub: resource });

export const setSettings = (state: AppState, change: Partial<Settings>): AppState => ({
  ...state,
  settings: { ...state.settings, ...change },
  visitTheme: change.theme === undefined ? state.visitTheme : null,
});

/** The theme as it is shown. */
export const themeOf = (state: AppState): ThemeChoice => state.visitTheme ?? state.settings.theme;

/** What the query of the address asks to see: `?theme=dark&tab=timeline`. What it does not know it leaves as it is. */
export function showQuery(state: AppState, query: URLSearchParams): AppState {
  const visitTheme = THEMES.find((theme) => theme === query.get("theme")) ?? null;
  const result = RESULT_TABS.find((tab) => tab === query.get("tab"));
  const editor = EDITOR_TABS.find((tab) => tab === query.get("tab"));
  const shown = result === undefined ? state : showResult(state, result);
  return { ...(editor === undefined ? shown : showEditor(shown, editor)), visitTheme };
}

const THEMES: readonly ThemeChoice[] = ["auto", "light", "dark"];
const RESULT_TABS: readonly (ResultTab | DetailTab)[] = ["graph", "output", "timeline", "trace", "console"];
const EDITOR_TABS: readonly ("definition" | AuxTab)[] = ["definition", "input", "stubs", "simulation"];

/** Settings read from storage: anything that is not one falls back to its default. */
export function checkSettings(value: unknown): Settings {
  const stored = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const share = (name: keyof Settings, standard: number) => {
    const number = stored[name];
    return typeof number === "number" && number >= 10 && number <= 90 ? number : standard;
  };
  const { theme, autoRun } = stored;
  return {
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    autoRun: typeof autoRun === "boolean" ? autoRun : DEFAULT_SETTINGS.autoRun,
    foldIdle: stored.foldIdle === true,
    columnShare: share("columnShare", DEFAULT_SETTINGS.columnShare),
    leftShare: share("leftShare", DEFAULT_SETTINGS.leftShare),
    rightShare: share("rightShare", DEFAULT_SETTINGS.rightShare),
    inspectorShare: share("inspectorShare", DEFAULT_SETTINGS.inspectorShare),
  };
}

/** Says something at the top of the page; the same text is not said twice. */
export function notify(state: AppState, tone: Notice["tone"], text: string): AppState {
  const others = state.notices.filter((notice) => notice.text !== text);
  const id = 1 + others.reduce((most, notice) => Math.max(most, notice.id), 0);
  return { ...state, notices: [...others.slice(-2), { id, tone, text }] };
}

export const dismissNotice = (state: AppState, id: number): AppState => ({
  ...state,
  notices: state.notices.filter((notice) => notice.id !== id),
});

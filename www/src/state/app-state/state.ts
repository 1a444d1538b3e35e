// Everything the page shows.

import type { ExecutionRows, LogLine, RunResult, SlowStub } from "../../engine/client";
import type { Analysis, Diagnostic, Moment, ResourceUse, RunSummary, TextRange, VisitDetail } from "../../engine/types";
import type { PlacedBreakpoint } from "../breakpoints";
import type { EmbedOptions } from "../embed";
import { definitionOf, type Workspace } from "../workspace";
import type { Settings, ThemeChoice } from "./settings";

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

/** What gave way, to be brought back until what came in its place is edited: a draft of this browser, or the workspace with a machine that was shown. */
export type Before = { draft: string } | { workspace: Workspace; machine: number };
export type Notice = { id: number; tone: "info" | "warn" | "bad"; text: string; before?: Before | undefined };

/** Something on its way here, in words; `alone` when nothing else is shown until it is there. */
export type Loading = { what: string; alone: boolean };

export type AuxTab = "input" | "stubs" | "simulation";
export type ResultTab = "graph" | "output";
export type DetailTab = "timeline" | "trace" | "console";
export type PhoneTab = "definition" | AuxTab | "results";
/** Which tab each strip shows. `single` is the strip of a narrow page that holds all result tabs. */
export type Tabs = { aux: AuxTab; result: ResultTab; detail: DetailTab; single: ResultTab | DetailTab; phone: PhoneTab };

/** A machine that came whole into the place of another, by the machines before and after it. */
export type Replacement = { machine: number; before: Workspace["machines"]; after: Workspace["machines"] };

export type AppState = {
  workspace: Workspace;
  /** Counts how often the numbers of the machines came to be those of others. */
  arranged: number;
  /** What an undo in the editor takes back with the text, oldest first. */
  replacements: readonly Replacement[];
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
    arranged: 0,
    replacements: [],
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

// Which state, visit and attempt is looked at.

import type { VisitDetail } from "../../engine/types";
import { shownSummary } from "./runs";
import { analysisIsCurrent, type AppState, type SelectedBy, type Selection } from "./state";

/** Selects a state, its last visit when the run made one; its stub is the one to be shown. */
export function selectState(state: AppState, path: string, by: SelectedBy): AppState {
  if (by === "editor" && state.selection?.path === path) return state;
  return withStub(selectLastVisit(state, path, by));
}

function selectLastVisit(state: AppState, path: string, by: SelectedBy): AppState {
  const run = shownSummary(state)?.states.find((entry) => entry.path === path);
  const selection: Selection = run === undefined ? { path } : { path, visit: run.lastVisit };
  return select(state, selection, by);
}

/** Selects a visit whose detail is at hand. */
export function selectVisit(state: AppState, detail: VisitDetail, attempt: number | undefined): AppState {
  const selection: Selection = { path: detail.path, visit: detail.visit, ...(attempt === undefined ? {} : { attempt }) };
  return { ...withStub(select(state, selection, "view")), detail };
}

/** The resource that answers the selected state, if one does. */
export const selectedResource = ({ analysis, selection }: AppState): string | undefined =>
  selection === null ? undefined : analysis?.resources.find(({ states }) => states.includes(selection.path))?.key;

const withStub = (state: AppState): AppState => ({ ...state, shownStub: selectedResource(state) ?? state.shownStub });

export function selectAttempt(state: AppState, attempt: number): AppState {
  return state.selection === null ? state : { ...state, selection: { ...state.selection, attempt }, selectedBy: "view" };
}

/** The detail of the selected visit has arrived; of any other visit it is dropped. */
export function detailLoaded(state: AppState, visit: number, detail: VisitDetail | null): AppState {
  const { selection } = state;
  if (selection?.visit !== visit) return state;
  if (detail !== null && detail.path !== selection.path) return selectLastVisit(state, selection.path, state.selectedBy);
  const { attempt, ...visited } = selection;
  const attempted = attempt !== undefined && detail?.attempts.some((one) => one.number === attempt);
  return { ...state, selection: attempted ? selection : visited, detail };
}

export const closeInspector = (state: AppState): AppState => ({ ...state, inspectorOpen: false });

function select(state: AppState, selection: Selection, by: SelectedBy): AppState {
  const sameVisit = state.selection?.visit !== undefined && state.selection.visit === selection.visit;
  const detail = sameVisit ? state.detail : null;
  if (by === "editor") return { ...state, selection, selectedBy: by, detail };
  const outline = state.analysis?.states.find((one) => one.path === selection.path);
  const reveal = outline === undefined || !analysisIsCurrent(state) ? state.reveal : { range: outline.range, focus: false };
  return { ...state, selection, selectedBy: by, detail, inspectorOpen: true, reveal };
}

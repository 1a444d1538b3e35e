// What is shown: tabs, places of the definition, settings and notices.

import type { TextRange } from "../../engine/types";
import type { Settings, ThemeChoice } from "./settings";
import type { AppState, AuxTab, Before, DetailTab, Notice, ResultTab, Tabs } from "./state";

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

/** Says something at the top of the page; the same text is not said twice. */
export function notify(state: AppState, tone: Notice["tone"], text: string, before?: Before): AppState {
  const others = state.notices.filter((notice) => notice.text !== text);
  const id = 1 + others.reduce((most, notice) => Math.max(most, notice.id), 0);
  return { ...state, notices: [...others.slice(-2), { id, tone, text, before }] };
}

export const dismissNotice = (state: AppState, id: number): AppState => ({
  ...state,
  notices: state.notices.filter((notice) => notice.id !== id),
});

/** Nothing can be run or shared yet: what the address asks for is not here, and nothing else is shown. */
export const isBlank = (state: AppState): boolean => state.loading?.alone === true;

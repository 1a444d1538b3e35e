// What the engine says about the text.

import type { Analysis, ResourceUse } from "../../engine/types";
import { type AppState, shownDefinition } from "./state";

export function analysed(state: AppState, text: string, found: Analysis): AppState {
  if (text !== shownDefinition(state)) return state;
  // The same machine keeps its graph, so that typing elsewhere in the text lays nothing out anew.
  const drawn = state.drawable?.graph ?? null;
  const analysis = drawn !== null && JSON.stringify(found.graph) === JSON.stringify(drawn) ? { ...found, graph: drawn } : found;
  const drawable = analysis.graph === null ? state.drawable : analysis;
  const wanted = analysis.graph === null ? state.wanted : wantedWith(state, text, analysis.resources);
  const next = { ...state, analysis, analysedText: text, drawable, wanted, engineFailure: null };
  return { ...next, shownStub: isUsed(state) && !isUsed(next) ? null : state.shownStub };
}

/** The stub that is shown is one that the machines use. */
const isUsed = (state: AppState): boolean => resourcesOf(state).some(({ key }) => key === state.shownStub);

/** A machine that is not shown was analysed for what it wants of stubs. */
export const otherAnalysed = (state: AppState, text: string, found: Analysis): AppState => ({ ...state, wanted: wantedWith(state, text, found.resources) });

/** Of texts that no machine has any more nothing is kept. */
function wantedWith({ workspace, wanted }: AppState, text: string, resources: readonly ResourceUse[]): AppState["wanted"] {
  const texts = new Set(workspace.machines.map(({ definition }) => definition));
  return new Map([...[...wanted].filter(([other]) => texts.has(other)), [text, resources]]);
}

/** Several views ask for the resources of one state, at every key. */
const known = new WeakMap<AppState, readonly ResourceUse[]>();

/** What the machines together want of stubs: each resource once. A text that is broken right now counts as it was when it was shown last. */
export function resourcesOf(state: AppState): readonly ResourceUse[] {
  const uses = known.get(state) ?? wantedBy(state);
  known.set(state, uses);
  return uses;
}

function wantedBy({ workspace, wanted, machine, drawable }: AppState): readonly ResourceUse[] {
  const uses = new Map<string, ResourceUse>();
  workspace.machines.forEach(({ definition }, number) => {
    const ofMachine = wanted.get(definition) ?? (number === machine ? drawable?.resources : undefined) ?? [];
    for (const use of ofMachine) if (!uses.has(use.key)) uses.set(use.key, use);
  });
  return [...uses.values()];
}

export const engineFailed = (state: AppState, sentence: string): AppState => ({ ...state, engineFailure: sentence, starting: false });

export function stubChecked(state: AppState, resource: string, broken: boolean): AppState {
  if (state.brokenStubs.has(resource) === broken) return state;
  const brokenStubs = new Set(state.brokenStubs);
  if (broken) brokenStubs.add(resource);
  else brokenStubs.delete(resource);
  return { ...state, brokenStubs };
}

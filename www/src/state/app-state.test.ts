import { describe, expect, it } from "vitest";
import { EMPTY_SUMMARY, visitOf } from "../../tests/fake-engine";
import type { RunResult } from "../engine/client";
import type { Analysis, RunSummary } from "../engine/types";
import * as app from "./app-state";
import { workspaceOf } from "./workspace";

const fresh = (definition = "{}") => app.initialState(workspaceOf(definition), { kind: "sample", name: "s" }, app.DEFAULT_SETTINGS);

function finished(state: app.AppState, summary: Partial<RunSummary>, id = 1): app.AppState {
  const result = { summary: { ...EMPTY_SUMMARY, ...summary }, execution: 0, executions: [], realMs: 1, logs: [] } as unknown as RunResult;
  return app.runFinished(app.runStarted(state, id, true), id, result, { seed: undefined, workspace: state.workspace, changed: [], stale: false });
}

const ran = (path: string, lastVisit: number): RunSummary["states"][number] => {
  return { path, visits: 1, attempts: 1, failedAttempts: 0, status: "succeeded", firstVisit: lastVisit, lastVisit };
};

describe("editing", () => {
  it("marks the workspace as edited and the run as of an older one", () => {
    const before = finished(fresh(), {});
    const after = app.editInput(before, "[]");
    expect(after).toMatchObject({ edited: true, stale: true, workspace: { input: "[]" } });
    expect(before).toMatchObject({ edited: false, stale: false, workspace: { input: "{}" } });
  });

  it("does nothing when nothing changes", () => {
    const state = fresh("{}");
    expect(app.editDefinition(state, "{}")).toBe(state);
    expect(app.editInput(state, "{}")).toBe(state);
    expect(app.forgetStub(state, "r")).toBe(state);
  });

  it("saves a generated stub with its first edit, and keeps its latency with the next", () => {
    let state = app.setConduct(fresh(), "r", { latency: { fixed: 5 } }, "generated");
    expect(state.workspace.stubs).toEqual([{ resource: "r", code: "generated", latency: { fixed: 5 } }]);
    state = app.editStub(state, "r", "mine");
    expect(state.workspace.stubs).toEqual([{ resource: "r", code: "mine", latency: { fixed: 5 } }]);
    state = app.setConduct(state, "r", { latency: undefined }, "generated");
    expect(state.workspace.stubs).toEqual([{ resource: "r", code: "mine" }]);
    expect(app.forgetStub(state, "r").workspace.stubs).toEqual([]);
  });

  it("brings back a machine or a stub that was taken away, until something else is edited", () => {
    const two = app.editStub(app.addMachine(fresh("{}"), "second"), "r", "mine");
    for (const taken of [app.removeMachine(two, 0), app.forgetStub(two, "r")]) {
      const before = taken.notices[0]?.before;
      if (before === undefined || !("workspace" in before)) throw new Error("nothing to bring back");
      const back = app.bringBack(taken, before.workspace, before.machine);
      expect(back.workspace).toEqual(two.workspace);
      expect(back.notices).toEqual([]);
      expect(app.editInput(taken, "[]").notices).toEqual([]);
    }
  });

  it("takes a setting away with undefined", () => {
    const state = app.setSimulation(app.setSimulation(fresh(), { seed: 7 }), { seed: undefined });
    expect("seed" in state.workspace.simulation).toBe(false);
  });
});

describe("a machine that is pasted whole", () => {
  const express = { name: "Orders", type: "EXPRESS", definition: "pasted" } as const;
  const machineOf = (state: app.AppState) => state.workspace.machines[state.machine];
  const texts = (state: app.AppState) => state.notices.map(({ text }) => text.slice(0, 32));

  it("keeps its name and type, and says that it runs as another type", () => {
    const state = app.replaceMachine(fresh("typed"), express);
    expect(machineOf(state)).toEqual(express);
    expect(texts(state)).toEqual(["The machine runs as Express now,"]);
    expect(texts(app.replaceMachine(state, { ...express, definition: "other" }))).toEqual([]);
  });

  it("leaves name and type as they are when it comes as its definition alone", () => {
    const state = app.editMachine(fresh("typed"), 0, { name: "Mine", type: "EXPRESS" });
    expect(machineOf(app.replaceMachine(state, { definition: "pasted" }))).toEqual({ name: "Mine", type: "EXPRESS", definition: "pasted" });
  });

  it("goes with its name and type when its text is undone, however much was typed since, and comes back with redo", () => {
    const typed = app.editDefinition(app.replaceMachine(fresh("typed"), express), "pasted, then more");
    const undone = app.editDefinition(typed, "typed");
    expect(machineOf(undone)).toEqual({ definition: "typed" });
    expect(texts(undone)).toEqual([]);
    expect(machineOf(app.editDefinition(undone, "pasted"))).toEqual(express);
  });

  it("goes one by one where one was pasted over another", () => {
    const second = app.replaceMachine(app.replaceMachine(fresh("typed"), express), { name: "Second", type: "STANDARD", definition: "second" });
    const undone = app.editDefinition(second, "pasted");
    expect(machineOf(undone)).toEqual(express);
    expect(machineOf(app.editDefinition(undone, "typed"))).toEqual({ definition: "typed" });
  });

  it("keeps a name and type that were set since when its text is undone", () => {
    const renamed = app.editMachine(app.replaceMachine(fresh("typed"), express), 0, { name: "Renamed" });
    expect(machineOf(app.editDefinition(renamed, "typed"))).toEqual({ name: "Renamed", type: "EXPRESS", definition: "typed" });
  });

  it("comes with others out of a template, which go with it", () => {
    const template = app.editDefinition(fresh("typed"), "template");
    const machines = [express, { name: "Second", definition: "second" }];
    const state = app.replaceTemplate(template, "template", machines);
    expect(state.workspace.machines).toEqual(machines);
    expect(state.notices.length).toBe(2);
    expect(app.editDefinition(state, "template").workspace.machines).toEqual([{ definition: "template" }]);
    expect(app.replaceTemplate(template, "an older one", machines)).toBe(template);
    expect(app.replaceTemplate(template, "template", [])).toBe(template);
    const elsewhere = app.editDefinition(template, "DefinitionUri: m.asl.json");
    const told = app.replaceTemplate(elsewhere, "DefinitionUri: m.asl.json", []);
    expect(told.notices.map(({ text }) => text)).toEqual([expect.stringContaining("file of its definition")]);
    expect(app.editDefinition(told, "typed").notices).toEqual([]);
    const kept = app.editMachine(state, 1, { definition: "edited" });
    expect(app.editDefinition(kept, "template").workspace.machines.map(({ definition }) => definition)).toEqual(["template", "edited"]);
  });

  it("come to their places when a template comes once more, from whichever machine is shown", () => {
    const machines = [express, { name: "Second", definition: "second" }];
    const once = app.replaceTemplate(app.editDefinition(fresh("typed"), "template"), "template", machines);
    const newer = [express, { name: "Second", definition: "newer" }, { name: "Third", definition: "third" }];
    for (const shown of [0, 1]) {
      const pasted = app.editDefinition(app.showMachine(once, shown), "template");
      const twice = app.replaceTemplate(pasted, "template", newer);
      expect(twice.workspace.machines).toEqual(newer);
      expect(app.editDefinition(twice, "template").workspace.machines).toEqual(pasted.workspace.machines);
    }
  });

  it("takes no name that another machine has, and its breakpoints go with it", () => {
    const two = app.addMachine(fresh("first"), "second");
    const stopped = { ...two, breakpoints: [{ machine: "Machine2", path: "/States/A", atAnswer: false }] };
    expect(machineOf(app.replaceMachine(stopped, { name: "StateMachine", definition: "x" }))?.name).toBe("Machine2");
    const replaced = app.replaceMachine(stopped, express);
    expect(replaced.breakpoints[0]?.machine).toBe("Orders");
    expect(app.editDefinition(replaced, "second").breakpoints[0]?.machine).toBe("Machine2");
  });
});

describe("several machines", () => {
  const two = () => app.addMachine(fresh("first"), "second");
  const names = (state: app.AppState) => state.workspace.machines.map(({ name, definition }) => name ?? definition);

  it("are added with a name of their own and shown", () => {
    const state = app.addMachine(two(), "third");
    expect(names(state)).toEqual(["first", "Machine2", "Machine3"]);
    expect([state.machine, app.shownDefinition(state)]).toEqual([2, "third"]);
  });

  it("are edited where they are shown", () => {
    const state = app.editDefinition(two(), "changed");
    expect(state.workspace.machines.map(({ definition }) => definition)).toEqual(["first", "changed"]);
    expect(app.editMachine(state, 1, { name: undefined, type: "EXPRESS" }).workspace.machines[1]).toEqual({ definition: "changed", type: "EXPRESS" });
  });

  it("change places when another one shall run; the last one stays", () => {
    const state = app.runMachineFirst(two(), 1);
    expect([names(state), state.machine]).toEqual([["Machine2", "first"], 0]);
    const one = app.removeMachine(state, 0);
    expect(names(one)).toEqual(["first"]);
    expect(app.removeMachine(one, 0)).toBe(one);
  });

  it("want stubs together, each resource once", () => {
    const found = (...keys: string[]) => ({ graph: {}, resources: keys.map((key) => ({ key })) }) as unknown as Parameters<typeof app.analysed>[2];
    const state = app.otherAnalysed(app.analysed(two(), "second", found("b", "c")), "first", found("a", "b"));
    expect(app.resourcesOf(state).map(({ key }) => key)).toEqual(["a", "b", "c"]);
    expect(app.resourcesOf(app.removeMachine(state, 1)).map(({ key }) => key)).toEqual(["a", "b"]);
  });
});

describe("opening", () => {
  it("forgets the run, the selection and the analysis of the workspace before", () => {
    const before = app.selectState(finished(fresh(), {}), "/States/A", "view");
    const after = app.openWorkspace(before, workspaceOf("[]"), { kind: "link" });
    expect(after).toMatchObject({ finished: null, selection: null, analysis: null, edited: false, opened: 1 });
  });

  it("trusts a link only when it has no stubs", () => {
    const stubs = [{ resource: "r", code: "" }];
    expect(app.openWorkspace(fresh(), workspaceOf("{}"), { kind: "link" }).trusted).toBe(true);
    const state = app.openWorkspace(fresh(), { ...workspaceOf("{}"), stubs }, { kind: "link" });
    expect(state.trusted).toBe(false);
    expect(app.runStarted(state, 1, false).trusted).toBe(false);
    expect(app.runStarted(state, 1, true).trusted).toBe(true);
  });
});

describe("a run", () => {
  it("that is not the newest changes nothing", () => {
    const state = app.runStarted(fresh(), 2, true);
    expect(app.runProgressed(state, 1, { events: 9, nowMs: 9 })).toBe(state);
    expect(app.runRefused(state, 1, { code: "Crashed", message: "" })).toBe(state);
    expect(app.runSlowed(state, 1, { of: "A, attempt 1", seconds: 2 })).toBe(state);
  });

  it("keeps a bounded number of console lines", () => {
    const line = { atMs: 0, level: "log" as const, text: "", resource: "r", stateName: "A", visit: 1, attempt: 1 };
    const state = app.runLogged(app.runStarted(fresh(), 1, true), 1, Array(app.CONSOLE_LINES_MAX + 5).fill(line));
    expect(state.active?.logs).toHaveLength(app.CONSOLE_LINES_MAX);
  });

  it("moves the selection to the visit it made of the selected state", () => {
    const selected = app.selectState(fresh(), "/States/A", "view");
    expect(finished(selected, { visits: 4, states: [ran("/States/A", 3)] }).selection).toEqual({ path: "/States/A", visit: 3 });
    expect(finished(selected, { visits: 1, states: [ran("/States/B", 1)] }).selection).toEqual({ path: "/States/A" });
  });

  it("that is refused leaves the results before it, as stale", () => {
    const state = app.runRefused(app.runStarted(finished(fresh(), {}), 2, true), 2, { code: "StubSyntax", message: "no", resource: "r" });
    expect(state).toMatchObject({ active: null, stale: true, refusal: { resource: "r" }, finished: { id: 1 } });
  });

  it("that is given up leaves what its stubs printed, until the next one", () => {
    const line = { atMs: 0, level: "log" as const, text: "here", resource: "r", executionArn: "arn", stateName: "A", visit: 0, attempt: 1 };
    const running = app.runLogged(app.runStarted(finished(fresh(), {}), 2, true), 2, [line]);
    const givenUp = app.runRefused(running, 2, { code: "HandlerTimeout", message: "too long", resource: "r" });
    expect(app.shownLogs(givenUp)).toEqual([line]);
    expect(app.shownLogs(app.runStarted(givenUp, 3, true))).toEqual([]);
  });
});

describe("selection", () => {
  const state = finished(fresh(), { visits: 3, states: [ran("/States/A", 2), ran("/States/B", 3)] });

  it("of a state is its last visit and opens the inspector, except from the editor", () => {
    expect(app.selectState(state, "/States/A", "view")).toMatchObject({ selection: { path: "/States/A", visit: 2 }, inspectorOpen: true });
    expect(app.selectState(state, "/States/A", "editor")).toMatchObject({ selection: { visit: 2 }, inspectorOpen: false });
    expect(app.selectState(state, "/States/C", "view").selection).toEqual({ path: "/States/C" });
  });

  it("brings the stub of the state with it, and leaves another one that was chosen since", () => {
    const uses = [{ key: "a", states: ["/States/A"] }, { key: "b", states: ["/States/B"] }];
    const known = { ...state, analysis: { resources: uses, states: [] } as unknown as Analysis };
    const selected = app.selectState(known, "/States/B", "editor");
    expect(selected.shownStub).toBe("b");
    expect(app.selectState(selected, "/States/C", "view").shownStub).toBe("b");
    const other = { ...app.showStub(selected, "a"), selection: { path: "/States/B", visit: 2 } };
    expect(app.detailLoaded(other, 2, visitOf(2, "/States/A", 1))).toMatchObject({ shownStub: "a", selection: { path: "/States/B", visit: 3 } });
  });

  it("shows no stub that an edit of the definition left without use, unless it is asked for", () => {
    const using = (key: string): Analysis => ({ diagnostics: [], graph: { path: "", nodes: [], edges: [] }, states: [], resources: [{ key }], runnable: true }) as unknown as Analysis;
    const shown = app.showStub(app.analysed(state, "{}", using("a")), "a");
    const other = app.analysed(app.editDefinition(shown, "{ }"), "{ }", using("b"));
    expect(other.shownStub).toBeNull();
    const asked = app.showStub(other, "a");
    expect(app.analysed(app.editDefinition(asked, "{  }"), "{  }", using("b")).shownStub).toBe("a");
  });

  it("drops an attempt that the visit has not made", () => {
    const third = app.selectAttempt(app.selectState(state, "/States/A", "view"), 3);
    expect(app.detailLoaded(third, 2, visitOf(2, "/States/A", 3)).selection).toEqual({ path: "/States/A", visit: 2, attempt: 3 });
    expect(app.detailLoaded(third, 2, visitOf(2, "/States/A", 2)).selection).toEqual({ path: "/States/A", visit: 2 });
  });

  it("stays with the state when the visit turns out to be of another", () => {
    const moved = app.detailLoaded({ ...state, selection: { path: "/States/A", visit: 3 } }, 3, visitOf(3, "/States/B", 1));
    expect(moved.selection).toEqual({ path: "/States/A", visit: 2 });
  });

  it("ignores a detail that came too late", () => {
    const now = app.selectState(state, "/States/B", "view");
    expect(app.detailLoaded(now, 2, visitOf(2, "/States/A", 1))).toBe(now);
  });

  it("reveals the state only in text that the analysis is of", () => {
    const outline = { path: "/States/A", name: "A", type: null, range: { from: 1, to: 9 }, nameRange: { from: 1, to: 4 } };
    const analysis: Analysis = { diagnostics: [], graph: null, states: [outline], resources: [], runnable: true };
    const current = app.analysed(state, "{}", analysis);
    expect(app.selectState(current, "/States/A", "view").reveal).toEqual({ range: outline.range, focus: false });
    expect(app.selectState(app.editDefinition(current, "{ }"), "/States/A", "view").reveal).toBeNull();
  });
});

it("an analysis that cannot be drawn leaves the last drawing", () => {
  const drawn: Analysis = { diagnostics: [], graph: { path: "", nodes: [], edges: [] }, states: [], resources: [], runnable: true };
  const typing = app.editDefinition(app.analysed(fresh(), "{}", drawn), "{");
  const state = app.analysed(typing, "{", { ...drawn, graph: null, runnable: false });
  expect(state.drawable).toBe(drawn);
  expect(state.analysis?.runnable).toBe(false);
});

it("an analysis of the same machine keeps the graph that is drawn", () => {
  const analysis = (label: string): Analysis => ({
    diagnostics: [],
    graph: { path: "", nodes: [], edges: [{ from: null, to: null, kind: "start", label }] },
    states: [],
    resources: [],
    runnable: true,
  });
  const first = app.analysed(fresh(), "{}", analysis("a"));
  const second = app.analysed(app.editDefinition(first, "{ }"), "{ }", analysis("a"));
  expect(second.analysis?.graph).toBe(first.analysis?.graph);
  const third = app.analysed(app.editDefinition(second, "{  }"), "{  }", analysis("b"));
  expect(third.drawable?.graph?.edges[0]?.label).toBe("b");
});

it("the address's tab and theme are shown, and the theme is not kept", () => {
  const state = app.showQuery(fresh(), new URLSearchParams("theme=dark&tab=trace"));
  expect(app.themeOf(state)).toBe("dark");
  expect(state.settings.theme).toBe("auto");
  expect(state.tabs).toMatchObject({ detail: "trace", single: "trace", phone: "results" });
  expect(app.themeOf(app.setSettings(state, { theme: "light" }))).toBe("light");
  expect(app.themeOf(app.setSettings(state, { autoRun: false }))).toBe("dark");
  expect(app.showQuery(fresh(), new URLSearchParams("theme=pink&tab=nowhere"))).toEqual(fresh());
  expect(app.showQuery(fresh(), new URLSearchParams("tab=stubs")).tabs).toMatchObject({ aux: "stubs", phone: "stubs" });
});

it("settings from storage fall back one by one", () => {
  expect(app.checkSettings(undefined)).toEqual(app.DEFAULT_SETTINGS);
  expect(app.checkSettings({ theme: "dark", autoRun: "yes", columnShare: 1e9, leftShare: 50 })).toEqual({
    ...app.DEFAULT_SETTINGS,
    theme: "dark",
    leftShare: 50,
  });
});

it("a notice is not said twice, and few are kept", () => {
  let state = fresh();
  for (const text of ["a", "b", "a", "c", "d"]) state = app.notify(state, "info", text);
  expect(state.notices.map(({ text }) => text)).toEqual(["a", "c", "d"]);
  expect(new Set(state.notices.map(({ id }) => id)).size).toBe(3);
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeEngine, settled, visitOf } from "../../tests/fake-engine";
import * as app from "./app-state";
import { ANALYSIS_PAUSE_MS, keepChecked } from "./checking";
import { inspectVisit, keepInspected } from "./inspecting";
import { AUTO_RUN_PAUSE_MS, Runs } from "./running";
import { Store } from "./store";
import { workspaceOf } from "./workspace";

const MACHINE = '{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true}}}';

/** A page without views, as `openPlayground` wires it. */
function page(definition = MACHINE, origin: app.Origin = { kind: "sample", name: "s" }) {
  const engine = new FakeEngine();
  const workspace = { ...workspaceOf(definition), stubs: [{ resource: "unused", code: "" }] };
  const store = new Store(app.initialState(workspace, origin, app.DEFAULT_SETTINGS));
  const runs: Runs = new Runs(store, engine, () => recheck());
  const recheck = keepChecked(store, engine, () => runs.analysisLanded());
  keepInspected(store);
  store.watch((now, before) => {
    if (now.workspace !== before.workspace) runs.edited();
  });
  const edit = async (change: (state: app.AppState) => app.AppState) => {
    store.update(change);
    await vi.advanceTimersByTimeAsync(ANALYSIS_PAUSE_MS + AUTO_RUN_PAUSE_MS);
  };
  return { engine, store, runs, edit };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("An answer by hand", () => {
  const waiting = { kind: "taskToken" as const, task: 0, stateName: "A", statePath: "/States/A", resource: "r", taskToken: "t", since: 0 };

  it("goes on with the run that waits, and closes neither", async () => {
    const { engine, store, runs } = page();
    await settled();
    runs.press();
    await engine.runs[0]?.succeed({ status: "RUNNING", waitingFor: [waiting] });
    void runs.resume({ kind: "succeed", waiting, output: "{}" });
    expect(engine.runs[1]?.resumption).toEqual({ kind: "succeed", waiting, output: "{}" });
    expect(store.peek().active?.id).toBe(2);
    await engine.runs[1]?.succeed({ status: "SUCCEEDED" });
    expect(store.peek()).toMatchObject({ active: null, finished: { id: 2, summary: { status: "SUCCEEDED" } } });
    expect(engine.runs.map((run) => run.disposed)).toEqual([false, false]);
  });

  it("is a redrive, too: with the stubs as they are now", async () => {
    const { engine, store, runs } = page();
    await settled();
    runs.press();
    await engine.runs[0]?.succeed({ status: "FAILED", redriveStatus: "REDRIVABLE" });
    store.update((state) => app.editStub(state, "unused", "repaired"));
    void runs.redrive();
    expect(engine.runs[1]?.resumption).toMatchObject({ kind: "redrive", stubs: [{}, { resource: "unused", code: "repaired" }] });
    await engine.runs[1]?.succeed({ status: "SUCCEEDED" });
    expect(store.peek().stale).toBe(false);
  });

  it("takes nothing of the workspace but the stubs when it is a redrive", async () => {
    const { engine, store, runs } = page();
    await settled();
    runs.press();
    await engine.runs[0]?.succeed({ status: "FAILED", redriveStatus: "REDRIVABLE" });
    store.update((state) => app.editInput(app.editStub(state, "unused", "repaired"), "[]"));
    void runs.redrive();
    await engine.runs[1]?.succeed({ status: "SUCCEEDED" });
    expect(store.peek().stale).toBe(true);
  });

  it("is of the workspace as it was when the run began", async () => {
    const { engine, store, runs } = page();
    await settled();
    runs.press();
    await engine.runs[0]?.succeed({ status: "RUNNING", waitingFor: [waiting] });
    store.update((state) => app.editInput(state, "[]"));
    void runs.resume({ kind: "fail", waiting, error: "No" });
    await engine.runs[1]?.succeed({ status: "FAILED" });
    expect(store.peek().stale).toBe(true);
  });
});

describe("Run", () => {
  it("waits for the analysis of the text as it is now", async () => {
    const { engine, store, runs } = page();
    runs.press();
    expect(engine.runs).toHaveLength(0);
    expect(store.peek().starting).toBe(true);
    await settled();
    expect(store.peek()).toMatchObject({ starting: false, active: { id: 1 } });
    expect(engine.runs[0]?.request.definition).toBe(MACHINE);
  });

  it("sends a generated stub for each resource that has none", async () => {
    const { engine, runs } = page();
    await settled();
    runs.press();
    const sent = engine.runs[0]?.request.stubs ?? [];
    expect(sent.map(({ resource }) => resource)).toEqual(["arn:aws:lambda:us-east-1:123456789012:function:f", "unused"]);
    expect(sent[0]?.code).toContain("handler");
  });

  it("shows the result and gives back the one before", async () => {
    const { engine, store, runs } = page();
    await settled();
    runs.press();
    expect(store.peek().active?.id).toBe(1);
    await engine.runs[0]?.succeed({ events: 5 });
    expect(store.peek()).toMatchObject({ active: null, stale: false, finished: { summary: { events: 5 } } });
    runs.press();
    await engine.runs[1]?.succeed({ events: 6 });
    expect(store.peek().finished?.summary.events).toBe(6);
    expect([engine.runs[0]?.disposed, engine.runs[1]?.disposed]).toEqual([true, false]);
  });

  it("pressed again gives up the run under way", async () => {
    const { engine, store, runs } = page();
    await settled();
    runs.press();
    runs.press();
    expect(engine.runs[0]?.stopped).toBe(true);
    await settled();
    expect(store.peek()).toMatchObject({ refusal: null, active: { id: 2 } });
    await engine.runs[1]?.succeed();
    expect(store.peek().finished?.id).toBe(2);
  });

  it("says which stub was refused", async () => {
    const { engine, store, runs } = page();
    await settled();
    runs.press();
    await engine.runs[0]?.fail("StubSyntax", "Unexpected token", "arn:f");
    expect(store.peek()).toMatchObject({ active: null, refusal: { code: "StubSyntax", resource: "arn:f" } });
  });

  it("that still waits for the analysis is given up by Stop", async () => {
    const { engine, store, runs } = page();
    runs.press();
    runs.stop();
    await settled();
    expect(engine.runs).toHaveLength(0);
    expect(store.peek().starting).toBe(false);
  });

  it("stops on wish", async () => {
    const { store, runs } = page();
    await settled();
    runs.press();
    runs.stop();
    await settled();
    expect(store.peek()).toMatchObject({ active: null, refusal: { code: "Stopped" } });
  });

  it("marks its result as stale when the text was changed meanwhile", async () => {
    const { engine, store, runs } = page();
    await settled();
    runs.press();
    store.update((state) => app.editInput(state, "[1]"));
    await engine.runs[0]?.succeed();
    expect(store.peek().stale).toBe(true);
  });

  it("of a workspace that was left lands nowhere", async () => {
    const { engine, store, runs } = page();
    await settled();
    runs.press();
    runs.abandon();
    store.update((state) => app.openWorkspace(state, workspaceOf("{}"), { kind: "file", name: "f" }));
    await engine.runs[0]?.succeed();
    expect(store.peek().finished).toBeNull();
  });
});

describe("auto-run", () => {
  it("follows an edit after a pause, once", async () => {
    const { engine, store, edit } = page();
    await settled();
    store.update((state) => app.editInput(state, "[1"));
    await vi.advanceTimersByTimeAsync(AUTO_RUN_PAUSE_MS / 2);
    expect(engine.runs).toHaveLength(0);
    await edit((state) => app.editInput(state, "[1]"));
    expect(engine.runs.map(({ request }) => request.input)).toEqual(["[1]"]);
  });

  it("does not follow opening the page", async () => {
    const { engine } = page();
    await vi.advanceTimersByTimeAsync(10 * AUTO_RUN_PAUSE_MS);
    expect(engine.runs).toHaveLength(0);
  });

  it.each<[string, (state: app.AppState) => app.AppState]>([
    ["an input that is not JSON", (state) => app.editInput(state, "{")],
    ["a definition that cannot run", (state) => app.editDefinition(state, "{")],
    ["a stub that does not parse", (state) => app.stubChecked(app.editStub(state, "unused", "("), "unused", true)],
    ["being switched off", (state) => app.editInput(app.setSettings(state, { autoRun: false }), "[1]")],
  ])("is held back by %s", async (_, change) => {
    const { engine, edit } = page();
    await settled();
    await edit(change);
    expect(engine.runs).toHaveLength(0);
  });

  it("never runs a stranger's stubs before Run was pressed", async () => {
    const { engine, runs, edit } = page(MACHINE, { kind: "link" });
    await settled();
    await edit((state) => app.editInput(state, "[1]"));
    expect(engine.runs).toHaveLength(0);
    runs.press();
    await engine.runs[0]?.succeed();
    await edit((state) => app.editInput(state, "[2]"));
    expect(engine.runs).toHaveLength(2);
  });
});

it("an engine that does not start says so, and Run tries again", async () => {
  const { store, engine, runs, edit } = page();
  await settled();
  vi.spyOn(engine, "analyze").mockRejectedValueOnce(new Error("no WebAssembly"));
  await edit((state) => app.editDefinition(state, "{}"));
  expect(store.peek().engineFailure).toBe("The engine did not start: no WebAssembly");
  vi.spyOn(engine, "analyze").mockRejectedValueOnce(new Error("still none"));
  runs.press();
  expect(store.peek()).toMatchObject({ starting: true, engineFailure: null });
  await settled();
  expect(store.peek()).toMatchObject({ starting: false, engineFailure: "The engine did not start: still none" });
  runs.press();
  await settled();
  expect(engine.runs).toHaveLength(1);
});

describe("the inspector", () => {
  it("gets the detail of what is selected", async () => {
    const { engine, store, runs } = page();
    await settled();
    runs.press();
    const states = [{ path: "/States/A", visits: 1, attempts: 3, failedAttempts: 2, status: "succeeded" as const, firstVisit: 1, lastVisit: 1 }];
    await engine.runs[0]?.succeed({ visits: 1, states }, [visitOf(1, "/States/A", 3)]);
    store.update((state) => app.selectState(state, "/States/A", "view"));
    await settled();
    expect(store.peek().detail?.visit).toBe(1);
    await inspectVisit(store, 1, 2);
    expect(store.peek()).toMatchObject({ selection: { path: "/States/A", visit: 1, attempt: 2 }, inspectorOpen: true });
  });

  it("stays as it is when a visit is not there", async () => {
    const { engine, store, runs } = page();
    await settled();
    runs.press();
    await engine.runs[0]?.succeed();
    await inspectVisit(store, 99, undefined);
    expect(store.peek().selection).toBeNull();
  });
});

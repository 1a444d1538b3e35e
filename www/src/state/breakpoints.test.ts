import { describe, expect, it } from "vitest";
import * as app from "./app-state";
import { enginePlaces, stateRenamed, stopsOf, toggleBreakpoint } from "./breakpoints";
import { type Machine, workspaceOf } from "./workspace";

const FIRST: Machine = { name: "First", definition: "{}" };
const SECOND: Machine = { name: "Second", definition: "{}" };

function opened(): app.AppState {
  const workspace = { ...workspaceOf("{}"), machines: [FIRST, SECOND] as [Machine, Machine] };
  return app.initialState(workspace, { kind: "draft" }, app.DEFAULT_SETTINGS);
}

describe("breakpoints", () => {
  it("are set and taken away, each kind by itself", () => {
    const both = toggleBreakpoint(toggleBreakpoint(opened(), "/States/A", false), "/States/A", true);
    expect(stopsOf(both).get("/States/A")?.said).toBe("breakpoint, pauses at its answers");
    const one = toggleBreakpoint(both, "/States/A", false);
    expect(stopsOf(one).get("/States/A")?.said).toBe("pauses at its answers");
    expect(stopsOf(toggleBreakpoint(one, "/States/A", true)).size).toBe(0);
  });

  it("stay with their machine when machines change places, and go with it", () => {
    const set = toggleBreakpoint(app.showMachine(opened(), 1), "/States/A", false);
    expect(enginePlaces(set)).toMatchObject([{ machine: 1, path: "/States/A" }]);
    expect(stopsOf(app.showMachine(set, 0)).size).toBe(0);
    expect(enginePlaces(app.runMachineFirst(set, 1))).toMatchObject([{ machine: 0, path: "/States/A" }]);
    expect(enginePlaces(app.removeMachine(set, 1))).toEqual([]);
  });

  it("go with a state and a machine to their new names", () => {
    const inner = toggleBreakpoint(toggleBreakpoint(opened(), "/States/A/Branches[0]/States/AB", true), "/States/A", false);
    const renamed = stateRenamed(stateRenamed(inner, "A", "$&"), "AB", "C");
    expect(enginePlaces(renamed).map(({ path }) => path)).toEqual(["/States/$&/Branches[0]/States/C", "/States/$&"]);
    expect(enginePlaces(app.editMachine(renamed, 0, { name: "Other" })).length).toBe(2);
    expect(enginePlaces(app.editMachine(renamed, 0, { name: undefined })).length).toBe(2);
  });

  it("are the same list while one types: a large graph is drawn anew with another one", () => {
    const set = toggleBreakpoint(opened(), "/States/A", false);
    expect(app.editDefinition(set, "{ }").breakpoints).toBe(set.breakpoints);
  });

  it("are no edit, and no part of the workspace that is shared", () => {
    const state = opened();
    const set = toggleBreakpoint(state, "/States/A", false);
    expect([set.workspace, set.edited]).toEqual([state.workspace, false]);
  });
});

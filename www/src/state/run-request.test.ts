import { expect, it } from "vitest";
import type { ResourceUse } from "../engine/types";
import { effectiveStubs, runRequest } from "./run-request";
import { workspaceOf, type Workspace } from "./workspace";

const use = (key: string, builtIn: ResourceUse["builtIn"]): ResourceUse => ({
  key,
  kind: "service",
  label: key,
  pattern: "requestResponse",
  states: [],
  template: "generated",
  builtIn,
});

const RESOURCES = [use("lambda", "never"), use("dynamodb", "always"), use("startExecution", "machines")];
const sent = (workspace: Workspace) => runRequest(workspace, RESOURCES).stubs.map((stub) => stub.resource);

it("a generated stub does not stand in the way of what is built in", () => {
  expect(sent(workspaceOf("{}"))).toEqual(["lambda", "startExecution"]);
});

it("another machine of the workspace is started without a stub", () => {
  const workspace: Workspace = { ...workspaceOf("{}"), machines: [{ definition: "{}" }, { name: "Child", definition: "{}" }] };
  expect(sent(workspace)).toEqual(["lambda"]);
});

it("a stub that somebody wrote answers instead", () => {
  const workspace = { ...workspaceOf("{}"), stubs: [{ resource: "dynamodb", code: "mine" }] };
  expect(sent(workspace)).toContain("dynamodb");
  expect(effectiveStubs(workspace, RESOURCES)[1]).toMatchObject({ builtIn: false, generated: false });
});

it("what is in S3 goes along", () => {
  const objects = [{ bucket: "b", key: "k", body: "1" }];
  expect(runRequest({ ...workspaceOf("{}"), objects }, []).objects).toEqual(objects);
});

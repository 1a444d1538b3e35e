// The workspace as the request of a run. Pure, so that a share link and a press of Run mean the same.

import type { RunRequestMessage } from "../engine/client";
import type { ResourceUse } from "../engine/types";
import { stubOf, type Workspace } from "./workspace";

/** What the page keeps of a workspace for one resource, saved or generated. */
export type EffectiveStub = {
  resource: string;
  label: string;
  code: string;
  /** Nobody has written it yet: the engine's template. */
  generated: boolean;
  /** It is answered without a stub as long as nobody writes one. */
  builtIn: boolean;
  /** No state of the definition uses it. */
  unused: boolean;
  use: ResourceUse | undefined;
};

/** One stub per resource of the definition, in its order, then the saved ones that nothing uses. */
export function effectiveStubs(workspace: Workspace, resources: readonly ResourceUse[]): EffectiveStub[] {
  const used = resources.map((use): EffectiveStub => {
    const saved = stubOf(workspace, use.key);
    const code = saved?.code ?? use.template;
    const generated = saved === undefined;
    const builtIn = generated && (use.builtIn === "always" || (use.builtIn === "machines" && workspace.machines.length > 1));
    return { resource: use.key, label: use.label, code, generated, builtIn, unused: false, use };
  });
  const keys = new Set(resources.map((use) => use.key));
  const unused = workspace.stubs
    .filter((stub) => !keys.has(stub.resource))
    .map(({ resource, code }): EffectiveStub => {
      return { resource, label: labelOf(resource), code, generated: false, builtIn: false, unused: true, use: undefined };
    });
  return [...used, ...unused];
}

/** The request that runs `workspace` with generated stubs where none is saved and nothing else answers. */
export function runRequest(workspace: Workspace, resources: readonly ResourceUse[]): RunRequestMessage {
  const [first, ...rest] = workspace.machines;
  const { startTime, seed, timing, latency, limits } = workspace.simulation;
  const needed = effectiveStubs(workspace, resources).filter((stub) => !stub.builtIn);
  const stubs = needed.map(({ resource, code }) => {
    const { latency: own, failures, coldStart } = stubOf(workspace, resource) ?? {};
    const takes = own ?? latency;
    return {
      resource,
      code,
      ...(takes === undefined ? {} : { latency: takes }),
      ...(failures === undefined ? {} : { failures }),
      ...(coldStart === undefined ? {} : { coldStart }),
    };
  });
  return {
    definition: first.definition,
    input: workspace.input,
    ...(first.name === undefined ? {} : { name: first.name }),
    ...(first.type === undefined ? {} : { type: first.type }),
    ...(rest.length === 0 ? {} : { machines: rest }),
    ...(startTime === undefined ? {} : { startTime }),
    ...(seed === undefined ? {} : { seed }),
    ...(timing === undefined ? {} : { timing }),
    ...(limits === undefined ? {} : { limits }),
    ...(workspace.objects === undefined ? {} : { objects: workspace.objects }),
    stubs,
  };
}

/** A short name for a resource that the definition no longer has. */
function labelOf(resource: string): string {
  return resource.split(/[:/]/).filter((part) => part !== "").at(-1) ?? resource;
}

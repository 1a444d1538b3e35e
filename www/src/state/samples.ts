// The examples of the page, bundled from www/samples/<name>/: what the menu says of all of them, and the first one. The
// others are loaded when one of them is asked for.

import { checkWorkspace, TYPICAL_LATENCY, type Workspace, WORKSPACE_VERSION, WorkspaceProblem } from "./workspace";

/** The example a first visit opens with. */
export const FIRST_SAMPLE = "order-processing";

export type Sample = {
  name: string;
  title: string;
  /** One sentence: what to look at after a run. */
  lookAt: string;
};

/** `sample.json` of an example's folder. */
type SampleFile = {
  title: string;
  machineName: string;
  /** Status of its run, for the tests. */
  ends: string;
  /** File of `stubs/` for each resource, and how long its attempts take. */
  stubs: { resource: string; file: string; latency?: unknown }[];
  /** Machines that the first one can start. */
  machines?: { name: string; file: string }[];
  /** What is in S3. */
  objects?: { bucket: string; key: string; file: string }[];
  simulation?: unknown;
};

// one by one, so that the rest of these files is left out
const titles = import.meta.glob<string>("../../samples/*/sample.json", { import: "title", eager: true });
const hints = import.meta.glob<string>("../../samples/*/sample.json", { import: "lookAt", eager: true });
const places = import.meta.glob<number>("../../samples/*/sample.json", { import: "place", eager: true });

/** The examples in the order of the menu. */
export const SAMPLES: readonly Sample[] = Object.keys(titles)
  .sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0))
  .map((path) => ({ name: path.split("/").at(-2) ?? "", title: titles[path] ?? "", lookAt: hints[path] ?? "" }));

let files = import.meta.glob<string>("../../samples/order-processing/**/*", { query: "?raw", import: "default", eager: true });

/** Longest wait for the examples, real ms. */
const LOAD_WAIT_MS = 15_000;

/** Loads an example, and all others with it, unless it is there. */
export async function loadSample(name: string): Promise<void> {
  if (sampleDefinition(name) !== "") return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(reject, LOAD_WAIT_MS)));
  const others = await Promise.race([import("./other-samples"), late]).catch(() => {
    throw new WorkspaceProblem("The example could not be loaded; reload the page when you are online.");
  });
  clearTimeout(timer);
  files = { ...files, ...others.files };
}

/** The definition of the first machine of an example that is loaded. */
export function sampleDefinition(name: string): string {
  return textOf(name, "definition.asl.json");
}

/** The workspace of an example that is loaded, or undefined when there is none of that name. */
export function sampleWorkspace(name: string): Workspace | undefined {
  const described = textOf(name, "sample.json");
  if (described === "") return undefined;
  const file = JSON.parse(described) as SampleFile;
  const others = (file.machines ?? []).map(({ name: machine, file: text }) => ({ name: machine, definition: textOf(name, text) }));
  const objects = file.objects?.map(({ file: text, ...place }) => ({ ...place, body: textOf(name, text) }));
  return checkWorkspace({
    version: WORKSPACE_VERSION,
    title: file.title,
    machines: [{ name: file.machineName, definition: sampleDefinition(name) }, ...others],
    input: textOf(name, "input.json"),
    stubs: file.stubs.map(({ file: stub, ...rest }) => ({ ...rest, code: textOf(name, `stubs/${stub}`) })),
    ...(objects === undefined ? {} : { objects }),
    simulation: file.simulation ?? { latency: TYPICAL_LATENCY },
  });
}

function textOf(name: string, file: string): string {
  return (files[`../../samples/${name}/${file}`] ?? "").trimEnd();
}

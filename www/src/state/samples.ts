// The examples of the page, bundled from www/samples/<name>/.

import { checkWorkspace, TYPICAL_LATENCY, type Workspace, WORKSPACE_VERSION } from "./workspace";

/** The example a first visit opens with. */
export const FIRST_SAMPLE = "order-processing";

export type Sample = {
  name: string;
  title: string;
  /** One sentence: what to look at after a run. */
  lookAt: string;
  /** Of its first machine. */
  definition: string;
};

/** `sample.json` of an example's folder. */
type SampleFile = {
  title: string;
  lookAt: string;
  /** Place in the menu, from 1. */
  place: number;
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

const files = import.meta.glob<string>("../../samples/**/*", { query: "?raw", import: "default", eager: true });

const described = Object.entries(files)
  .flatMap(([path, text]) => {
    const name = /samples\/([^/]+)\/sample\.json$/.exec(path)?.[1];
    return name === undefined ? [] : [{ name, file: JSON.parse(text) as SampleFile }];
  })
  .sort((a, b) => a.file.place - b.file.place);

/** The examples in the order of the menu. */
export const SAMPLES: readonly Sample[] = described.map(({ name, file: { title, lookAt } }) => {
  return { name, title, lookAt, definition: textOf(name, "definition.asl.json") };
});

/** The workspace of an example, or undefined when there is none of that name. */
export function sampleWorkspace(name: string): Workspace | undefined {
  const file = described.find((sample) => sample.name === name)?.file;
  if (file === undefined) return undefined;
  const others = (file.machines ?? []).map(({ name: machine, file: text }) => ({ name: machine, definition: textOf(name, text) }));
  const objects = file.objects?.map(({ file: text, ...place }) => ({ ...place, body: textOf(name, text) }));
  return checkWorkspace({
    version: WORKSPACE_VERSION,
    title: file.title,
    machines: [{ name: file.machineName, definition: textOf(name, "definition.asl.json") }, ...others],
    input: textOf(name, "input.json"),
    stubs: file.stubs.map(({ file: stub, ...rest }) => ({ ...rest, code: textOf(name, `stubs/${stub}`) })),
    ...(objects === undefined ? {} : { objects }),
    simulation: file.simulation ?? { latency: TYPICAL_LATENCY },
  });
}

function textOf(name: string, file: string): string {
  return (files[`../../samples/${name}/${file}`] ?? "").trimEnd();
}

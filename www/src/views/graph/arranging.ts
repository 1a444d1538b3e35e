// Has graphs laid out beside the page, which stays at hand meanwhile: a thousand states take seconds.

import type { GraphScope } from "../../engine/types";
import type { GraphLayout } from "./layout";

/** The built file of `arrange-worker.ts`, relative to the page. */
declare const ARRANGE_FILE: string;

const known = new WeakMap<GraphScope, GraphLayout>();
/** A worker that has answered and waits for the next graph. */
let spare: Worker | undefined;
/** False where the page is of no origin, as in a sandboxed frame: the page lays out itself. */
let workersAllowed = true;

/** The layout of a graph that has been arranged before. */
export const layoutOf = (graph: GraphScope): GraphLayout | undefined => known.get(graph);

/** Lays out a graph. After `signal` nothing comes, and the work ends. */
export async function arrange(graph: GraphScope, signal?: AbortSignal): Promise<GraphLayout> {
  const layout = known.get(graph) ?? (await inWorker(graph, signal)) ?? (await inPage()).layoutGraph(graph);
  known.set(graph, layout);
  return layout;
}

const address = () => new URL(ARRANGE_FILE, document.baseURI).href;
const inPage = (): Promise<typeof import("./arrange-worker")> => import(/* @vite-ignore */ address());

function inWorker(graph: GraphScope, signal?: AbortSignal): Promise<GraphLayout | undefined> {
  return new Promise((resolve) => {
    const worker = spare ?? started();
    spare = undefined;
    if (worker === undefined) return resolve(undefined);
    const stop = () => worker.terminate();
    signal?.addEventListener("abort", stop);
    worker.onmessage = ({ data }: MessageEvent<GraphLayout>) => {
      signal?.removeEventListener("abort", stop);
      if (spare === undefined) spare = worker;
      else stop();
      resolve(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      workersAllowed = false;
      stop();
      resolve(undefined);
    };
    worker.postMessage(graph);
  });
}

function started(): Worker | undefined {
  if (!workersAllowed) return undefined;
  try {
    return new Worker(address(), { type: "module", name: "graph" });
  } catch {
    workersAllowed = false;
    return undefined;
  }
}

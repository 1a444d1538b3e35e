// Latency models as the form shows them: which one, with which figures, and what its shape looks like.

import type { Latency } from "../../engine/types";

export type LatencyModel = "none" | "fixed" | "uniform" | "normal" | "logNormal";

export const MODELS: Record<LatencyModel, { name: string; figures: readonly { key: string; label: string; least: number }[] }> = {
  none: { name: "none", figures: [] },
  fixed: { name: "fixed", figures: [{ key: "fixed", label: "ms", least: 0 }] },
  uniform: {
    name: "uniform",
    figures: [
      { key: "low", label: "from", least: 0 },
      { key: "high", label: "to", least: 0 },
    ],
  },
  normal: {
    name: "normal",
    figures: [
      { key: "mean", label: "mean", least: 0 },
      { key: "sd", label: "sd", least: 0 },
    ],
  },
  logNormal: {
    name: "log-normal",
    figures: [
      { key: "p50", label: "p50", least: 1 },
      { key: "p99", label: "p99", least: 1 },
    ],
  },
};

export function modelOf(latency: Latency | undefined): LatencyModel {
  if (latency === undefined) return "none";
  if (typeof latency === "number" || "fixed" in latency) return "fixed";
  if ("uniform" in latency) return "uniform";
  return "normal" in latency ? "normal" : "logNormal";
}

/** The figures in the order of the model, ms. */
export function figuresOf(latency: Latency | undefined): number[] {
  if (latency === undefined) return [];
  if (typeof latency === "number") return [latency];
  if ("fixed" in latency) return [latency.fixed];
  if ("uniform" in latency) return [...latency.uniform];
  if ("normal" in latency) return [latency.normal.mean, latency.normal.sd];
  return [latency.logNormal.p50, latency.logNormal.p99];
}

/** A latency of a model; bounds that crossed are put in order. */
export function latencyOf(model: LatencyModel, figures: readonly number[]): Latency | undefined {
  const [a = 0, b = a] = figures;
  if (model === "none") return undefined;
  if (model === "fixed") return { fixed: a };
  if (model === "uniform") return { uniform: [Math.min(a, b), Math.max(a, b)] };
  if (model === "normal") return { normal: { mean: a, sd: b } };
  return { logNormal: { p50: Math.max(1, Math.min(a, b)), p99: Math.max(1, a, b) } };
}

/** Another model of about the same length. */
export function converted(latency: Latency | undefined, to: LatencyModel): Latency | undefined {
  const typical = middleOf(latency);
  const figures: Record<LatencyModel, number[]> = {
    none: [],
    fixed: [typical],
    uniform: [Math.round(typical / 2), Math.round(typical * 1.5)],
    normal: [typical, Math.round(typical / 5)],
    logNormal: [typical, typical * 5],
  };
  return latencyOf(to, figures[to]);
}

/** Middle of a model, ms; 100 where there is none. */
function middleOf(latency: Latency | undefined): number {
  const [a = 100, b = a] = figuresOf(latency);
  const middle = modelOf(latency) === "uniform" ? (a + b) / 2 : a;
  return Math.max(1, Math.round(middle));
}

/** Points of the density curve in a box of 100 × 20, or null for no spread. */
export function densityOf(latency: Latency | undefined): { x: number; y: number }[] | null {
  const [a = 0, b = 0] = figuresOf(latency);
  const model = modelOf(latency);
  const at = Array.from({ length: 49 }, (_, index) => index / 48);
  const density = {
    none: null,
    fixed: null,
    uniform: (x: number) => (x >= 0.2 && x <= 0.8 ? 1 : 0),
    normal: b > 0 ? (x: number) => bell((x - 0.5) * 6) : null,
    logNormal: b > a && a > 0 ? (x: number) => logBell(x, Math.log(b / a) / 2.326) : null,
  }[model];
  if (density === null) return null;
  const values = at.map(density);
  const top = Math.max(...values);
  return values.map((value, index) => ({ x: (at[index] ?? 0) * 100, y: 19 - (value / top) * 17 }));
}

const bell = (deviation: number): number => Math.exp(-(deviation ** 2) / 2);

/** Log-normal density with median 1, drawn from 0 to its 97th percentile. */
function logBell(x: number, sigma: number): number {
  const value = x * Math.exp(1.88 * sigma);
  return value <= 0 ? 0 : bell(Math.log(value) / sigma) / value;
}

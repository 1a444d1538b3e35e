// What a run is made of.

import type { MachineType } from "./definition.ts";

/** What `new Session` takes. All payloads are JSON text. Times are milliseconds since the epoch unless said. */
export type SessionRequest = {
  /** ASL text as typed. */
  definition: string;
  /** JSON text; absent: `{}`. */
  input?: string;
  type?: MachineType;
  name?: string;
  executionName?: string;
  region?: string;
  accountId?: string;
  roleArn?: string;
  /** What StartExecution can start beside the machine itself. */
  machines?: MachineRequest[];
  /** RFC 3339, in UTC of the years 0000 to 9999; absent: 2025-01-01T00:00:00.000Z. */
  startTime?: string;
  /** A whole number in 0..2^53; absent: 0. */
  seed?: number;
  timing?: Timing;
  limits?: Partial<Limits>;
  /** What is in S3. */
  objects?: ObjectRequest[];
};
/** `name` absent: the last part of the ARN; `arn` absent: made of the name and the run's region and account. */
export type MachineRequest = { name?: string; arn?: string; definition: string; type?: MachineType };
/** `bodyBase64` wins over `body`. */
export type ObjectRequest = { bucket: string; key: string; body?: string; bodyBase64?: string };

export type Timing = {
  /** Virtual time of one transition, ms. Default 0. */
  transitionMs?: number;
};

export type Limits = {
  /** Payload of a state, bytes of compact UTF-8; default 262144, 64 MiB at most. */
  payloadBytes: number;
  /** Events of one history; default 25000. */
  historyEvents: number;
};

/** How long an attempt takes beyond what its handler slept. */
export type Latency = number | LatencyForm;
/** All in milliseconds. */
export type LatencyForm = { fixed: number } | { uniform: [number, number] } | { normal: { mean: number; sd: number } } | { logNormal: { p50: number; p99: number } };

/** Where a run stands still: at a state of a machine (0 runs, then those of the request), before it is entered or at the answers to its task. */
export type Breakpoint = { machine: number; path: string; atAnswer: boolean };

// What came of an execution. Histories and visits are built when they are read.

import type { LogLine } from "../engine/driver.ts";
import type { EngineSession } from "../engine/session.ts";
import type { ExecutionInfo, ExecutionStatus, RedriveStatus, RunSummary, VisitDetail, WaitingFor } from "../engine/types.ts";

/** One event in the shape of AWS's GetExecutionHistory; timestamps are RFC 3339 texts. */
export type HistoryEvent = { timestamp: string; type: string; id: number; previousEventId: number; [details: string]: unknown };

/** What came of an execution. */
export interface Execution {
  /** `RUNNING`: it waits for something that never comes; `waitingFor` says what. */
  readonly status: ExecutionStatus;
  /** Of one that succeeded. */
  readonly output?: unknown;
  /** Of one that failed or was stopped, where there is one. */
  readonly error?: string;
  readonly cause?: string;
  readonly executionArn: string;
  /** RFC 3339, in virtual time. */
  readonly startDate: string;
  /** Likewise; absent while it runs. */
  readonly stopDate?: string;
  /** How often it was redriven, and whether it can be. */
  readonly redriveCount: number;
  readonly redriveStatus: RedriveStatus;
  readonly redriveStatusReason?: string;
  /** Virtual milliseconds. */
  readonly durationMs: number;
  /** Empty for one that has ended. */
  readonly waitingFor: WaitingFor[];
  /** All of the history; built when it is first read. */
  readonly events: HistoryEvent[];
  /** Up to `count` events from the one at `from` (0 is the first). */
  eventPage(from: number, count: number): HistoryEvent[];
  /** The executions that this one started, those of its distributed Maps too; theirs are in them. */
  readonly children: Execution[];
  /** Of this execution and of the children of its distributed Maps. */
  readonly visits: VisitDetail[];
  /** What its handlers printed, and those of its children. */
  readonly logs: LogLine[];
  readonly summary: RunSummary;
}

/** The first execution of a run, which has all others in it. */
export function executionOf(session: EngineSession, logs: LogLine[]): Execution {
  const all = session.executions();
  const [first] = all;
  if (!first) throw new Error("a simulation has at least one execution");
  // once for all: each that looks for its own would take as long as there are executions
  const childrenOf = new Map<number, ExecutionInfo[]>();
  for (const child of all) {
    if (child.parent === undefined) continue;
    const siblings = childrenOf.get(child.parent);
    if (siblings) siblings.push(child);
    else childrenOf.set(child.parent, [child]);
  }
  return partOf(session, first, childrenOf, logs);
}

/** One execution of a run. `logs` are those of the whole run. */
function partOf(session: EngineSession, info: ExecutionInfo, childrenOf: ReadonlyMap<number, ExecutionInfo[]>, logs: LogLine[]): Execution {
  const at = info.execution;
  const cached = <T>(make: () => T): (() => T) => {
    let value: { made: T } | undefined;
    return () => (value ??= { made: make() }).made;
  };
  const summary = cached(() => session.summary(at));
  const page = (from: number, count: number) => JSON.parse(session.events(from, count, at)) as HistoryEvent[];
  const events = cached(() => page(0, session.eventCount(at)));
  const visits = cached(() => {
    const rows = session.timeline(0, summary().timelineRows, at);
    return rows.map((row) => session.visit(row.visit) ?? []).flat();
  });
  const children = cached(() => {
    const started = childrenOf.get(at) ?? [];
    return started.map((child) => partOf(session, child, childrenOf, logs));
  });
  const printed = cached(() => {
    const family = familyOf(info, childrenOf);
    return logs.filter(({ executionArn }) => family.has(executionArn));
  });
  const date = (ms: number) => new Date(ms).toISOString();
  const execution = {
    status: info.status,
    executionArn: info.executionArn,
    startDate: date(info.startDate),
    ...(info.output === undefined ? {} : { output: JSON.parse(info.output) as unknown }),
    ...(info.error === undefined ? {} : { error: info.error }),
    ...(info.cause === undefined ? {} : { cause: info.cause }),
    ...(info.stopDate === undefined ? {} : { stopDate: date(info.stopDate) }),
    redriveCount: info.redriveCount,
    redriveStatus: info.redriveStatus,
    ...(info.redriveStatusReason === undefined ? {} : { redriveStatusReason: info.redriveStatusReason }),
    eventPage: page,
  };
  return Object.defineProperties(execution, {
    durationMs: { get: () => summary().durationMs, enumerable: true },
    waitingFor: { get: () => summary().waitingFor, enumerable: true },
    events: { get: events, enumerable: true },
    children: { get: children, enumerable: true },
    visits: { get: visits, enumerable: true },
    logs: { get: printed, enumerable: true },
    summary: { get: summary, enumerable: true },
  }) as unknown as Execution;
}

/** The ARNs of an execution and of all that came of it. */
function familyOf(first: ExecutionInfo, childrenOf: ReadonlyMap<number, ExecutionInfo[]>): Set<string> {
  const members = [first];
  // grows while it is gone through; an execution may have started another a thousand times over, one inside the other
  for (const { execution } of members) members.push(...(childrenOf.get(execution) ?? []));
  return new Set(members.map(({ executionArn }) => executionArn));
}

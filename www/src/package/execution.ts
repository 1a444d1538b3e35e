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

/** `logs` are those of the whole run. */
export function executionOf(session: EngineSession, info: ExecutionInfo, all: ExecutionInfo[], logs: LogLine[]): Execution {
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
    const started = all.filter((child) => child.parent === at);
    return started.map((child) => executionOf(session, child, all, logs));
  });
  const printed = cached(() => {
    const family = familyOf(at, all);
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
function familyOf(execution: number, all: ExecutionInfo[]): Set<string> {
  const family = new Set([execution]);
  // each comes after the one that started it
  const members = all.filter((info) => {
    if (info.parent !== undefined && family.has(info.parent)) family.add(info.execution);
    return family.has(info.execution);
  });
  return new Set(members.map(({ executionArn }) => executionArn));
}

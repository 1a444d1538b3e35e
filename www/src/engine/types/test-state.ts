// What AWS's TestState answers.

/** What AWS's TestState answers; payloads are JSON text. */
export type TestStateResponse = {
  output?: string;
  error?: string;
  cause?: string;
  inspectionData?: InspectionData;
  nextState?: string;
  status: TestStateStatus;
};
export type TestStateStatus = "SUCCEEDED" | "FAILED" | "RETRIABLE" | "CAUGHT_ERROR";

/** The data at each stage. */
export type InspectionData = {
  input?: string;
  afterArguments?: string;
  afterInputPath?: string;
  afterParameters?: string;
  afterItemsPath?: string;
  afterItemsPointer?: string;
  /** What each item became, an array. */
  afterItemSelector?: string;
  /** The inputs of the batches, an array. */
  afterItemBatcher?: string;
  result?: string;
  afterResultSelector?: string;
  afterResultPath?: string;
  variables?: string;
  errorDetails?: ErrorDetails;
  maxConcurrency?: number;
  toleratedFailureCount?: number;
  toleratedFailurePercentage?: number;
  /** Of an HTTP task at the level `TRACE`, without what its connection adds. */
  request?: HttpRequest;
  response?: HttpResponse;
};
export type ErrorDetails = { catchIndex?: number; retryIndex?: number; retryBackoffIntervalSeconds?: number };
export type HttpRequest = { protocol: string; method: string; url?: string; headers: string; body?: string };
export type HttpResponse = { protocol: string; statusCode?: string; statusMessage?: string; headers?: string; body?: string };

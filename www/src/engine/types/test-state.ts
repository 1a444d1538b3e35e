// AWS's TestState.

/** What AWS's TestState is asked; payloads are JSON text, or values that become it. */
export type TestStateRequest = {
  /** A state, or with `stateName` a whole machine. */
  definition: string | object;
  stateName?: string;
  input?: unknown;
  inspectionLevel?: "INFO" | "DEBUG" | "TRACE";
  /** Needed for a Task without a mock, as on AWS; `true`: any. */
  roleArn?: string | boolean;
  revealSecrets?: boolean;
  variables?: unknown;
  context?: unknown;
  mock?: { result?: string; errorOutput?: { error?: string; cause?: string }; fieldValidationMode?: "STRICT" | "PRESENT" | "NONE" };
  stateConfiguration?: { retrierRetryCount?: number; errorCausedByState?: string; mapIterationFailureCount?: number; mapItemReaderData?: string };
};

/** What AWS's TestState answers; payloads are JSON text. */
export type TestStateResponse = {
  output?: string;
  error?: string;
  cause?: string;
  inspectionData?: {
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
    errorDetails?: { catchIndex?: number; retryIndex?: number; retryBackoffIntervalSeconds?: number };
    maxConcurrency?: number;
    toleratedFailureCount?: number;
    toleratedFailurePercentage?: number;
    /** Of an HTTP task at the level `TRACE`, without what its connection adds. */
    request?: { protocol: string; method: string; url?: string; headers: string; body?: string };
    response?: { protocol: string; statusCode?: string; statusMessage?: string; headers?: string; body?: string };
  };
  nextState?: string;
  status: "SUCCEEDED" | "FAILED" | "RETRIABLE" | "CAUGHT_ERROR";
};

// How a resource behaves around its handler.

/** Attempts of a resource that fail whatever its handler would do. */
export type Failures = {
  /** Share of the attempts, 0..1, drawn from the run's generator. */
  rate?: number;
  /** These attempts of each visit, from 1. */
  attempts?: number[];
  /** `Lambda.ServiceException` */
  error: string;
  cause?: string;
};

/** An attempt that finds no idle instance of its function waits for a new one. */
export type ColdStart = {
  /** How long a new instance takes, ms. */
  ms: number;
  /** How long an instance stays when nothing calls it, ms; default ten minutes. */
  idleMs?: number;
};

// One worker from the page's side: questions with answers, and news in between.

import type { FrameHost, WorkerPort } from "./frame-host.ts";
import { type Ask, type AskMessage, PART_MISSING, type Problem, type WorkerNews } from "./protocol.ts";

/** A worker that ended before it answered. */
export class WorkerGone extends Error {
  /** It went with its neighbour and may be asked again as another one. */
  readonly bystander: boolean;

  constructor(message: string, bystander: boolean) {
    super(message);
    this.bystander = bystander;
  }
}

/** What the worker reported instead of an answer. */
export class WorkerProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** The worker has only the first part of the engine and wanted more of it. */
export const isPartMissing = (error: unknown): boolean => error instanceof WorkerProblem && error.problem.code === PART_MISSING;

export class WorkerClient {
  readonly #host: FrameHost;
  readonly #worker: WorkerPort;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #count = 0;
  #dead: WorkerGone | undefined;
  #isRetired = false;
  /** Everything the worker says that is no answer. */
  onNews: (news: WorkerNews) => void = () => {};

  private constructor(host: FrameHost, worker: WorkerPort) {
    this.#host = host;
    this.#worker = worker;
    worker.onDeath = (message, bystander) => this.#die(message || "the worker crashed", bystander);
    worker.port.onmessage = ({ data }: MessageEvent<WorkerNews>) => this.#hear(data);
  }

  static async start(host: FrameHost, kind: string): Promise<WorkerClient> {
    return new WorkerClient(host, await host.spawn(kind));
  }

  /** The same with the whole engine, which is loaded when it has not been. */
  static async startWhole(host: FrameHost, kind: string): Promise<WorkerClient> {
    await host.complete();
    return WorkerClient.start(host, kind);
  }

  /** It has the whole engine, not only its first part. */
  get isWhole(): boolean {
    return this.#worker.whole;
  }

  ask(ask: Ask): Promise<unknown> {
    if (this.#dead !== undefined) return Promise.reject(this.#dead);
    const id = ++this.#count;
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#worker.port.postMessage({ ...ask, id } satisfies AskMessage);
    return answer;
  }

  /** Ends the worker when it has answered all that it was asked. */
  retire(): void {
    this.#isRetired = true;
    if (this.#waiting.size === 0) this.kill();
  }

  /** Ends the worker, whatever it is doing; as `bystander` what it was asked is not to blame. */
  kill(why = "stopped", bystander = false): void {
    if (this.#dead !== undefined) return;
    const busy = this.#waiting.size > 0;
    this.#die(why, bystander);
    void this.#host.kill(this.#worker, busy);
  }

  #hear(news: WorkerNews): void {
    if (news?.type !== "answer") return this.onNews(news);
    // id 0: the engine itself did not start
    if (news.id === 0 && !news.ok) return this.#die(news.problem.message);
    const waiting = this.#waiting.get(news.id);
    this.#waiting.delete(news.id);
    if (news.ok) waiting?.resolve(news.value);
    else waiting?.reject(new WorkerProblem(news.problem));
    if (this.#isRetired) this.retire();
  }

  #die(why: string, bystander = false): void {
    this.#dead ??= new WorkerGone(why, bystander);
    for (const { reject } of this.#waiting.values()) reject(this.#dead);
    this.#waiting.clear();
  }
}

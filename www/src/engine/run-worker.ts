// The worker of a run that gave its answer: it tells of the run until the run is closed.

import type { FrameHost } from "./frame-host.ts";
import type { Ask } from "./protocol.ts";
import { isPartMissing, WorkerClient } from "./worker-client.ts";

export class RunWorker {
  readonly #host: FrameHost;
  /** What the run was started with. */
  readonly #run: Ask;
  #worker: WorkerClient;
  #replacing: Promise<WorkerClient> | undefined;
  #isClosed = false;

  constructor(host: FrameHost, worker: WorkerClient, run: Ask) {
    this.#host = host;
    this.#worker = worker;
    this.#run = run;
  }

  async ask(ask: Ask): Promise<unknown> {
    try {
      return await this.#worker.ask(ask);
    } catch (error) {
      if (!isPartMissing(error)) throw error;
      return (await this.whole()).ask(ask);
    }
  }

  /**
   * The worker, with the whole engine: where it has only the first part of it the run is done again in another worker,
   * for a run begins from nothing and is the same each time.
   */
  whole(): Promise<WorkerClient> {
    if (this.#worker.isWhole) return Promise.resolve(this.#worker);
    this.#replacing ??= this.#replaced().catch((error: unknown) => {
      this.#replacing = undefined;
      throw error;
    });
    return this.#replacing;
  }

  close(): void {
    this.#isClosed = true;
    this.#worker.kill("the run was closed");
  }

  async #replaced(): Promise<WorkerClient> {
    const worker = await WorkerClient.startWhole(this.#host, "run");
    await worker.ask(this.#run);
    this.#worker.kill();
    this.#worker = worker;
    if (this.#isClosed) this.close();
    return worker;
  }
}

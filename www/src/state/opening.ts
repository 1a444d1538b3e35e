// What the page shows when it is opened, when the address changes, and when a file or an example is chosen.

import { type MockFile, mockFileIn, stubsOfMockFile } from "../export/mock-file";
import { downloadText } from "../lib/dom";
import { type AppState, analysisIsCurrent, goTo, notify, openWorkspace, type Origin, replaceStubs, resourcesOf } from "./app-state";
import type { Drafting } from "./drafting";
import type { Engine } from "./engine";
import type { Draft } from "./persist";
import { loadSample, sampleDefinition, SAMPLES, sampleWorkspace } from "./samples";
import { decodeWorkspace, encodeWorkspace, readFragment } from "./share";
import { fetchWorkspace } from "./source";
import type { Store } from "./store";
import { type Workspace, workspaceIn, workspaceOf, WorkspaceProblem } from "./workspace";

/** Said when a link's stubs are somebody's code. */
const STRANGERS_STUBS =
  "This link carries stubs: code by whoever made it. It runs when you press Run, in a sandbox without network or storage.";

const KEPT = "What you had is kept: it is in the menu, under Drafts in this browser.";
const HELD = "This browser did not keep what you had: it is in the menu, under Drafts in this browser, until this page is closed.";

/** Another tab took it away, or the browser did. */
const GONE = "This draft is not in this browser any more.";

export class Opening {
  /** The workspace that the address stands for; any other makes the address wrong. */
  #linked: Workspace | null = null;
  /** The address was made here by sharing, not opened. */
  #made = false;
  /** How often something was asked for: what comes late is not opened any more. */
  #asked = 0;
  /** Where work goes that gives way is told if it was seen. */
  #seen = true;

  constructor(
    private readonly store: Store<AppState>,
    private readonly drafting: Drafting,
    private readonly engine: Pick<Engine, "deployedMachines">,
    private readonly abandonRun: () => void,
    /** Not inside another page: its steps back would be made in that one's history. */
    private readonly standsAlone = true,
  ) {
    addEventListener("hashchange", () => void this.followAddress());
    store.watch((now) => {
      if (location.hash === "" || this.#linked === null || now.workspace === this.#linked) return;
      // The address stays true: a link that was opened is one step back, the edited page has none until it is shared.
      this.#linked = null;
      const bare = location.pathname + location.search;
      this.#replaceAddress(bare, !this.#made);
    });
  }

  /**
   * Opens what the address asks for; says so and leaves the page as it was when that is not possible. `first`: the page
   * has just begun, and shows nothing in place of what has to be loaded.
   */
  async followAddress(first = false): Promise<void> {
    const fragment = readFragment(location.hash);
    const asked = this.#ask();
    this.#seen = !first;
    try {
      if (fragment.kind === "unreadable") throw new WorkspaceProblem(fragment.sentence);
      if (fragment.kind === "example") return await this.#openSample(fragment.name, asked, first);
      if (fragment.kind === "source") return await this.#openSource(fragment.address, asked, first);
      if (fragment.kind === "workspace") {
        // what would be shown until it is unpacked gives way at once
        if (first) this.#await("the workspace of this link", true);
        const workspace = await decodeWorkspace(fragment.payload);
        return this.#isNewest(asked) ? this.#openLink(workspace) : undefined;
      }
      const newest = this.drafting.others()[0];
      if (newest !== undefined) this.draft(newest);
    } catch (problem) {
      if (this.#isNewest(asked)) this.#refuse(problem);
    } finally {
      this.#seen = true;
    }
  }

  /** An example of the menu. */
  sample(name: string): void {
    this.#forgetAddress();
    const asked = this.#ask();
    this.#openSample(name, asked, false).catch((problem: unknown) => this.#isNewest(asked) && this.#refuse(problem));
  }

  /** A workspace with nothing in it yet, and the cursor where it begins. */
  blank(): void {
    this.#forgetAddress();
    this.#open(workspaceOf(""), { kind: "draft" });
    this.store.update((state) => goTo(state, { from: 0, to: 0 }));
  }

  /** The draft of an id; one that cannot be read is handed out as text. */
  draftOf(id: string): void {
    const draft = this.drafting.storage.load(id);
    const text = this.drafting.storage.rawText(id);
    if (draft !== undefined) this.draft(draft);
    else if (text !== undefined) downloadText(`draft-${id}.txt`, text, "text/plain");
    else this.store.update((state) => notify({ ...state, notices: state.notices.filter(({ before }) => before === undefined || !("draft" in before) || before.draft !== id) }, "warn", GONE));
  }

  /** A draft of this browser. */
  draft(draft: Draft): void {
    this.#forgetAddress();
    // One that another tab has open is copied, as at the start of the page.
    const place = this.drafting.storage.isLive(draft.id) ? undefined : draft.id;
    this.#change(place, (state) => ({ ...openWorkspace(state, draft.workspace, { kind: "draft" }, true), trusted: draft.trusted }));
  }

  /** A file that was dropped or chosen: a workspace, a definition alone, or a template with some. */
  async file(file: File): Promise<void> {
    try {
      const text = await file.text();
      const mocks = mockFileIn(text);
      if (mocks !== undefined) return await this.#takeMocks(mocks);
      const asked = this.#ask();
      const workspace = await workspaceIn(text, file.name, this.engine);
      if (!this.#isNewest(asked)) return;
      this.#forgetAddress();
      this.#open(workspace, { kind: "file", name: file.name });
      this.store.update((state) => ({ ...state, trusted: workspace.stubs.length === 0, edited: true }));
    } catch (problem) {
      this.#refuse(problem);
    }
  }

  /** The page's address as a link to the workspace as it is now; the address bar shows it. */
  async link(): Promise<string> {
    const { workspace } = this.store.peek();
    const fragment = await encodeWorkspace(workspace);
    const address = new URL(location.href);
    address.hash = fragment;
    // Setting it by history keeps `hashchange` out of it: this is the page as it is already.
    history.replaceState(null, "", address);
    this.#linked = workspace;
    this.#made = true;
    return address.href;
  }

  /** A mock file brings stubs for the machine that is open. */
  async #takeMocks(mocks: MockFile): Promise<void> {
    await this.#analysed();
    const found = stubsOfMockFile(mocks, resourcesOf(this.store.peek()));
    if (found === undefined) throw new WorkspaceProblem("No test case of this mock file names a state of the machine that is open.");
    const { testCase, stubs } = found;
    const sentence = `${stubs.length === 1 ? "One stub answers" : `${stubs.length} stubs answer`} as the test case “${testCase}” of the mock file does.`;
    this.store.update((state) => notify(replaceStubs(state, stubs), "info", sentence));
  }

  /** What the machine wants of stubs is known, or will not be. */
  #analysed(): Promise<void> {
    const isKnown = (state: AppState) => analysisIsCurrent(state) || state.engineFailure !== null;
    return new Promise((resolve) => {
      if (isKnown(this.store.peek())) return resolve();
      const end = this.store.watch((now) => {
        if (!isKnown(now)) return;
        end();
        resolve();
      });
    });
  }

  async #openSample(name: string, asked: number, first: boolean): Promise<void> {
    const sample = SAMPLES.find((one) => one.name === name);
    if (sample === undefined) throw new WorkspaceProblem(`There is no example named “${name}”.`);
    if (sampleDefinition(name) === "") this.#await(`the example “${sample.title}”`, first);
    await loadSample(name);
    const workspace = sampleWorkspace(name);
    if (workspace !== undefined && this.#isNewest(asked)) this.#open(workspace, { kind: "sample", name });
  }

  async #openSource(address: string, asked: number, first: boolean): Promise<void> {
    this.#await(address, first);
    const workspace = await fetchWorkspace(address, location.href, this.engine);
    if (this.#isNewest(asked)) this.#openLink(workspace);
  }

  /** What was asked for before is waited for no more. */
  #ask(): number {
    this.store.update((state) => (state.loading === null ? state : { ...state, loading: null }));
    this.#asked += 1;
    return this.#asked;
  }

  #await(what: string, alone: boolean): void {
    this.store.update((state) => ({ ...state, loading: { what, alone } }));
  }

  /** Nothing else was asked for or opened since. */
  #isNewest(asked: number): boolean {
    return asked === this.#asked;
  }

  #openLink(workspace: Workspace): void {
    const present = this.store.peek().workspace;
    if (JSON.stringify(present) === JSON.stringify(workspace)) {
      // A shared page that is reloaded: its own draft is here already, and stays the reader's own.
      this.#linked = present;
      this.#made = false;
      this.store.update((state) => ({ ...state, loading: null }));
      return;
    }
    this.#open(workspace, { kind: "link" });
    // inside another page it was that page that brought them
    if (workspace.stubs.length > 0 && this.standsAlone) this.store.update((state) => notify(state, "info", STRANGERS_STUBS));
  }

  #open(workspace: Workspace, origin: Origin): void {
    // the address that stood for the workspace before stands for this one already
    this.#linked = null;
    this.#change(undefined, (state) => openWorkspace(state, workspace, origin));
    this.#linked = location.hash === "" ? null : workspace;
    this.#made = false;
  }

  /** Another workspace, of a draft that has a place already or gets one, comes in the place of what is open. */
  #change(place: string | undefined, open: (state: AppState) => AppState): void {
    this.abandonRun();
    this.#asked += 1;
    const { edited } = this.store.peek();
    const { before, isKept } = this.drafting.adopt(place);
    const isNews = edited && this.#seen && this.standsAlone;
    this.store.update((state) => (isNews ? notify(open(state), isKept ? "info" : "warn", isKept ? KEPT : HELD, { draft: before }) : open(state)));
  }

  #refuse(problem: unknown): void {
    const sentence = problem instanceof Error ? problem.message : "This could not be opened.";
    this.store.update((state) => ({ ...notify(state, "bad", sentence), loading: null }));
    this.#linked = null;
    if (location.hash !== "") history.replaceState(null, "", location.pathname + location.search);
  }

  #forgetAddress(): void {
    this.#linked = null;
    if (location.hash !== "") this.#replaceAddress(location.pathname + location.search, true);
  }

  #replaceAddress(address: string, isStep: boolean): void {
    if (isStep && this.standsAlone) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }
}

// The page without its views: one store, and what keeps it, checks it, runs it and opens things into it.

import { type AppState, checkSettings, initialState, showQuery } from "./app-state";
import { stateRenamed } from "./breakpoints";
import { keepChecked } from "./checking";
import { Drafting } from "./drafting";
import { embedOptions } from "./embed";
import { Embedding } from "./embedding";
import type { Assistant, Engine, Guide } from "./engine";
import { keepInspected } from "./inspecting";
import { Opening } from "./opening";
import { browserStorage, DraftStorage, MemoryStorage, newDraftId, TabIdentity } from "./persist";
import { Runs } from "./running";
import { FIRST_SAMPLE, sampleWorkspace } from "./samples";
import { queryAsFragment } from "./share";
import { Store } from "./store";
import { Travel } from "./travelling";
import { type Workspace, workspaceOf } from "./workspace";

export type Playground = { store: Store<AppState>; runs: Runs; drafting: Drafting; opening: Opening; engine: Engine; assistant: Assistant; embedding: Embedding | null; travel: Travel };

/** Restores what this tab or browser last had, then follows the address. */
export function openPlayground(engine: Engine & Guide): Playground {
  const { search, hash } = queryAsFragment(location);
  if (search !== location.search) history.replaceState(null, "", location.pathname + search + hash);
  const query = new URLSearchParams(location.search);
  const embed = embedOptions(query);
  // Inside another page nothing of the reader's own is read or written.
  const keeper = (kind: "localStorage" | "sessionStorage") => (embed === null ? browserStorage(kind) : new MemoryStorage());
  const storage = new DraftStorage(keeper("localStorage"));
  const tab = new TabIdentity(keeper("sessionStorage"));
  const settings = checkSettings(storage.loadSettings());

  const own = tab.claim();
  const draft = (own === undefined ? undefined : storage.load(own)) ?? storage.list()[0];
  // A draft that another tab has open is copied: each tab writes to a place of its own.
  const place = draft === undefined || storage.isLive(draft.id) ? newDraftId() : draft.id;
  const first = sampleWorkspace(FIRST_SAMPLE) ?? workspaceOf("{}");
  const store = new Store(
    draft === undefined
      ? initialState(first, { kind: "sample", name: FIRST_SAMPLE }, settings)
      : { ...initialState(draft.workspace, { kind: "draft" }, settings), edited: true, trusted: draft.trusted },
  );

  const drafting = new Drafting(store, storage, tab, place);
  const lost = own !== undefined && storage.unreadable().includes(own);
  if (lost || (draft === undefined && storage.unreadable().length > 0)) drafting.tellUnreadable();
  const runs: Runs = new Runs(store, engine, () => recheck());
  const opening = new Opening(store, drafting, engine, () => runs.abandon(), embed === null);
  const recheck = keepChecked(store, engine, () => runs.analysisLanded());
  keepInspected(store);
  store.watch((now, before) => {
    if (now.opened === before.opened && changesRun(now.workspace, before.workspace)) runs.edited();
    if (now.settings !== before.settings) storage.saveSettings(now.settings);
  });
  store.update((state) => ({ ...showQuery(state, query), embed }));
  const opened = location.hash === "" ? Promise.resolve() : opening.followAddress(true);
  const embedding = embed === null ? null : new Embedding(store, runs, embed);
  void opened.then(() => embedding?.begin());
  const assistant: Assistant = {
    hover: (definition, offset) => engine.hover(definition, offset),
    locate: (definition, offset) => engine.locate(definition, offset),
    rename: (definition, offset, name) => engine.rename(definition, offset, name),
    renamed: (from, to) => store.update((state) => stateRenamed(state, from, to)),
    complete: (definition, offset) => {
      const { machine, workspace } = store.peek();
      // only the first machine gets the input
      return engine.complete(definition, offset, machine === 0 ? workspace.input : "");
    },
  };
  return { store, runs, drafting, opening, engine, assistant, embedding, travel: new Travel(store) };
}

function changesRun(now: Workspace, before: Workspace): boolean {
  return (
    now.machines !== before.machines || now.input !== before.input || now.stubs !== before.stubs || now.simulation !== before.simulation
  );
}

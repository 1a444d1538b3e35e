import { beforeEach, describe, expect, it } from "vitest";
import { type Draft, DRAFT_LIMITS, DraftStorage, type KeyValue, TabIdentity } from "./persist";
import { workspaceOf } from "./workspace";

/** Storage of a browser, with a quota of characters. */
class Memory implements KeyValue {
  readonly items = new Map<string, string>();
  constructor(readonly quota = Number.POSITIVE_INFINITY) {}
  get length() {
    return this.items.size;
  }
  key(at: number) {
    return [...this.items.keys()][at] ?? null;
  }
  getItem(key: string) {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    const others = [...this.items].filter(([other]) => other !== key);
    const used = others.reduce((sum, [, text]) => sum + text.length, 0);
    if (used + value.length > this.quota) throw new DOMException("full", "QuotaExceededError");
    this.items.set(key, value);
  }
  removeItem(key: string) {
    this.items.delete(key);
  }
}

/** Storage as a cross-site frame has it: every touch throws. */
const forbidden = new Proxy({} as KeyValue, {
  get() {
    throw new DOMException("denied", "SecurityError");
  },
});

const draft = (id: string, savedAt: number, definition = id): Draft => ({ id, savedAt, trusted: true, workspace: workspaceOf(definition) });

describe("drafts", () => {
  let memory: Memory;
  let storage: DraftStorage;
  beforeEach(() => {
    memory = new Memory();
    storage = new DraftStorage(memory);
  });

  it("come back as they were", () => {
    expect(storage.save(draft("a", 1))).toBe("saved");
    expect(storage.load("a")).toEqual(draft("a", 1));
    expect(storage.load("b")).toBeUndefined();
  });

  it("are listed newest first, and one that is saved again is not doubled", () => {
    for (const [id, at] of [["a", 1], ["b", 3], ["c", 2], ["a", 4]] as const) storage.save(draft(id, at));
    expect(storage.list().map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });

  it("make room for the newest when there are too many", () => {
    for (let at = 1; at <= DRAFT_LIMITS.drafts + 3; at++) storage.save(draft(`d${at}`, at));
    const ids = storage.list().map(({ id }) => id);
    expect(ids).toHaveLength(DRAFT_LIMITS.drafts);
    expect(ids[0]).toBe(`d${DRAFT_LIMITS.drafts + 3}`);
    expect(ids).not.toContain("d1");
  });

  it("pass over a damaged one without touching it", () => {
    storage.save(draft("good", 1));
    memory.items.set("asl-playground/draft/bad", "{");
    memory.items.set("asl-playground/draft/odd", '{"savedAt":9,"workspace":{"version":1}}');
    memory.items.set("of another page", "x");
    expect(storage.list().map(({ id }) => id)).toEqual(["good"]);
    expect(storage.unreadable()).toEqual(["bad", "odd"]);
    expect(storage.rawText("bad")).toBe("{");
  });

  it("are a stranger's unless they say otherwise", () => {
    memory.items.set("asl-playground/draft/x", JSON.stringify({ savedAt: 1, workspace: workspaceOf("{}") }));
    expect(storage.load("x")?.trusted).toBe(false);
  });

  it("drop the oldest of the others when the browser is full, never the one at hand", () => {
    const full = new DraftStorage(new Memory(4000));
    for (let at = 1; at <= 3; at++) expect(full.save(draft(`d${at}`, at, "x".repeat(1000)))).toBe("saved");
    expect(full.save(draft("new", 9, "y".repeat(2000)))).toBe("saved");
    expect(full.list().map(({ id }) => id)).toEqual(["new", "d3"]);
  });

  it("are all put back when dropping them would not be enough", () => {
    const full = new DraftStorage(new Memory(4000));
    for (let at = 1; at <= 3; at++) full.save(draft(`d${at}`, at, "x".repeat(900)));
    expect(full.save(draft("new", 10, "y".repeat(5000)))).toBe("unavailable");
    expect(["d3", "d2", "d1"].map((id) => full.load(id)?.savedAt)).toEqual([3, 2, 1]);
  });

  it("that the browser does not take are there as long as the page is, in the place of what it took before", () => {
    const local = new Memory(4000);
    const full = new DraftStorage(local);
    full.save(draft("a", 1));
    expect(full.isKept("a")).toBe(true);
    expect(full.save(draft("a", 2, "y".repeat(5000)))).toBe("unavailable");
    expect(full.isKept("a")).toBe(false);
    expect(full.list()).toEqual([draft("a", 2, "y".repeat(5000))]);
    expect(full.load("a")).toEqual(full.list()[0]);
    expect(new DraftStorage(local).list()).toEqual([draft("a", 1)]);
    expect(full.save(draft("a", 3))).toBe("saved");
    expect(full.isKept("a")).toBe(true);
    expect(full.list()).toEqual([draft("a", 3)]);
  });

  it("that a tab has open make room last", () => {
    storage.save(draft("open", 1));
    storage.setLive("open", true);
    for (let at = 2; at <= DRAFT_LIMITS.drafts + 2; at++) storage.save(draft(`d${at}`, at));
    const ids = storage.list().map(({ id }) => id);
    expect(ids).toHaveLength(DRAFT_LIMITS.drafts);
    expect(ids).toContain("open");
    expect(ids).not.toContain("d2");
  });

  it("that are too large are refused by name", () => {
    expect(storage.save(draft("a", 1, "x".repeat(DRAFT_LIMITS.chars)))).toBe("tooLarge");
    expect(memory.items.size).toBe(0);
  });

  it("know whether a tab has them open", () => {
    storage.save(draft("a", 1));
    storage.setLive("a", true);
    expect(storage.isLive("a")).toBe(true);
    storage.remove("a");
    expect(storage.isLive("a")).toBe(false);
    expect(memory.items.size).toBe(0);
  });
});

describe.each([
  ["absent", null],
  ["forbidden", forbidden],
])("storage that is %s", (_, local) => {
  it("harms nothing", () => {
    const storage = new DraftStorage(local);
    expect(storage.save(draft("a", 1))).toBe("unavailable");
    expect(storage.load("b")).toBeUndefined();
    expect(storage.unreadable()).toEqual([]);
    expect(storage.isLive("a")).toBe(false);
    storage.setLive("a", true);
    storage.saveSettings({ theme: "dark" });
    expect(storage.loadSettings() ?? null).toBeNull();
    const tab = new TabIdentity(local);
    tab.leave("a");
    expect(tab.claim()).toBeUndefined();
  });
});

it("settings come back", () => {
  const storage = new DraftStorage(new Memory());
  storage.saveSettings({ theme: "dark" });
  expect(storage.loadSettings()).toEqual({ theme: "dark" });
});

it("a tab finds its draft after a reload, and a copy of the tab does not", () => {
  const session = new Memory();
  new TabIdentity(session).leave("mine");
  expect(new TabIdentity(session).claim()).toBe("mine");
  expect(new TabIdentity(session).claim()).toBeUndefined();
});

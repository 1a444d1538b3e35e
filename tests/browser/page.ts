// The page in the words of those who use it. Specs say what is done and seen; where that is on the page is said here.

import { expect, test as base, type Locator, type Page } from "@playwright/test";
import { TEST_IDS } from "../../www/src/test-ids.ts";

/** Longest that a run of an example may take here, start of the engine included. */
const RUN_MS = 20_000;

export class PlaygroundPage {
  /** What the browser's console and the page complained about. */
  readonly complaints: string[] = [];

  constructor(readonly page: Page) {
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") this.complaints.push(message.text());
    });
  }

  // Getting there.

  /** Opens the page, or an address of it such as `#example=ship-items`. */
  async open(address = ""): Promise<void> {
    await this.page.goto(`./${address}`);
    // until what the address asks for is here, there is nothing to run
    await expect(this.page.getByRole("button", { name: "Run", exact: true })).toBeEnabled();
  }

  async openExample(title: string): Promise<void> {
    const menu = this.page.getByLabel("Open an example, a draft or a file");
    const option = menu.locator("option", { hasText: title }).first();
    await menu.selectOption(await option.getAttribute("value"));
    await expect(this.title()).toContainText(title);
  }

  /** What the toolbar says is open. */
  title(): Locator {
    return this.page.getByLabel("Open an example, a draft or a file").locator("option").first();
  }

  // Running.

  async run(): Promise<void> {
    await this.page.getByRole("button", { name: "Run", exact: true }).click();
  }

  status(): Locator {
    return this.page.getByTestId(TEST_IDS.runStatus);
  }

  facts(): Locator {
    return this.page.getByTestId(TEST_IDS.runFacts);
  }

  async expectStatus(word: string): Promise<void> {
    await expect(this.status()).toHaveText(word, { timeout: RUN_MS });
  }

  /** Presses Run and waits for how it ends. */
  async runTo(word: string): Promise<void> {
    await this.run();
    await this.expectStatus(word);
  }

  // Editing.

  async show(tab: string): Promise<void> {
    await this.page.getByRole("tab", { name: new RegExp(`^${tab}`) }).click();
  }

  definition(): Locator {
    return this.page.getByRole("textbox", { name: "Definition" });
  }

  input(): Locator {
    return this.page.getByRole("textbox", { name: "Input" });
  }

  stub(): Locator {
    return this.page.getByTestId(TEST_IDS.stubEditor).getByRole("textbox");
  }

  async showStub(name: string): Promise<void> {
    await this.show("Stubs");
    await this.page.getByRole("tablist", { name: "Stubs" }).getByRole("tab", { name }).click();
  }

  /** Puts `text` in the place of all that an editor holds, as a paste would. */
  async write(editor: Locator, text: string): Promise<void> {
    await editor.click();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(text);
  }

  /** The same with a text of thousands of lines, by a true paste: typed in, it would take the browser a minute. */
  async paste(editor: Locator, text: string): Promise<void> {
    await editor.click();
    await this.page.keyboard.press("ControlOrMeta+a");
    await editor.evaluate((content, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", pasted);
      content.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }

  /** All text of an editor, lines out of sight too. */
  async textOf(editor: Locator): Promise<string> {
    await editor.click();
    await this.page.keyboard.press("ControlOrMeta+a");
    const text = await this.page.evaluate(() => document.getSelection()?.toString() ?? "");
    await this.page.keyboard.press("ArrowLeft");
    return text;
  }

  /** Waits for what an editor offers whoever works in it, which is loaded with the first pointer or focus in it. */
  async assisted(): Promise<void> {
    await expect(this.definition()).toHaveAttribute("aria-autocomplete", "list");
  }

  /** Puts the cursor of the definition after the first place in sight that reads `text`. */
  async putCursor(text: string): Promise<void> {
    const editor = this.definition();
    await editor.focus();
    await this.assisted();
    await editor.evaluate((content, wanted) => {
      const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
      const line = [...content.querySelectorAll(".cm-line")].find((candidate) => candidate.textContent?.includes(wanted));
      if (line === undefined) throw new Error(`no line reads ${wanted}`);
      let rest = (line.textContent ?? "").indexOf(wanted) + wanted.length;
      walker.currentNode = line;
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const length = node.textContent?.length ?? 0;
        if (rest <= length) return document.getSelection()?.collapse(node, rest);
        rest -= length;
      }
    }, text);
  }

  async selectedText(): Promise<string> {
    return this.page.evaluate(() => document.getSelection()?.toString() ?? "");
  }

  /** The list of what can stand at the cursor. */
  completions(): Locator {
    return this.page.getByRole("listbox", { name: "Completions" });
  }

  /** Takes what is selected in the list by a key, once the list has stood long enough to be meant. */
  async takeCompletion(key: "Enter" | "Tab"): Promise<void> {
    await this.completions().waitFor();
    await this.page.waitForTimeout(150);
    await this.page.keyboard.press(key);
  }

  problems(): Locator {
    return this.page.getByTestId(TEST_IDS.problems);
  }

  // Seeing what happened.

  result(): Locator {
    return this.page.getByTestId(TEST_IDS.output);
  }

  console(): Locator {
    return this.page.getByTestId(TEST_IDS.console);
  }

  /** The panel of a result tab, shown first. */
  async panel(name: "Graph" | "Output" | "Timeline" | "Trace" | "Console"): Promise<Locator> {
    await this.show(name);
    return this.page.getByRole("tabpanel", { name: new RegExp(`^${name}`) });
  }

  inspector(): Locator {
    return this.page.getByTestId(TEST_IDS.inspector);
  }

  notices(): Locator {
    return this.page.getByTestId(TEST_IDS.notices);
  }

  // Sharing.

  /** Opens the share dialog and returns its link. */
  async shareLink(): Promise<string> {
    await this.page.getByRole("button", { name: "Share" }).click();
    const field = this.page.getByTestId(TEST_IDS.shareLink);
    await expect(field).toHaveValue(/#1/);
    return field.inputValue();
  }

  async closeDialog(): Promise<void> {
    await this.page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await expect(this.page.getByRole("dialog")).toHaveCount(0);
  }
}

/** Tests get the page object, and fail when the page complained in the console. */
export const test = base.extend<{ playground: PlaygroundPage }>({
  playground: async ({ page }, use) => {
    const playground = new PlaygroundPage(page);
    await use(playground);
    expect(playground.complaints).toEqual([]);
  },
});

export { expect, type Locator, type Page };

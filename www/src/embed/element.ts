// `<asl-playground>`: the playground inside any page, by one script without dependencies. What it shows travels in the
// frame's address, so a bare iframe with the same address shows the same.

import { EMBED_CHANNEL, type FrameMessage, type HostMessage, type RunOutcome } from "../state/embed.ts";
import { packed } from "../state/packing.ts";
import { WORKSPACE_VERSION } from "../state/workspace.ts";

const LEAST_HEIGHT = 120;
const STANDARD_HEIGHT = 480;
/** Attributes that the frame's query carries as they are. */
const PASSED_ON = ["tab", "layout", "hide", "readonly", "autorun"];

/** Where this script is, the playground is. */
const home = new URL("./", import.meta.url);

const SHEET = `
:host { display: block; margin: 1em 0; }
:host([hidden]) { display: none; }
iframe { display: block; width: 100%; border: 1px solid #8884; border-radius: 8px; background: #8881; }
button { font: inherit; width: 100%; min-height: 64px; border: 1px solid #8886; border-radius: 8px; background: #8881; color: inherit; cursor: pointer; }
`;

class AslPlayground extends HTMLElement {
  static readonly observedAttributes = ["theme", "height"];
  #frame: HTMLIFrameElement | undefined;
  #isReady = false;
  #waiting: HostMessage[] = [];
  #runs: ((result: RunOutcome) => void)[] = [];
  #value: object | undefined;
  readonly #themes = new MutationObserver(() => this.#sendTheme());

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    addEventListener("message", this.#hear);
    const watched = { attributes: true, attributeFilter: ["class", "data-theme", "data-md-color-scheme", "data-bs-theme"] };
    this.#themes.observe(document.documentElement, watched);
    if (this.#frame !== undefined) return;
    const begin = () => {
      if (document.body) this.#themes.observe(document.body, watched);
      root.innerHTML = `<style>${SHEET}</style>`;
      if (this.getAttribute("load") !== "click") return this.#load();
      const button = document.createElement("button");
      button.textContent = `▶ ${this.title || "Open the playground here"}`;
      button.onclick = () => {
        button.remove();
        this.#load();
      };
      root.append(button);
    };
    // while the page is read, what stands in the element is not all there
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin, { once: true });
    else begin();
  }

  disconnectedCallback(): void {
    removeEventListener("message", this.#hear);
    this.#themes.disconnect();
  }

  attributeChangedCallback(name: string): void {
    if (name === "theme") this.#sendTheme();
    else if (this.#frame) this.#setHeight(STANDARD_HEIGHT);
  }

  /** The workspace as it is now; setting it opens another one. */
  get value(): object {
    return (this.#value ??= this.#workspace());
  }

  set value(workspace: object) {
    this.#value = workspace;
    this.#send({ type: "workspace", workspace });
  }

  /** As a press of Run; the promise is kept when the run has ended. */
  run(): Promise<RunOutcome> {
    return new Promise((resolve) => {
      this.#runs.push(resolve);
      this.#send({ type: "run" });
    });
  }

  async #load(): Promise<void> {
    const frame = (this.#frame = document.createElement("iframe"));
    frame.title = this.title || "ASL Playground";
    frame.loading = "lazy";
    frame.referrerPolicy = "no-referrer";
    frame.allow = "clipboard-write";
    this.#setHeight(STANDARD_HEIGHT);
    const address = new URL(home);
    address.searchParams.set("embed", "1");
    for (const name of PASSED_ON) {
      const value = this.getAttribute(name);
      if (value !== null) address.searchParams.set(name, value === "" ? "1" : value);
    }
    address.searchParams.set("theme", this.#theme());
    address.hash = `${WORKSPACE_VERSION}${await packed(JSON.stringify(this.value))}`;
    frame.src = address.href;
    this.shadowRoot?.append(frame);
  }

  /** What the attributes and the elements inside say. */
  #workspace(): object {
    const parts = [...this.querySelectorAll<HTMLElement>(":scope > script")];
    const part = (name: string) => parts.find((script) => script.dataset["part"] === name)?.textContent;
    const whole = part("workspace");
    if (whole) return JSON.parse(whole) as object;
    const first = parts.find((script) => !script.dataset["part"] && !script.dataset["resource"]) ?? this.querySelector("pre");
    const definition = this.getAttribute("definition") ?? first?.textContent ?? "{}";
    const simulation = this.getAttribute("simulation") ?? part("simulation");
    return {
      version: WORKSPACE_VERSION,
      ...(this.title ? { title: this.title } : {}),
      machines: [{ definition: dedented(definition) }],
      input: dedented(this.getAttribute("input") ?? part("input") ?? "{}"),
      stubs: parts.flatMap(({ dataset: { resource }, textContent }) => (resource ? [{ resource, code: dedented(textContent ?? "") }] : [])),
      simulation: simulation ? (JSON.parse(simulation) as object) : {},
    };
  }

  readonly #hear = ({ source, origin, data }: MessageEvent<(FrameMessage & { channel?: string }) | null>): void => {
    if (!this.#frame || source !== this.#frame.contentWindow || origin !== home.origin || data?.channel !== EMBED_CHANNEL) return;
    if (data.type === "height") this.#setHeight(data.px);
    if (data.type === "change") this.#value = data.workspace;
    if (data.type === "ready") {
      this.#isReady = true;
      for (const message of this.#waiting.splice(0)) this.#send(message);
      this.#tell("ready");
    }
    if (data.type === "change") this.#tell("change", data.workspace);
    if (data.type === "result") {
      for (const resolve of this.#runs.splice(0)) resolve(data.result);
      this.#tell("result", data.result);
    }
  };

  #tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #send(message: HostMessage): void {
    if (this.#isReady) this.#frame?.contentWindow?.postMessage({ channel: EMBED_CHANNEL, ...message }, home.origin);
    else this.#waiting.push(message);
  }

  #sendTheme(): void {
    if (this.#isReady) this.#send({ type: "theme", theme: this.#theme() });
  }

  #theme(): "auto" | "light" | "dark" {
    const asked = this.getAttribute("theme");
    return asked === "light" || asked === "dark" ? asked : hostTheme();
  }

  /** A height of the host's own wins over the frame's wish. */
  #setHeight(wish: number): void {
    if (!this.#frame) return;
    const own = this.getAttribute("height");
    const most = parseFloat(getComputedStyle(this).maxHeight) || Infinity;
    this.#frame.style.height = own ? (/^\d+$/.test(own) ? `${own}px` : own) : `${Math.max(LEAST_HEIGHT, Math.min(wish, most))}px`;
  }
}

/** What the documentation around says: Docusaurus, Furo, Material for MkDocs, Bootstrap, mdBook; else the system. */
function hostTheme(): "auto" | "light" | "dark" {
  for (const { dataset, classList } of [document.documentElement, document.body]) {
    const said = dataset["theme"] ?? dataset["mdColorScheme"] ?? dataset["bsTheme"];
    if (said === "dark" || said === "slate") return "dark";
    if (said === "light" || said === "default") return "light";
    if (["navy", "coal", "ayu", "dark"].some((name) => classList.contains(name))) return "dark";
    if (["rust", "light"].some((name) => classList.contains(name))) return "light";
  }
  return "auto";
}

/** Without the indentation that all lines share, and the lines around that are empty. */
function dedented(text: string): string {
  const lines = text.replace(/^\s*\n|\s+$/g, "").split("\n");
  const depths = lines.filter((line) => line.trim()).map((line) => line.search(/\S/));
  const depth = Math.min(...depths, 99);
  return lines.map((line) => line.slice(depth)).join("\n");
}

customElements.define("asl-playground", AslPlayground);

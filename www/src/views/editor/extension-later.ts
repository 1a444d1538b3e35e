// Extensions of an editor whose scripts a first visit does not load.

import { Compartment, type Extension } from "@codemirror/state";
import { type EditorView, ViewPlugin } from "@codemirror/view";

/** `when used`: with the first pointer or focus in the editor. */
type When = "at once" | "when used";

/**
 * The extension that `load` brings, which takes the place of nothing when it is there, and is then told to `then`. What
 * does not come is asked for again at the next use: an editor without it still edits.
 */
export function extensionLater(load: () => Promise<Extension>, when: When, then: (editor: EditorView) => void = () => undefined): Extension {
  const place = new Compartment();
  const loader = ViewPlugin.define(
    (editor) => {
      const loading = new Loading(load, (loaded) => {
        editor.dispatch({ effects: place.reconfigure(loaded) });
        then(editor);
      });
      if (when === "at once") loading.begin();
      return loading;
    },
    { eventHandlers: { focus: begin, pointerover: begin } },
  );
  return [place.of([]), loader];
}

function begin(this: Loading): void {
  this.begin();
}

class Loading {
  #state: "wanted" | "coming" | "done" = "wanted";

  constructor(
    private readonly load: () => Promise<Extension>,
    private readonly there: (loaded: Extension) => void,
  ) {}

  begin(): void {
    if (this.#state !== "wanted") return;
    this.#state = "coming";
    this.load().then(
      (loaded) => {
        if (this.#state === "coming") this.there(loaded);
        this.#state = "done";
      },
      () => {
        if (this.#state === "coming") this.#state = "wanted";
      },
    );
  }

  destroy(): void {
    this.#state = "done";
  }
}

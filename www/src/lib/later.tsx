// Parts of the page that a first visit does not show: their scripts are loaded when they are first asked for.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/** The component that `load` brings; until it is there nothing is shown, and a sentence when it does not come. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function Later(props: Props) {
    const [state, setState] = useState<"coming" | "there" | "failed">(loaded === undefined ? "coming" : "there");
    useEffect(() => {
      if (loaded !== undefined) return;
      load().then(
        (component) => {
          loaded = component;
          setState("there");
        },
        () => setState("failed"),
      );
    }, []);
    if (state === "failed") return <p class="empty">This part of the page could not be loaded; reload the page when you are online.</p>;
    const Loaded = loaded;
    return Loaded === undefined ? null : <Loaded {...props} />;
  };
}

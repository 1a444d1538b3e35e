// Start-up only: the engine, what was there before, the page.

import { render } from "preact";
import { EngineClient } from "./engine/client";
import { keepFocus } from "./lib/keep-focus";
import { keepOffline } from "./offline/register";
import { openPlayground } from "./state/playground";
import { loadSample } from "./state/samples";
import { queryAsFragment, readFragment } from "./state/share";
import { App } from "./views/layout/App";
import "../styles/index.css";

async function start(place: HTMLElement): Promise<void> {
  const base = new URL("./", document.baseURI).href;
  const engine = new EngineClient({ base });
  const asked = readFragment(queryAsFragment(location).hash);
  // what an address opens is there at once, not after something else
  if (asked.kind === "example") await loadSample(asked.name).catch(() => undefined);
  const playground = openPlayground(engine);
  render(<App playground={playground} />, place);
  keepFocus(place);
  if (playground.embedding === null) keepOffline(base);
}

const place = document.getElementById("app");
if (place !== null) void start(place);

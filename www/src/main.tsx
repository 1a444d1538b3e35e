// Start-up only: the engine, what was there before, the page.

import { render } from "preact";
import { EngineClient } from "./engine/client";
import { keepFocus } from "./lib/keep-focus";
import { keepOffline } from "./offline/register";
import { openPlayground } from "./state/playground";
import { App } from "./views/layout/App";
import "../styles/index.css";

function start(place: HTMLElement): void {
  const base = new URL("./", document.baseURI).href;
  const engine = new EngineClient({ base });
  const playground = openPlayground(engine);
  render(<App playground={playground} />, place);
  keepFocus(place);
  if (playground.embedding === null) keepOffline(base);
}

const place = document.getElementById("app");
if (place !== null) start(place);

// Start-up only: the engine, what was there before, the page.

import { render } from "preact";
import { EngineClient } from "./engine/client";
import { openPlayground } from "./state/playground";
import { App } from "./views/layout/App";
import "../styles/index.css";

const engine = new EngineClient({ base: new URL("./", document.baseURI).href });
const place = document.getElementById("app");
if (place !== null) render(<App playground={openPlayground(engine)} />, place);

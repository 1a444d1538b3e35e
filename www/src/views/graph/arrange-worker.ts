// A file of its own in the site: lays out graphs in a worker, or in the page where it may have none.

import type { GraphScope } from "../../engine/types";
import { layoutGraph } from "./arrange";

export { layoutGraph };

// a worker has no document
if (typeof document === "undefined") self.onmessage = ({ data }: MessageEvent<GraphScope>) => self.postMessage(layoutGraph(data));

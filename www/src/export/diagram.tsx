// The graph as a picture of its own: an SVG that carries its looks, and the same as PNG.

import { render } from "preact";
import type { GraphScope, RunSummary } from "../engine/types";
import { arrange } from "../views/graph/arranging";
import { Drawing, Heads } from "../views/graph/drawing";
import { runMarks } from "../views/graph/run-marks";

/** Free space around the graph, px, and pixels of a PNG per px. */
const MARGIN = 16;
const PNG_SCALE = 2;
/** What the page's style sheets say about shapes and text. */
const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "display", "visibility", "paint-order"];
const TEXT_LOOKS = ["font-family", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline", "letter-spacing"];

export type Picture = { svg: string; width: number; height: number };

/** The graph as it is shown, coloured by a run if there is one, in the page's present theme. */
export async function diagramSvg(graph: GraphScope, summary: RunSummary | null): Promise<Picture> {
  const layout = await arrange(graph);
  const [width, height] = [layout.width + 2 * MARGIN, layout.height + 2 * MARGIN].map(Math.ceil) as [number, number];
  const stage = document.createElement("div");
  stage.className = "graph";
  stage.style.cssText = "position:absolute;left:-99999px;top:0";
  document.body.append(stage);
  render(
    <svg xmlns="http://www.w3.org/2000/svg" viewBox={`${-MARGIN} ${-MARGIN} ${width} ${height}`} width={width} height={height}>
      <Heads />
      <Drawing layout={layout} marks={runMarks(summary)} hasRun={summary !== null} selected={null} onSelect={() => undefined} />
    </svg>,
    stage,
  );
  try {
    const svg = stage.querySelector("svg");
    if (svg === null) throw new Error("the graph was not drawn");
    carryLooks([...svg.querySelectorAll<SVGElement>("*")]);
    svg.style.background = getComputedStyle(document.body).getPropertyValue("--pane").trim() || "white";
    return { svg: new XMLSerializer().serializeToString(svg), width, height };
  } finally {
    render(null, stage);
    stage.remove();
  }
}

/** The picture's pixels, as a PNG file. */
export async function diagramPng({ svg, width, height }: Picture): Promise<Blob> {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * PNG_SCALE;
  canvas.height = height * PNG_SCALE;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error("the browser made no picture")) : resolve(blob)), "image/png");
  });
}

/** Style sheets stay behind: what they say of each element becomes its own. All is read before anything changes. */
function carryLooks(elements: readonly SVGElement[]): void {
  const styles = elements.map((element) => {
    const looks = getComputedStyle(element);
    const names = element.closest("text") === null ? LOOKS : [...LOOKS, ...TEXT_LOOKS];
    return names.map((name) => `${name}:${looks.getPropertyValue(name)}`).join(";");
  });
  elements.forEach((element, at) => {
    element.setAttribute("style", styles[at] ?? "");
    for (const name of ["class", "role", "aria-label", "aria-selected", "tabindex"]) element.removeAttribute(name);
  });
}

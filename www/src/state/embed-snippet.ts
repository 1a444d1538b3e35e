// HTML that shows a workspace inside another page: by the custom element, or by a bare iframe.

import type { Workspace } from "./workspace";

/** `link` is the share link of `workspace`. Texts stay readable where they can; everything else travels as one part. */
export function embedSnippet(workspace: Workspace, link: string): string {
  const title = workspace.title?.trim() ?? "";
  const script = new URL("./embed.js", link.split("#")[0]).href;
  return [
    `<script type="module" src="${attribute(script)}"></script>`,
    `<asl-playground${title === "" ? "" : ` title="${attribute(title)}"`}>`,
    ...parts(workspace),
    `  <noscript><a href="${attribute(link)}">${content(title === "" ? "Open in ASL Playground" : title)}</a></noscript>`,
    "</asl-playground>",
    "",
  ].join("\n");
}

/** For places that allow nothing but an iframe. */
export function iframeSnippet(title: string, link: string): string {
  const address = new URL(link);
  address.search = "?embed=1";
  const name = attribute(title.trim() === "" ? "ASL Playground" : title.trim());
  const style = "width:100%;height:480px;border:0";
  return `<iframe src="${attribute(address.href)}" title="${name}" loading="lazy" referrerpolicy="no-referrer" allow="clipboard-write" style="${style}"></iframe>\n`;
}

function parts(workspace: Workspace): string[] {
  const { version: _, title: __, machines, input, stubs, simulation, ...more } = workspace;
  const [machine] = machines;
  const isPlain = machines.length === 1 && Object.keys(machine).length === 1 && Object.keys(more).length === 0;
  const canBeParts = isPlain && stubs.every((stub) => Object.keys(stub).length === 2);
  if (!canBeParts || [machine.definition, input, ...stubs.map(({ code }) => code)].some(endsScript)) {
    return script('type="application/json" data-part="workspace"', JSON.stringify(workspace).replaceAll("<", "\\u003c"));
  }
  const type = machine.definition.trimStart().startsWith("{") ? "application/json" : "text/plain";
  return [
    ...script(`type="${type}"`, machine.definition),
    ...script('type="application/json" data-part="input"', input),
    ...stubs.flatMap(({ resource, code }) => script(`type="text/plain" data-resource="${attribute(resource)}"`, code)),
    ...(Object.keys(simulation).length === 0 ? [] : script('type="application/json" data-part="simulation"', JSON.stringify(simulation))),
  ];
}

const script = (attributes: string, text: string): string[] => [`  <script ${attributes}>`, text.trimEnd(), "  </script>"];

/** A text that would end the script element it stands in, or open a comment there. */
const endsScript = (text: string): boolean => /<\/script|<!--/i.test(text);

const attribute = (text: string): string => content(text).replaceAll('"', "&quot;");
const content = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

import { describe, expect, it } from "vitest";
import { embedOptions } from "./embed";
import { embedSnippet, iframeSnippet } from "./embed-snippet";
import { type Workspace, workspaceOf } from "./workspace";

const options = (query: string) => embedOptions(new URLSearchParams(query));

describe("the query of an embed", () => {
  it.each(["", "?embed=0", "?theme=dark"])("%s is the page on its own", (query) => expect(options(query)).toBeNull());

  it("takes what it knows and leaves the rest", () => {
    expect(options("?embed=1&layout=results&hide=trace,nothing,stubs&readonly&autorun=0")).toEqual({
      layout: "results",
      hidden: new Set(["trace", "stubs"]),
      readOnly: true,
      autoRun: false,
    });
    expect(options("?embed=1&layout=round")).toMatchObject({ layout: "both", readOnly: false });
  });
});

describe("the snippet", () => {
  const link = "https://host.example/play/?theme=dark#1abc";
  const plain: Workspace = { ...workspaceOf('{ "StartAt": "A" }', 'Say "hi" & <go>'), stubs: [{ resource: "f", code: "export const handler = 1;" }] };

  it("shows its texts as they are", () => {
    const text = embedSnippet(plain, link);
    expect(text).toContain('<script type="module" src="https://host.example/play/embed.js"></script>');
    expect(text).toContain('<asl-playground title="Say &quot;hi&quot; &amp; &lt;go>">');
    expect(text).toContain('  <script type="application/json">\n{ "StartAt": "A" }\n  </script>');
    expect(text).toContain('data-resource="f">\nexport const handler = 1;\n');
    expect(text).toContain('<noscript><a href="https://host.example/play/?theme=dark#1abc">');
  });

  it.each<[string, Partial<Workspace>]>([
    ["several machines", { machines: [{ definition: "{}" }, { name: "b", definition: "{}" }] }],
    ["objects", { objects: [{ bucket: "b", key: "k", body: "" }] }],
    ["a stub with a latency", { stubs: [{ resource: "f", code: "", latency: 5 }] }],
    ["a text that would end its script", { input: '"</script>"' }],
  ])("holds %s as one part", (_, change) => {
    const workspace = { ...plain, ...change };
    const [, json = ""] = /data-part="workspace">\n(.*)\n/.exec(embedSnippet(workspace, link)) ?? [];
    expect(json).not.toContain("<");
    expect(JSON.parse(json)).toEqual(workspace);
  });

  it("is an iframe where nothing else is allowed", () => {
    expect(iframeSnippet("", link)).toContain('<iframe src="https://host.example/play/?embed=1#1abc" title="ASL Playground"');
  });
});

import { expect, it } from "vitest";
import { FakeEngine } from "../../tests/fake-engine";
import { fetchWorkspace } from "./source";
import { WorkspaceProblem, workspaceOf } from "./workspace";

const ENGINE = new FakeEngine();
const PAGE = "https://asl.example/playground/";
const answer = (text: string, status = 200): typeof fetch => async () => new Response(text, { status });

it("opens a definition under the name of its file", async () => {
  const asked: { address: string; init: RequestInit | undefined }[] = [];
  const get: typeof fetch = async (address, init) => {
    asked.push({ address: String(address), init });
    return new Response('{"StartAt":"A"}');
  };
  const workspace = await fetchWorkspace("https://files.example/flows/my%20flow.asl.json?raw=1", PAGE, ENGINE, get);
  expect(workspace).toEqual(workspaceOf('{"StartAt":"A"}', "my flow.asl.json"));
  expect(asked[0]).toMatchObject({ address: "https://files.example/flows/my%20flow.asl.json?raw=1", init: { credentials: "omit", referrerPolicy: "no-referrer" } });
});

it("opens a workspace as it is", async () => {
  const workspace = { ...workspaceOf("{}", "Mine"), stubs: [{ resource: "r", code: "c" }] };
  expect(await fetchWorkspace("w.json", PAGE, ENGINE, answer(JSON.stringify(workspace)))).toEqual(workspace);
});

it("opens the machines of a template", async () => {
  const { machines, title } = await fetchWorkspace("t.yaml", PAGE, ENGINE, answer("# AWS::Serverless::StateMachine\nM1\nM2"));
  expect(title).toBe("t.yaml");
  expect(machines).toEqual([{ name: "M1", definition: "of M1" }, { name: "M2", definition: "of M2" }]);
});

it("opens a template without machines as what it is", async () => {
  const text = "# AWS::Serverless::StateMachine";
  expect(await fetchWorkspace("t.yaml", PAGE, ENGINE, answer(text))).toEqual(workspaceOf(text, "t.yaml"));
});

it.each([
  ["http://files.example/a.json", answer("{}"), "only https:// is allowed"],
  ["javascript:alert(1)", answer("{}"), "only https:// is allowed"],
  ["file:///etc/passwd", answer("{}"), "only https:// is allowed"],
  ["https://", answer("{}"), "cannot be read"],
  ["https://files.example/gone.json", answer("no", 404), "files.example answered 404 for /gone.json"],
  ["https://files.example/a.json", async () => Promise.reject(new TypeError("Failed to fetch")), "does not let other pages read it"],
  ["https://files.example/huge.json", answer("x".repeat(5 * 1024 * 1024)), "sent more than 4 MB"],
  ["https://files.example/new.json", answer('{"version":9,"machines":[]}'), "has version 9"],
])("%s is refused", async (address, get, sentence) => {
  await expect(fetchWorkspace(address, PAGE, ENGINE, get)).rejects.toThrowError(WorkspaceProblem);
  await expect(fetchWorkspace(address, PAGE, ENGINE, get)).rejects.toThrowError(sentence);
});

// Writing a state machine: problems where they are, generated stubs, and nothing typed is lost.

import { expect, PlaygroundPage, test } from "./page.ts";

const MACHINE = `{
  "StartAt": "Greet",
  "States": {
    "Greet": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:greet", "End": true }
  }
}`;

test("a problem is marked at its place, listed, and gone when it is repaired", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.definition(), MACHINE.replace('"StartAt": "Greet"', '"StartAt": "Meet"'));
  await expect(playground.problems()).toContainText(/\d errors?/);
  await expect(page.locator(".cm-lintRange-error").first()).toContainText("Meet");
  await playground.problems().getByRole("button", { name: /Ln 2/ }).first().click();
  await expect(playground.definition()).toBeFocused();

  await playground.write(playground.definition(), MACHINE);
  await expect(playground.problems()).not.toContainText(/\d error/);
  await expect(page.locator(".cm-lintRange-error")).toHaveCount(0);
});

test("text that is not JSON says where, and Run says why it did not run", async ({ playground }) => {
  await playground.open();
  await playground.write(playground.definition(), '{\n  "StartAt": \n}');
  await expect(playground.problems()).toContainText(/\d errors?/);
  await playground.run();
  await playground.expectStatus("Definition has errors");
});

test("a new resource gets a stub that runs as it is", async ({ playground }) => {
  await playground.open();
  await playground.write(playground.definition(), MACHINE);
  await playground.showStub("greet");
  await expect(playground.stub()).toContainText("handler");
  await playground.runTo("Succeeded");
});

test("a machine that is pasted as AWS describes it becomes its definition, laid out, with its name and type, in one step of undo", async ({ playground, page }) => {
  await playground.open();
  const description = { name: "greeting", type: "EXPRESS", definition: JSON.stringify(JSON.parse(MACHINE)) };
  const [name, type] = [page.getByLabel(/^Name: other machines/), page.getByLabel("Type")];
  const expectMachine = async (itsName: string, itsType: string) => {
    await page.getByRole("button", { name: "Machine…" }).click();
    await expect(name).toHaveValue(itsName);
    await expect(type).toHaveValue(itsType);
    await page.keyboard.press("Escape");
  };
  await page.getByRole("button", { name: "Machine…" }).click();
  await name.fill("before");
  await page.keyboard.press("Escape");
  // as a program writes it to a file
  await playground.paste(playground.definition(), `\ufeff\n${JSON.stringify(description, null, 4)}`);
  await expect(playground.definition().locator(".cm-line").nth(1)).toHaveText('  "StartAt": "Greet",');
  await expect(page.getByText("The machine runs as Express now")).toBeVisible();
  await playground.runTo("Succeeded");
  await expectMachine("greeting", "EXPRESS");
  await playground.definition().focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(playground.definition()).toContainText("ValidateOrder");
  await expect(page.getByText("The machine runs as Express now")).toHaveCount(0);
  await expectMachine("before", "STANDARD");
  await playground.definition().focus();
  await page.keyboard.press("ControlOrMeta+y");
  await expect(playground.definition()).toContainText("Greet");
  await expectMachine("greeting", "EXPRESS");
  await playground.definition().focus();
  await page.keyboard.press("ControlOrMeta+z");
  // what is pasted into a text stays what it is
  await page.keyboard.press("ControlOrMeta+Home");
  await playground.definition().evaluate((content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", `[${"1,".repeat(100)}1]`);
    content.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(playground.definition().locator(".cm-line").first()).toContainText("[1,1,1,1,");
});

const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      Definition:
        StartAt: Ask # the first
        States:
          Ask: { Type: Pass, End: true }
  Bills:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub '{"StartAt":"Bill","States":{"Bill":{"Type":"Task","Resource":"\${Charge.Arn}","End":true}}}'
`;

test("a template that is pasted or opened becomes the machines in it", async ({ playground, page }) => {
  await playground.open();
  await page.getByLabel("Auto-run").uncheck();
  await playground.paste(playground.definition(), TEMPLATE);
  const machines = page.getByRole("group", { name: "State machines" });
  await expect(machines.getByRole("button")).toHaveText(["Orders, runs", "Bills"]);
  await expect(playground.definition().locator(".cm-line").first()).toHaveText("StartAt: Ask # the first");
  await expect(playground.problems()).toHaveText("No problems");
  await playground.runTo("Succeeded");
  await playground.definition().focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(machines).toBeHidden();
  await expect(playground.definition()).toContainText("Serverless");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(playground.definition()).toContainText("ValidateOrder");

  await page.locator("input[type=file]").setInputFiles({ name: "template.yaml", mimeType: "text/yaml", buffer: Buffer.from(TEMPLATE) });
  await expect(playground.title()).toHaveText("template.yaml");
  await machines.getByRole("button", { name: "Bills" }).click();
  await expect(playground.definition()).toContainText("\${Charge.Arn}");
  await playground.showStub("Charge");
});

test("an editor in which nothing is says what can be written there", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.definition(), " ");
  await page.keyboard.press("Backspace");
  await expect(playground.definition()).toContainText("Write or paste a state machine");
  await page.keyboard.type("{");
  await expect(playground.definition()).not.toContainText("Write or paste a state machine");
  await playground.write(playground.input(), " ");
  await page.keyboard.press("Backspace");
  await expect(playground.input()).toContainText("in JSON");
});

test("a workspace of one's own begins with nothing, and the cursor in it", async ({ playground, page }) => {
  await playground.open("#example=saga");
  await page.getByLabel("Open an example, a draft or a file").selectOption("New workspace");
  await expect(playground.title()).toHaveText("Untitled");
  await expect(page).not.toHaveURL(/#/);
  await expect(playground.definition()).toBeFocused();
  await expect(playground.definition()).toContainText("Write or paste a state machine");
  await expect(playground.problems()).toHaveText("Nothing written yet");
  await expect(page.getByText("The graph appears when the definition has a state.")).toBeVisible();
  await page.keyboard.insertText('{ "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } }');
  await playground.expectStatus("Succeeded");
  await playground.show("Stubs");
  await expect(page.getByText("there is nothing to stub")).toBeVisible();
  await page.goBack();
  await expect(playground.title()).toHaveText("Saga: undo what was done");
});

test("of a state that is selected in the graph all that has room is seen in the definition", async ({ playground, page }) => {
  await playground.open("#example=order-processing");
  const lines = playground.definition().locator(".cm-selected-state");
  await page.getByRole("option", { name: /^ShipOrder/ }).first().click();
  await expect(lines).toHaveText([/ShipOrder/, /Type/, /Resource/, /End/, /}/]);
  // a line may be wider than the editor
  await expect(lines.last()).toBeInViewport({ ratio: 0.5 });
  // of what is higher than the editor the beginning
  await page.getByRole("option", { name: /^ProcessPayment/ }).first().click();
  await expect(lines.first()).toHaveText(/ProcessPayment/);
  await expect(lines.first()).toBeInViewport({ ratio: 0.5 });
});

test("an edited stub can be put back", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.definition(), MACHINE);
  await playground.showStub("greet");
  await playground.write(playground.stub(), "export const handler = async () => ({ hello: 'world' });");
  await playground.runTo("Succeeded");
  await playground.show("Output");
  await expect(playground.result()).toContainText('"hello": "world"');
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(playground.stub()).not.toContainText("world");
});

test("an input that is not JSON is marked, and Run says so", async ({ playground }) => {
  await playground.open();
  await playground.write(playground.input(), "{ nope");
  await playground.run();
  await playground.expectStatus("Input is not JSON");
  await playground.write(playground.input(), JSON.stringify("x".repeat(262_144)));
  await playground.run();
  await playground.expectStatus("Input is too large");
  // JSON, and no number that AWS takes
  await playground.write(playground.input(), "[1e400]");
  await playground.run();
  await playground.expectStatus("Input is refused");
});

test("with auto-run the result follows the text", async ({ playground }) => {
  await playground.open();
  await playground.write(playground.definition(), '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Result": 41, "End": true } } }');
  await playground.expectStatus("Succeeded");
  await playground.show("Output");
  await expect(playground.result()).toContainText("41");
  await playground.write(playground.definition(), '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Result": 42, "End": true } } }');
  await expect(playground.result()).toContainText("42");
});

test("what was typed survives a reload", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.definition(), MACHINE);
  await playground.write(playground.input(), '{ "half": ');
  await playground.showStub("greet");
  await playground.write(playground.stub(), "export const handler = async () => 'mine';");
  await page.reload();
  await expect(playground.definition()).toContainText("Greet");
  await expect(playground.input()).toContainText('{ "half":');
  await playground.showStub("greet");
  await expect(playground.stub()).toContainText("'mine'");
});

test("two tabs keep a draft each", async ({ playground, page, context }) => {
  await playground.open();
  await playground.write(playground.input(), '"first tab"');
  const other = await context.newPage();
  await other.goto(page.url());
  const second = new PlaygroundPage(other);
  await second.write(second.input(), '"second tab"');
  await page.reload();
  await other.reload();
  await expect(playground.input()).toContainText("first tab");
  await expect(second.input()).toContainText("second tab");
});

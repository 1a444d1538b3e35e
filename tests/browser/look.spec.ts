// Light and dark, wide and narrow.

import { expect, type Page, PlaygroundPage, test } from "./page.ts";

/** The contrast of a colour of one element with a colour of another, as WCAG measures it. */
const contrast = (page: Page, first: string, firstProperty: string, second: string, secondProperty: string) =>
  page.evaluate(
    (places) => {
      const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      const luminance = ([selector, property]: readonly [string, string]) => {
        const element = document.querySelector(selector);
        if (element === null || canvas === null) throw new Error(`nothing is ${selector}`);
        canvas.fillStyle = getComputedStyle(element).getPropertyValue(property);
        canvas.fillRect(0, 0, 1, 1);
        const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => (part <= 10 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const [dark = 0, light = 0] = places.map(luminance).sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    },
    [[first, firstProperty], [second, secondProperty]] as const,
  );

/** Of elements, the texts that their boxes do not show in full. */
const cut = (elements: Element[]) =>
  elements
    .filter(({ clientWidth, scrollWidth, clientHeight, scrollHeight }) => scrollWidth > clientWidth || scrollHeight > clientHeight)
    .map(({ textContent }) => textContent);

test("follows the system's theme until one is chosen, and keeps the choice", async ({ playground, page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  await playground.open();
  const light = await background();
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await background();
  expect(dark).not.toBe(light);

  await page.getByRole("button", { name: /^Theme: as the system/ }).click();
  await expect.poll(background).toBe(light);
  await page.reload();
  await expect(page.getByRole("button", { name: /^Theme: light/ })).toBeVisible();
  await expect.poll(background).toBe(light);
});

test("no area can be pushed out of its place by what is wide in it", async ({ playground, page }) => {
  await playground.open();
  // as a browser does to bring a cursor into sight
  const pushed = await page.locator(".split-part").evaluateAll((areas) =>
    areas.filter((area) => {
      area.scrollTo(20, 20);
      return area.scrollLeft + area.scrollTop > 0;
    }).length,
  );
  expect(pushed).toBe(0);
});

test("what is printed is dark on white, whatever the theme", async ({ playground, page }) => {
  await playground.open("?theme=dark");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await page.locator(".pane").first().evaluate((pane) => getComputedStyle(pane).backgroundColor)).toBe("rgb(255, 255, 255)");
});

test("the address can ask for a theme and a tab, for one visit", async ({ playground, page }) => {
  await playground.open("?theme=dark&tab=trace");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("tab", { name: /^Trace/ })).toHaveAttribute("aria-selected", "true");
  await playground.open();
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
});

for (const [width, example] of [[700, "payment-unavailable"], [1024, "nested-execution"]] as const) {
  test(`what stands in the headers has a place of its own at ${width} px`, async ({ playground, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await playground.open(`#example=${example}`);
    await playground.runTo(example === "nested-execution" ? "Succeeded" : "Failed");
    const collisions = () =>
      page.evaluate(() => {
        const words = [...document.querySelectorAll(":is(header, .tabs, .status-row) :is(button, h2, select, label, .pill, .facts > span)")];
        const texts = words.map((element) => {
          const range = document.createRange();
          // of its own, so without what only screen readers say
          const own = [...element.childNodes].filter((child) => child instanceof Text);
          range.setStartBefore(own[0] ?? element);
          range.setEndAfter(own.at(-1) ?? element);
          const { left, right, top, bottom } = (element.matches("select, .pill") ? element : range).getBoundingClientRect();
          // what is cut away is not seen
          const strip = element.closest("header, .tabs, .status-row")?.getBoundingClientRect();
          return { name: element.textContent, left, right, top: Math.max(top, strip?.top ?? 0), bottom: Math.min(bottom, strip?.bottom ?? 0) };
        });
        return texts.flatMap((one, at) =>
          texts.slice(at + 1).flatMap((other) => {
            const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
            const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
            return across > -4 && down > 2 ? [`${one.name} and ${other.name}`] : [];
          }),
        );
      });
    await expect.poll(collisions).toEqual([]);
  });
}

test("the facts of a run are shown whole or not at all", async ({ playground, page }) => {
  await playground.open("#example=payment-unavailable");
  await playground.runTo("Failed");
  for (const width of [320, 390, 760, 1100, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    // another width may bring another layout, with facts of its own: those of the last one have no size
    await expect
      .poll(() =>
        playground.facts().evaluate((facts) => {
          const box = facts.getBoundingClientRect();
          const shown = [...facts.children].map((fact) => fact.getBoundingClientRect()).filter(({ top, width }) => width > 0 && top < box.bottom);
          return shown.length > 1 && shown.every(({ right }) => right <= box.right + 1);
        }),
      )
      .toBe(true);
  }
});

for (const width of [1440, 1024, 390]) {
  test(`a first visit is told what the page is, until something has run, at ${width} px`, async ({ playground, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await playground.open();
    const told = page.getByText("runs AWS Step Functions workflows in this page");
    await expect(told).toHaveCount(1);
    await expect(told).toBeInViewport();
    // and once what to look at
    const hint = page.getByText(/open ProcessPayment and see why/).filter({ visible: true });
    await expect(hint).toHaveCount(1);
    await expect(hint).toBeInViewport();
    await playground.runTo("Succeeded");
    await expect(told).toHaveCount(0);
  });
}

test("a long refusal leaves room for the input that it is about", async ({ playground, page }) => {
  await playground.open();
  await playground.paste(playground.input(), "not JSON ".repeat(2_000));
  await playground.runTo("Input is not JSON");
  await playground.write(playground.input(), "{}");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

for (const width of [720, 820, 1100]) {
  test(`the trace names events in full, and the inspector's data stay inside of it, at ${width} px`, async ({ playground, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await playground.open();
    await playground.runTo("Succeeded");
    await playground.panel("Trace");
    await expect(page.getByTestId("trace-row").first()).toContainText("ExecutionStarted");
    await expect.poll(() => page.locator(".trace-row .type").evaluateAll(cut)).toEqual([]);
    await page.getByTestId("trace-row").filter({ hasText: "TaskStateEntered" }).first().click();
    const stages = playground.inspector().getByTestId("stage");
    await expect(stages.first()).toBeVisible();
    const room = (await playground.inspector().boundingBox())?.width ?? 0;
    for (const stage of await stages.all()) expect((await stage.boundingBox())?.width).toBeLessThan(room);
  });
}

for (const [where, height, options] of [
  ["with room, and a mouse", 28, { viewport: { width: 1440, height: 900 } }],
  ["with room, and a finger", 44, { viewport: { width: 1440, height: 900 }, hasTouch: true, isMobile: true }],
  ["without room, and a mouse", 38, { viewport: { width: 390, height: 844 } }],
] as const) {
  test(`rows are as tall in the trace as in the timeline: ${where}`, async ({ browser }) => {
    const context = await browser.newContext(options);
    try {
      const playground = new PlaygroundPage(await context.newPage());
      await playground.open();
      await playground.runTo("Succeeded");
      const heights = [];
      for (const [tab, row] of [["Trace", "trace-row"], ["Timeline", "timeline-row"]] as const) {
        await playground.panel(tab);
        heights.push((await playground.page.getByTestId(row).first().boundingBox())?.height);
      }
      expect(heights).toEqual([height, height]);
    } finally {
      await context.close();
    }
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`what axe does not measure can be told apart, too: ${colorScheme}`, async ({ playground, page }) => {
    await page.emulateMedia({ colorScheme });
    await playground.open("?tab=graph#example=payment-unavailable");
    await playground.runTo("Failed");
    // counts of attempts in the graph, on their badges
    expect(await contrast(page, ".badge.count text", "fill", ".badge.count rect", "fill")).toBeGreaterThan(4.5);
    await playground.openExample("Map with MaxConcurrency");
    await playground.runTo("Succeeded");
    expect(await contrast(page, ".node:not(.retried) .badge.count text", "fill", ".node:not(.retried) .badge.count rect", "fill")).toBeGreaterThan(4.5);
    expect(await contrast(page, ".retried .badge.count text", "fill", ".retried .badge.count rect", "fill")).toBeGreaterThan(4.5);
    // fields, which are seen by their edges alone
    await playground.show("Simulation");
    await page.getByLabel("Seed").waitFor();
    expect(await contrast(page, ".simulation input", "border-top-color", ".pane-aux", "background-color")).toBeGreaterThan(3);
  });
}

test("a definition that never had a state has a word in the place of its graph", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.definition(), "Resources: []\n");
  await page.reload();
  await expect(playground.definition()).toContainText("Resources");
  await expect(page.getByText("The graph appears when the definition has a state.")).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("runs follow the edits, until that is switched off above the definition", async ({ playground, page }) => {
    await playground.open();
    await playground.runTo("Succeeded");
    await playground.show("Definition");
    const autoRun = page.getByRole("checkbox", { name: "Auto-run" });
    await expect(autoRun).toBeChecked();
    await autoRun.uncheck();
    await playground.show("Input");
    await playground.write(playground.input(), "{}");
    await playground.show("Results");
    await expect(playground.facts()).toContainText("before your last edit");
    await playground.show("Definition");
    await autoRun.check();
    await playground.show("Input");
    await playground.write(playground.input(), '{ "orderId": 1 }');
    await playground.show("Results");
    await expect(playground.facts()).not.toContainText("before your last edit");
  });

  test("the trace names events and states in full", async ({ playground, page }) => {
    await playground.open();
    await playground.runTo("Succeeded");
    const trace = await playground.panel("Trace");
    await expect(trace.getByTestId("trace-row").filter({ hasText: "LambdaFunctionScheduled" }).first()).toContainText("ValidateOrder");
    await expect.poll(() => page.locator(".trace-row:not(.trace-head) :is(.type, .state)").evaluateAll(cut)).toEqual([]);
  });

  test("a long cause is told in two lines, and in the trace below its event", async ({ playground, page }) => {
    await playground.open();
    await playground.write(playground.definition(), '{ "StartAt": "C", "States": { "C": { "Type": "Choice", "Choices": [{ "Variable": "$.customer.profile.address.country", "IsNull": true, "Next": "E" }] }, "E": { "Type": "Succeed" } } }');
    await playground.runTo("Failed");
    const why = page.locator(".strip.failed");
    const [strip, text] = [await why.boundingBox(), await why.locator(".why > span").boundingBox()];
    // nothing of a third line is seen in the margin
    expect(text?.height).toBeLessThan(40);
    expect((strip?.height ?? 0) - (text?.height ?? 0)).toBeGreaterThanOrEqual(12);
    await playground.panel("Trace");
    const failed = page.getByTestId("trace-row").filter({ hasText: "ExecutionFailed" });
    expect((await failed.locator(".summary").boundingBox())?.x).toBe((await failed.locator(".type").boundingBox())?.x);
  });

  test("what is open is named in full, whichever example it is", async ({ playground, page }) => {
    await playground.open();
    const examples = page.locator("optgroup[label=Examples] option");
    for (const title of await examples.evaluateAll((options) => options.slice(1).map(({ textContent }) => textContent ?? ""))) {
      await playground.openExample(title);
      await expect.poll(() => page.locator(".open-title").evaluateAll(cut)).toEqual([]);
    }
  });

  test("one can edit, run and inspect, and nothing is wider than the screen", async ({ playground, page }) => {
    const fits = () => expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await playground.open();
    await fits();
    for (const tab of ["Input", "Stubs", "Simulation", "Definition"]) {
      await playground.show(tab);
      await fits();
    }
    await playground.runTo("Succeeded");
    await expect(page.getByRole("tab", { name: "Results" })).toHaveAttribute("aria-selected", "true");
    for (const tab of ["Graph", "Output", "Timeline", "Trace", "Console"] as const) {
      await playground.panel(tab);
      await fits();
    }
    await playground.console().getByRole("button", { name: /attempt 1/ }).click();
    await expect(playground.inspector()).toContainText("ProcessPayment");
    await fits();
  });

  test("the state that is looked at stays in sight above what is told of it", async ({ playground, page }) => {
    await playground.open();
    await playground.runTo("Succeeded");
    await playground.panel("Graph");
    const state = page.getByRole("option", { name: /^ShipOrder, / });
    await state.click();
    await expect(playground.inspector()).toContainText("ShipOrder");
    await expect
      .poll(async () => {
        const [node, sheet] = [await state.boundingBox(), await playground.inspector().boundingBox()];
        return node !== null && sheet !== null && node.y + node.height <= sheet.y;
      })
      .toBe(true);
    const slider = await page.getByRole("slider", { name: "Event" }).boundingBox();
    expect(slider?.width).toBeGreaterThan(300);
  });

  test("on its side it has room for the state that is looked at beside what is told of it", async ({ playground, page }) => {
    await page.setViewportSize({ width: 844, height: 390 });
    await playground.open("?tab=graph#example=payment-unavailable");
    await playground.runTo("Failed");
    const state = page.getByRole("option", { name: /^ProcessPayment, / });
    await state.click();
    await expect(playground.inspector()).toContainText("Attempts");
    await expect(state).toBeInViewport({ ratio: 1 });
    const [told, graph] = [await playground.inspector().boundingBox(), await page.getByRole("listbox", { name: "States" }).boundingBox()];
    expect(told?.x).toBeGreaterThanOrEqual((graph?.x ?? 0) + (graph?.width ?? 0));
    expect(told?.height).toBeGreaterThan(220);
    expect(graph?.height).toBeGreaterThan(130);
    await expect(playground.status()).toBeInViewport();
    await playground.show("Definition");
    await expect(page.getByRole("button", { name: "Format" })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(844);
  });

  for (const [width, height] of [[320, 568]] as const) {
    test(`the state that is looked at stays in sight on a screen of ${width} by ${height}`, async ({ playground, page }) => {
      await page.setViewportSize({ width, height });
      await playground.open("?tab=graph#example=payment-unavailable");
      await playground.runTo("Failed");
      const state = page.getByRole("option", { name: /^ProcessPayment, / });
      await state.dispatchEvent("click");
      await expect(playground.inspector()).toContainText("ProcessPayment");
      await expect
        .poll(async () => {
          const [node, sheet, graph] = [await state.locator(".body").boundingBox(), await playground.inspector().boundingBox(), await page.getByRole("listbox", { name: "States" }).boundingBox()];
          return node !== null && sheet !== null && graph !== null && node.y >= graph.y && node.y + node.height <= sheet.y;
        })
        .toBe(true);
    });
  }

  test("a list ends above what is told of a state, and what can be done about a run that is paused is not under it", async ({ playground, page }) => {
    await playground.open("?tab=graph");
    await playground.runTo("Succeeded");
    await playground.panel("Trace");
    await page.getByTestId("trace-row").filter({ hasText: "TaskStateEntered" }).first().click();
    await expect(playground.inspector()).toBeVisible();
    const last = page.getByTestId("trace-row").filter({ hasText: "ExecutionSucceeded" });
    // its end is further down once the sheet has come
    const isAboveAtItsEnd = async () => {
      await page.locator(".virtual").evaluate((list) => list.scrollTo(0, list.scrollHeight));
      if (!(await last.isVisible())) return false;
      const [box, sheet] = [await last.boundingBox(), await playground.inspector().boundingBox()];
      return box !== null && sheet !== null && box.y + box.height <= sheet.y + 1;
    };
    await expect.poll(isAboveAtItsEnd).toBe(true);
    await playground.panel("Graph");
    await page.getByLabel("Pause at its answers").check();
    await playground.runTo("Paused at the answer of ValidateOrder");
    await expect(playground.inspector()).toHaveCount(0);
    const stop = page.getByRole("button", { name: "Stop the execution" });
    await stop.click();
    await playground.expectStatus("Aborted");
  });

  test("the output is not covered by what is told of a state", async ({ playground, page }) => {
    await playground.open("#example=payment-unavailable");
    await playground.runTo("Failed");
    await playground.panel("Graph");
    await page.getByRole("option", { name: /^ProcessPayment, / }).click();
    await expect(playground.inspector()).toBeVisible();
    await playground.show("Output");
    await expect(playground.inspector()).toHaveCount(0);
    await playground.show("Trace");
    await expect(playground.inspector()).toBeVisible();
  });

  test("rows of the timeline are as high as a finger is wide, their bars in the middle", async ({ playground }) => {
    await playground.open();
    await playground.runTo("Succeeded");
    const row = (await playground.panel("Timeline")).getByTestId("timeline-row").first();
    const [around, bar] = [await row.boundingBox(), await row.locator(".bar").first().boundingBox()];
    expect(around?.height).toBeGreaterThanOrEqual(44);
    expect((bar?.y ?? 0) + (bar?.height ?? 0) / 2 - (around?.y ?? 0)).toBeCloseTo((around?.height ?? 0) / 2, 0);
  });

  test("the smallest screens say what is open, and what an attempt takes", async ({ playground, page }) => {
    await page.setViewportSize({ width: 360, height: 640 });
    await playground.open("?tab=simulation");
    const menu = await page.getByLabel("Open an example, a draft or a file").boundingBox();
    expect(menu?.width).toBeGreaterThan(120);
    await playground.show("Simulation");
    const said = await page.getByRole("rowheader", { name: "validateOrderFunction" }).evaluate((head) => getComputedStyle(head, "::after").content);
    expect(said).toContain("takes");
  });

  test("a machine gets a name, and another one beside it", async ({ playground, page }) => {
    await playground.open();
    await page.getByRole("button", { name: "Machine…" }).click();
    await page.getByLabel(/^Name/).fill("Orders");
    await page.getByRole("button", { name: "Add a machine" }).click();
    const machines = page.getByRole("group", { name: "State machines" });
    await expect(machines.getByRole("button")).toHaveText(["Orders, runs", "Machine2"]);
    await playground.show("Input");
    await expect(page.getByRole("button", { name: "Machine…" })).toHaveCount(0);
  });

  test("what is pressed is large enough for a finger", async ({ playground, page }) => {
    await playground.open("#example=payment-unavailable");
    for (const button of await page.getByRole("banner").getByRole("button").all()) {
      const box = await button.boundingBox();
      if (box !== null) expect(Math.min(box.width, box.height), await button.innerText()).toBeGreaterThanOrEqual(44);
    }
    for (const tab of ["Definition", "Stubs", "Simulation", "Results", "Output", "Timeline", "Console", "Graph"]) {
      if (tab === "Results") await playground.runTo("Failed");
      else await playground.show(tab);
      if (tab === "Graph") await page.getByRole("option", { name: /^ProcessPayment, / }).click();
      const small = await page.locator("main :is(button, select, summary, label.check)").evaluateAll((targets) =>
        targets.flatMap((target) => {
          const { width, height } = target.getBoundingClientRect();
          // on its way up a sheet is at fractions of a pixel
          return width > 0 && Math.round(Math.min(width, height)) < 44 ? [`${target.textContent} ${width}x${height}`] : [];
        }),
      );
      expect(small, tab).toEqual([]);
    }
  });
});

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { Dispatcher } from "#publish";
import { relayOnce } from "#platform/happenings.ts";
import { atEnd } from "../openbeat.ts";
import { who } from "../worlds/riverside/people.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/**
 * From opening the page on a phone to the first delivery that a network confirmed: typed at the speed of a thumb,
 * approved by a second person on a phone of his own. What is asserted is what happens and in which order; how long it
 * takes is printed, for docs/benchmarks.md.
 */
const charactersPerMinute = 200;
const typingMs = 60_000 / charactersPerMinute;
let served: Served;
let writer: Page;
let approver: Page;

before(async () => {
  served = await serveWorld("riverside");
  const { assembly } = served.beat;
  const { ctx, networks, sender } = assembly;
  const ending = new AbortController();
  const sending = new Dispatcher(ctx, networks, sender).run(ending.signal);
  atEnd(async () => {
    ending.abort();
    await sending;
  });
  await letLettersGo();
  writer = await phoneOf(who.pio);
  approver = await phoneOf(who.sergeant);
});

async function letLettersGo(): Promise<void> {
  const { ctx, slices } = served.beat.assembly;
  const subscriptions = slices.flatMap((one) => one.on ?? []);
  while ((await relayOnce(ctx, subscriptions)) > 0);
}

async function phoneOf(email: string): Promise<Page> {
  const { page } = await visit(served, 390);
  await page.setViewportSize({ width: 390, height: 844 });
  await signInByPass(served, page, email);
  return page;
}

/** Milliseconds that the server took to answer the changes this page asked for, by the end of their addresses. */
function answersOf(page: Page): Map<string, number> {
  const answers = new Map<string, number>();
  page.on("requestfinished", (request) => {
    const { requestStart, responseEnd } = request.timing();
    const last = new URL(request.url()).pathname.split("/").at(-1) ?? "";
    if (request.method() === "POST") answers.set(last, responseEnd - Math.max(0, requestStart));
  });
  return answers;
}

/** Types as a thumb does; answers with how long that alone takes. */
async function type(page: Page, label: string, words: string): Promise<number> {
  const field = page.getByLabel(label, { exact: false }).first();
  await field.tap().catch(() => field.click());
  const begun = performance.now();
  await field.pressSequentially(words, { delay: typingMs });
  return performance.now() - begun;
}

const area = "Mill St to 3rd Ave";
const route = "Falls Pkwy east";

test("an alert is typed once, approved by another on a phone, and confirmed by a network", async () => {
  const [written, approved] = [answersOf(writer), answersOf(approver)];
  const opened = performance.now();
  const since = () => performance.now() - opened;
  let waited = 0;
  const wait = async (work: () => Promise<unknown>) => {
    const begun = performance.now();
    await work();
    waited += performance.now() - begun;
  };
  await wait(async () => {
    await writer.goto(`${served.origin}/console/alert`);
    await writer.getByRole("button", { name: /^Evacuation/ }).waitFor();
  });
  await writer.getByRole("button", { name: /^Evacuation/ }).click();
  await wait(() => writer.getByLabel("What is happening").waitFor());
  await writer.getByLabel("What is happening").selectOption({ label: "Flooding" });
  const typed = (await type(writer, "Area", area)) + (await type(writer, "Way out", route));
  const send = writer.getByRole("button", { name: /^Send (to|2 posts to) approver/ });
  await wait(async () => {
    await writer
      .getByText(`Flooding in ${area}. Leave now. Take ${route}.`, { exact: false })
      .first()
      .waitFor();
    await writer.getByText("Everything fits").waitFor();
  });
  await writer.getByText(/Sgt\. Tom Diaz.* will be asked, answer due within 5 min/).waitFor();
  await send.click();
  await wait(() => writer.getByRole("heading", { name: "Sent to the approver" }).waitFor());
  const sentAt = since();
  await writer.getByText("No delivery is confirmed yet.").waitFor();

  const posts = new URL(writer.url()).searchParams.get("sent")?.split(",") ?? [];
  assert.equal(posts.length, 2, "English and the certified Spanish");
  await wait(async () => {
    await approver.goto(`${served.origin}/console/approvals#${posts[0] ?? ""}`);
    await approver.getByRole("region", { name: "You were asked for this" }).waitFor();
  });
  const asked = approver.getByRole("region", { name: "You were asked for this" });
  assert.equal(await asked.getByRole("article").count(), 2);
  const approve = asked.getByRole("article").first().getByRole("button", { name: "Approve" });
  await approve.waitFor();
  const decided = performance.now();
  await approve.click();
  await wait(() => writer.getByText(/First confirmed delivery: .+, after/).waitFor());
  const total = since();
  const share = (written.get("posts") ?? 0) + (performance.now() - decided);
  const first = await writer.getByText(/First confirmed delivery/).innerText();
  assert.match(first, /(Newsroom|practice|Fediverse)/);
  console.log(
    `one-minute alert: ${(total / 1000).toFixed(1)} s from opening the page to the first confirmed delivery; ` +
      `typing ${area.length + route.length} characters ${(typed / 1000).toFixed(1)} s; ` +
      `sent to the approver after ${(sentAt / 1000).toFixed(1)} s; ` +
      `waiting for pages and answers ${(waited / 1000).toFixed(2)} s in all; ` +
      `the server's share ${(share / 1000).toFixed(2)} s: ` +
      `filling ${ms(written.get("fillings"))}, handing in ${ms(written.get("posts"))}, ` +
      `approving ${ms(approved.get("approval"))}, from that tap to the confirmation on screen ` +
      ms(performance.now() - decided),
  );
  await asked.getByRole("article").first().getByRole("button", { name: "Approve" }).click();
  await writer.getByText(/All \d+ deliveries are confirmed/).waitFor();
  // Tall, so that the fixed bar covers nothing that axe measures.
  await writer.setViewportSize({ width: 390, height: 3_000 });
  await mustBeAccessible(writer, "the alert that is out");
  await picture(writer, "alert-sent-390");
});

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
] as const) {
  test(`templates, delegations and the alert's page read well at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.lieutenant);
    for (const path of ["templates", "templates/new", "delegations", "alert"]) {
      await page.goto(`${served.origin}/console/${path}`);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      await page.waitForLoadState("networkidle");
      await mustBeAccessible(page, `/${path} at ${width} px`);
      await picture(page, `${path.replace("/", "-")}-${width}-${scheme}`);
      await mustNotScroll(page, path);
    }
    await page.getByRole("button", { name: /^Evacuation/ }).click();
    await page.getByText("Everything fits").waitFor();
    await mustBeAccessible(page, `an alert at ${width} px`);
    await picture(page, `alert-form-${width}-${scheme}`);
    await mustNotScroll(page, "an alert");
    await page.goto(`${served.origin}/console/templates`);
    await page.getByRole("link", { name: "Road closed" }).click();
    await page.getByText("Draft: not offered").waitFor();
    await mustBeAccessible(page, `a template at ${width} px`);
    await picture(page, `template-${width}-${scheme}`);
    await mustNotScroll(page, "a template");
    await page.goto(`${served.origin}/console/delegations`);
    await page.getByRole("button", { name: "Ask for a delegation" }).click();
    await page.getByRole("dialog").getByText("Why it is needed").waitFor();
    await mustBeAccessible(page, `asking at ${width} px`, "[role=dialog]");
    await picture(page, `delegation-dialog-${width}-${scheme}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

function ms(value: number | undefined): string {
  return `${Math.round(value ?? 0)} ms`;
}

async function mustNotScroll(page: Page, where: string): Promise<void> {
  const isWide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1,
  );
  assert.equal(isWide, false, `${where} scrolls sideways`);
}

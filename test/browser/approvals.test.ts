import assert from "node:assert/strict";
import { before, test } from "node:test";
import { siteAgency } from "#agency";
import { connectChannel, openChannels } from "#channels";
import { approvePost, claimAndSend, draftPost, editPost, submitPost } from "#publish";
import type { Ctx } from "#platform/context.ts";
import { systemClock } from "#platform/clock.ts";
import { settleUnconfirmed } from "../../src/publish/settling.ts";
import { startSmtp } from "../networks/smtp.ts";
import { atEnd } from "../openbeat.ts";
import { who } from "../worlds/riverside/people.ts";
import { as } from "../worlds/world.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/** What an approver needs to decide, and what a person answers when a relay's word was lost. */
let served: Served;
let writer: Ctx;
let approver: Ctx;
let postId: string;
let mailId: string;
const title = "Mill St bridge";

before(async () => {
  const relay = await startSmtp();
  atEnd(async () => relay[Symbol.asyncDispose]());
  served = await serveWorld("riverside", { allowPrivate: [`${relay.host}:${relay.port}`] });
  const { ctx, networks } = served.beat.assembly;
  const agency = await siteAgency(ctx);
  assert.ok(agency);
  const person = (email: string) => as(ctx, agency.agencyId, email);
  [writer, approver] = [await person(who.pio), await person(who.sergeant)];
  const administrator = await person(who.administrator);
  await connectChannel(
    administrator,
    networks.net(administrator, AbortSignal.timeout(5_000)),
    networks.connector(administrator, "email"),
    {
      network: "email",
      name: "Subscribers",
      isPublic: true,
      input: {
        host: relay.host,
        port: String(relay.port),
        user: relay.user,
        security: "none",
        password: relay.password,
        from: "alerts@riversidefalls.example",
        name: "Riverside Police",
        unsubscribe: "https://riversidefalls.example/unsubscribe?who={recipient}",
        recipients: Array.from({ length: 12 }, (_one, at) => `reader${at}@example.test`).join("\n"),
      },
    },
  );
  const channels = (await openChannels(writer))
    .filter(({ name, network }) => name === "Subscribers" || network === "website")
    .map(({ id }) => id);
  const say = (text: string) => ({ title, text, channels });
  const drafted = await draftPost(writer, say("The bridge is closed until noon."));
  postId = drafted.post.id;
  await submitPost(writer, networks, postId);
  await editPost(writer, postId, say("The bridge is closed until three."));
  await submitPost(writer, networks, postId);

  // One copy's answer is lost: nobody knows whether that reader has it.
  relay.fail({ lost: ["reader3@example.test"] });
  const mail = await draftPost(writer, { ...say("Boil your water."), title: "Water" });
  mailId = mail.post.id;
  await submitPost(writer, networks, mailId);
  await approvePost(approver, { postId: mailId, hash: mail.hash });
});

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
] as const) {
  test(`an approver sees what changed and how many it reaches, and can ask, at ${width} px`, async () => {
    const { page } = await visit(served, width, scheme);
    await signInByPass(served, page, who.sergeant);
    await page.goto(`${served.origin}/console/approvals`);
    const mine = page.getByRole("article", { name: title });
    await mine.getByText("What changed since version 1").waitFor();
    await mine.locator("ins", { hasText: "three" }).waitFor();
    await mine.getByText("12 addresses by mail or message").waitFor();
    await mustBeAccessible(page, `an approval at ${width} px`);
    await picture(page, `approval-${width}-${scheme}`);
    await mine.getByRole("button", { name: "Ask" }).click();
    await mine.getByRole("textbox", { name: "Your question" }).fill("Is River Rd open?");
    await picture(page, `approval-ask-${width}-${scheme}`);
    await mustBeAccessible(page, `a question at ${width} px`);
    await page.context().close();
  });

  test(`the calendar is narrowed by channel and class, in its address, at ${width} px`, async () => {
    const { page } = await visit(served, width, scheme);
    await signInByPass(served, page, who.pio);
    await page.goto(`${served.origin}/console/calendar?view=month`);
    await page.getByLabel("Channel", { exact: true }).selectOption({ label: "Subscribers" });
    await page.waitForURL(/channel=/);
    await mustBeAccessible(page, `the calendar at ${width} px`);
    const isWide = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1,
    );
    assert.equal(isWide, false, "the month scrolls in its own frame");
    await picture(page, `calendar-${width}-${scheme}`);
    await page.context().close();
  });
}

test("a question goes back to its author, in two clicks", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, who.sergeant);
  await page.goto(`${served.origin}/console/approvals`);
  const mine = page.getByRole("article", { name: title });
  await mine.getByRole("button", { name: "Ask" }).click();
  await mine.getByRole("textbox", { name: "Your question" }).fill("Is River Rd open?");
  await mine.getByRole("button", { name: "Ask the author" }).click();
  await page.getByText("Asked. It waits with the author.").waitFor();
  await page.goto(`${served.origin}/console/posts/${postId}`);
  await page.getByText("Question: Is River Rd open?").first().waitFor();
  await page.context().close();
});

test("who did not get a letter is said reader by reader, without an address on the web", async () => {
  const { ctx, networks, sender } = served.beat.assembly;
  await claimAndSend(ctx, networks, sender);
  await systemClock.sleep(1_500);
  await settleUnconfirmed(ctx, networks, sender);
  const { page } = await visit(served, 390, "dark");
  await signInByPass(served, page, who.sergeant);
  await page.goto(`${served.origin}/console/posts/${mailId}`);
  await page.getByRole("button", { name: "Did it appear?" }).click();
  await page.getByText("reader3@example.test").waitFor();
  await page.getByRole("button", { name: "Write to 1 again" }).waitFor();
  await mustBeAccessible(page, "the question about readers", "[role=dialog]");
  await picture(page, "settle-390-dark");
  await page.getByLabel("reader3@example.test").check();
  await page.getByRole("button", { name: "All of them got it" }).click();
  await page.getByText("Settled").first().waitFor();
  await page.context().close();
});

test("the Spanish console speaks Spanish where the server says no", async () => {
  const { page } = await visit(served, 390, "light", "es-US");
  await signInByPass(served, page, who.pio);
  await page.goto(`${served.origin}/console/posts/018f0000-0000-7000-8000-000000000000`);
  await page.getByText("Aquí no hay nada con esa dirección.").waitFor();
  await picture(page, "refusal-es-390");
  await page.context().close();
});

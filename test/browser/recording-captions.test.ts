import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { siteAgency } from "#agency";
import { asSystem } from "#platform/context.ts";
import { endStreams } from "../../src/newsroom/live/ending.ts";
import { rebuildSite } from "../../src/slices.ts";
import { liveFiles, noiseFrames } from "../hls-encoder.ts";
import { announceStream } from "../live.ts";
import { who } from "../worlds/riverside/people.ts";
import { as, StoryClock } from "../worlds/world.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/** A press conference on the agency's own page, ended by a click; its captions brought in, read by a second person, certified. */
const clock = new StoryClock();
const track = `WEBVTT

00:00.000 --> 00:03.000
Good evening. The river is falling.

00:03.500 --> 00:08.000
Mill Street opens at six.
`;
let served: Served;
let pio: Page;
let address = "";
let publicPath = "";

async function contextOf(email: string) {
  const { ctx } = served.beat.assembly;
  return as(ctx, (await siteAgency(ctx))?.agencyId ?? "", email);
}

async function make(): Promise<void> {
  const { ctx, networks, site } = served.beat.assembly;
  await rebuildSite(ctx, networks, site, served.origin);
}

before(async () => {
  served = await serveWorld("riverside", { clock });
  const writer = await contextOf(who.pio);
  const approver = await contextOf(who.sergeant);
  const { postId, path, putAll } = await announceStream(
    served.beat.assembly,
    { writer, approver, holder: writer },
    {
      title: "Press conference on Mill Street",
      text: "Chief Vega answers questions about the closure. Watch it here.",
      at: clock.now().add({ hours: 1 }),
    },
  );
  publicPath = path;
  address = `${served.origin}/console/posts/${postId}`;
  clock.advance(60 * 60_000);
  await putAll((await liveFiles(noiseFrames(10))).slice(0, -1));
  const { page } = await visit(served);
  await signInByPass(served, page, who.pio);
  pio = page;
});

const panelOf = (page: Page) => page.getByRole("region", { name: "Live stream" });

test("while it is on the air a PIO ends it with one confirmed click", async () => {
  await pio.goto(address);
  const panel = panelOf(pio);
  await panel.getByText("On the air").waitFor();
  await panel.getByRole("button", { name: "End live stream now" }).click();
  const dialog = pio.getByRole("dialog");
  await dialog.getByText("The recording stays on the page", { exact: false }).waitFor();
  await picture(pio, "live-end-1280-light");
  await dialog.getByRole("button", { name: "End live stream now" }).click();
  await panel.getByText("It is being ended").waitFor();
  clock.advance(6_000);
  const { ctx, site } = served.beat.assembly;
  const ended = await endStreams(
    asSystem(ctx, "test", site.agencyId ?? ""),
    served.beat.dataFolder,
  );
  assert.equal(ended.length, 1);
  await make();
});

test("a PIO brings in what was said; it waits for somebody else", async () => {
  await pio.goto(address);
  const captions = panelOf(pio).getByRole("region", { name: "Captions of the recording" });
  await captions.getByText("None yet.", { exact: false }).waitFor();
  const file = (text: string) => ({
    name: "captions.vtt",
    mimeType: "text/vtt",
    buffer: Buffer.from(text),
  });
  const input = captions.locator("input[type=file]");
  await input.setInputFiles(file("only words"));
  await captions.getByRole("alert").waitFor();
  await input.setInputFiles(file(track));
  await captions.getByText("Waits for a second person").waitFor();
  await captions.getByText("You brought it in: somebody else certifies it.").waitFor();
  assert.equal(await captions.getByRole("button", { name: /certify/ }).count(), 0);
  await mustBeAccessible(pio, "captions that wait");
  await picture(pio, "live-captions-1280-light");
});

test("a second person reads them and certifies, on a phone; then the public's page brings them along", async () => {
  const { page } = await visit(served, 390, "dark");
  await signInByPass(served, page, who.sergeant);
  await page.goto(address);
  const captions = panelOf(page).getByRole("region", { name: "Captions of the recording" });
  const certify = captions.getByRole("button", { name: "They say what is said: certify" });
  await certify.waitFor();
  assert.ok(await certify.isDisabled(), "nobody certifies what he has not opened");
  await captions.getByText("Read it").click();
  await captions.getByText("Mill Street opens at six.").waitFor();
  await mustBeAccessible(page, "captions read on a phone");
  await picture(page, "live-captions-390-dark");
  await certify.click();
  await captions.getByText("Certified by").waitFor();
  await make();
  await page.goto(served.origin + publicPath);
  await page.getByText("checked by a second person", { exact: false }).waitFor();
  assert.equal(await page.locator("video track[srclang=en]").count(), 1);
  await mustBeAccessible(page, "the recording with captions");
  await picture(page, "live-captions-public-390-dark");
});

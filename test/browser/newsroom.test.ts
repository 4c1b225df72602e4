import assert from "node:assert/strict";
import { before, test } from "node:test";
import { siteAgency } from "#agency";
import { openChannels } from "#channels";
import { approvePost, claimAndSend, draftPost, editPost, submitPost } from "#publish";
import type { Ctx } from "#platform/context.ts";
import { rebuildSite } from "../../src/slices.ts";
import { who } from "../worlds/riverside/people.ts";
import { as } from "../worlds/world.ts";
import { mustBeAccessible, picture, serveWorld, visit, type Served } from "./console.ts";

/** The public site as residents meet it: lists to narrow, and a notice that was put right. */
let served: Served;
const title = "Mill St bridge closed";

before(async () => {
  served = await serveWorld("riverside");
  const { assembly } = served.beat;
  const { ctx, networks, sender } = assembly;
  const agency = await siteAgency(ctx);
  assert.ok(agency);
  const person = (email: string): Promise<Ctx> => as(ctx, agency.agencyId, email);
  const [writer, approver] = [await person(who.pio), await person(who.sergeant)];
  const website = (await openChannels(writer)).filter(({ network }) => network === "website");
  const channels = website.map(({ id }) => id);
  const send = async (postId: string, hash: string) => {
    await submitPost(writer, networks, postId);
    await approvePost(approver, { postId, hash });
    await claimAndSend(ctx, networks, sender);
  };
  const first = await draftPost(writer, { title, text: "Closed until noon.", channels });
  await send(first.post.id, first.hash);
  const correction = "The bridge opens at three, not at noon.";
  const second = await editPost(writer, first.post.id, {
    title,
    text: "Closed until three.",
    channels,
    correction,
  });
  await send(first.post.id, second.hash);
  await rebuildSite(ctx, networks, assembly.site, served.origin);
});

for (const [width, scheme] of [
  [1280, "light"],
  [1280, "dark"],
  [390, "light"],
  [390, "dark"],
] as const) {
  test(`news is narrowed by kind and month, and a correction stands on its notice, at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await page.goto(`${served.origin}/news`);
    await mustBeAccessible(page, `all news at ${width} px`);
    await picture(page, `news-${width}-${scheme}`);
    await page.getByRole("link", { name: "Warnings" }).click();
    await page.getByRole("heading", { level: 1, name: "Warnings" }).waitFor();
    await mustBeAccessible(page, `warnings at ${width} px`);
    await picture(page, `news-warnings-${width}-${scheme}`);
    await page.goto(`${served.origin}/`);
    await page.getByRole("link", { name: title }).click();
    const history = page.getByRole("heading", { name: "Changes to this notice" }).locator("..");
    assert.match(await history.innerText(), /The bridge opens at three, not at noon\./);
    await mustBeAccessible(page, `a corrected notice at ${width} px`);
    await picture(page, `notice-${width}-${scheme}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

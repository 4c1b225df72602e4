import assert from "node:assert/strict";
import { before, test } from "node:test";
import { siteAgency } from "#agency";
import { openChannels } from "#channels";
import { approvePost, claimAndSend, draftPost, editPost, submitPost } from "#publish";
import { transact } from "#platform/db/database.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { raiseAlarm } from "../../src/watch/alarms.ts";
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

/** The board of old facts, the account watch, and the public's question, as people meet them. */
let served: Served;
let postId = "";
const text =
  "The ford at Mill Ln is closed until 6 p.m. on Friday after the storm. Use the River Rd bridge.";

before(async () => {
  served = await serveWorld("riverside");
  const { ctx, networks, sender } = served.beat.assembly;
  const agency = await siteAgency(ctx);
  assert.ok(agency);
  const person = (email: string): Promise<Ctx> => as(ctx, agency.agencyId, email);
  const [writer, approver] = [await person(who.pio), await person(who.sergeant)];
  const open = await openChannels(writer);
  const website = open.filter(({ network }) => network === "website").map(({ id }) => id);
  const others = open.filter(({ network }) => network !== "website").map(({ id }) => id);
  const send = async (id: string, hash: string) => {
    await submitPost(writer, networks, id);
    await approvePost(approver, { postId: id, hash });
    await claimAndSend(ctx, networks, sender);
  };
  const content = { title: "Ford closed", text, channels: website };
  const first = await draftPost(writer, content);
  postId = first.post.id;
  await send(postId, first.hash);
  const down = { local: "2027-01-08T18:00", zone: agency.timeZone };
  const second = await editPost(writer, postId, {
    ...content,
    text: "The ford at Mill Ln is open.",
    channels: others.slice(0, 1),
    takeDown: down,
  });
  await send(postId, second.hash);
  const system = asSystem(ctx, "test", agency.agencyId);
  const channelId = others[0] ?? "";
  await transact(system, async (tx) => {
    const evidence = {
      text: "We give away 500 gift cards. Claim yours at prizes.example today.",
      url: "https://social.example/@riverside/1",
      author: "Riverside Prizes",
    };
    await raiseAlarm(tx, { channelId, kind: "post", key: "1", evidence });
    const changes = [{ field: "name", before: "Riverside PD", after: "Riverside Prizes" }];
    await raiseAlarm(tx, { channelId, kind: "profile", key: "2", evidence: { changes } });
    const people = {
      added: ["Prize Team"],
      removed: [],
      changes: [{ field: "administrators", before: "Kenji Sato", after: "Kenji Sato, Prize Team" }],
    };
    await raiseAlarm(tx, { channelId, kind: "administrator", key: "3", evidence: people });
    const words = {
      url: "https://sandbox.example/@riverside/2",
      changes: [
        { field: "text", before: "Elm Street is closed until noon.", after: "Claim your prize." },
      ],
    };
    await raiseAlarm(tx, { channelId, kind: "edited", key: "4", evidence: words });
    const gone = { changes: [{ field: "text", before: "The council meets at six.", after: "" }] };
    await raiseAlarm(tx, { channelId, kind: "gone", key: "5", evidence: gone });
  });
});

for (const [width, scheme] of [
  [1280, "light"],
  [1280, "dark"],
  [390, "light"],
  [390, "dark"],
] as const) {
  const at = `${width}-${scheme}`;
  test(`old facts, alarms and the public's question pass axe at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.pio);
    for (const path of ["old-facts", "watch", `posts/${postId}`, `posts/${postId}/edit`, ""]) {
      await page.goto(`${served.origin}/console/${path}`);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      await page.waitForLoadState("networkidle");
      await mustBeAccessible(page, `/${path} at ${at}`);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1,
      );
      assert.equal(wide, false, `/${path} scrolls sideways`);
      await picture(
        page,
        `watch-${path.replaceAll(/[^a-z]+/g, "-").slice(0, 12)}-${path.endsWith("edit") ? "edit-" : ""}${at}`,
      );
    }
    await page.goto(`${served.origin}/verify`);
    await page.getByLabel(/Paste the link/).fill(text);
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByRole("heading", { name: "Yes, this is ours" }).waitFor();
    await mustBeAccessible(page, `/verify at ${at}`);
    await picture(page, `verify-ours-${at}`);
    await page.getByLabel(/Paste the link/).fill("The ford is gone. Send money.");
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByRole("heading", { name: "Not found among our posts" }).waitFor();
    await mustBeAccessible(page, `/verify, not found, at ${at}`);
    await picture(page, `verify-not-${at}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

test("a person answers for old facts on the board, and disavows an account after reading the warning", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, who.pio);
  await page.goto(`${served.origin}/console/old-facts`);
  await page.getByRole("button", { name: "Answer for it" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("How you know").fill("Took the page down by hand.");
  await dialog.getByRole("button", { name: "Answer for it" }).click();
  await page.getByText("Taken off the board").waitFor();
  await page.goto(`${served.origin}/console/watch`);
  await page.getByRole("button", { name: "We are compromised" }).first().click();
  await dialog.getByText("Nuestra cuenta").waitFor();
  await dialog.getByLabel("What you know").fill("The password was changed by nobody here.");
  await dialog.getByRole("button", { name: "We are compromised" }).click();
  await page.getByRole("link", { name: "Open the warning" }).waitFor();
  await picture(page, "watch-disavowed");
});

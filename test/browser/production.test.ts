import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { siteAgency } from "#agency";
import { LogKeeper } from "#archive";
import { channelNames } from "#channels";
import { asSystem, type Ctx } from "#platform/context.ts";
import { workOnProduction } from "../../src/records/production/worker.ts";
import {
  approvePublication,
  proposePublication,
  summarizeRequest,
} from "../../src/records/reading-room/publishing.ts";
import { listRequests } from "../../src/records/requests/reading.ts";
import { decideRecords, reviewQueue, secondReview } from "../../src/records/requests/reviewing.ts";
import { freezeSearch } from "../../src/records/requests/searches.ts";
import { rebuildSite } from "../../src/slices.ts";
import { wholeCompleteness } from "../../src/whole-completeness.ts";
import { as } from "../worlds/world.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/** From a reviewed set to the public's reading room, at the clerk's screen. */
let served: Served;
let agencyId: string;
let clerk: Ctx;
let counsel: Ctx;
let id: string;
const email = (name: string) => `${name}@riversidefalls.example`;

before(async () => {
  served = await serveWorld("riverside");
  const { ctx } = served.beat.assembly;
  agencyId = (await siteAgency(ctx))?.agencyId ?? "";
  clerk = await as(ctx, agencyId, email("nair"));
  counsel = await as(ctx, agencyId, email("cole"));
  const { requests } = await listRequests(clerk, { q: "Northside" });
  id = requests[0]?.id ?? "";
  await freezeSearch(clerk, id, { query: { words: "flood OR evacuation" }, note: "all of it" });
  const { groups } = await reviewQueue(clerk, id, { show: "all" });
  for (const { recordId } of groups) {
    await decideRecords(clerk, id, { recordId, decision: "release" });
    await secondReview(counsel, id, recordId);
  }
});

/** What the server's worker does. */
async function work(): Promise<void> {
  const { ctx, signer, logFolder, dataFolder } = served.beat.assembly;
  const system = asSystem(ctx, "test", agencyId);
  await new LogKeeper(system, signer, join(logFolder, agencyId)).turn();
  const given = { signer, logFolder, dataFolder, accounts: channelNames };
  assert.ok(await workOnProduction(ctx, { ...given, completeness: wholeCompleteness }));
}

test("the clerk produces, sees it written, and finds its files", async () => {
  const { page, complaints } = await visit(served);
  await signInByPass(served, page, email("nair"));
  await page.goto(`${served.origin}/console/requests/${id}`);
  await page.getByRole("button", { name: "Produce" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("EDRM XML").uncheck();
  await mustBeAccessible(page, "the formats");
  await picture(page, "produce-dialog");
  await dialog.getByRole("button", { name: "Begin" }).click();
  await page.getByText("Being written", { exact: true }).waitFor();
  await mustBeAccessible(page, "a production being written");
  await picture(page, "production-making");
  await work();
  await page.getByText("Ready", { exact: true }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download" }).first().click(),
  ]);
  assert.match(download.suggestedFilename(), /^production-2026-\d{4}-1\.zip$/);
  assert.deepEqual(complaints, []);
});

for (const [width, scheme, locale] of [
  [1280, "light", "en-US"],
  [1280, "dark", "en-US"],
  [390, "light", "es-US"],
  [390, "dark", "en-US"],
] as const)
  test(`a request with a production, and the reading room with it, at ${width} ${scheme} ${locale}`, async () => {
    if (width === 1280 && scheme === "light") {
      const draft = { running: 1, title: "Flood of the lower town: what we wrote and heard" };
      const publication = (
        await proposePublication(clerk, id, { ...draft, summary: "Posts, comments and letters." })
      ).id;
      await approvePublication(counsel, id, { publication });
      await summarizeRequest(clerk, id, "Messages about the flood and the evacuation");
      // As the relay does with this news.
      const { ctx, networks, site } = served.beat.assembly;
      await rebuildSite(ctx, networks, site, served.origin);
    }
    const { page, complaints } = await visit(served, width, scheme, locale);
    await signInByPass(served, page, email("nair"));
    await page.goto(`${served.origin}/console/requests/${id}`);
    await page
      .getByText(/2026-\d{4}-1/)
      .first()
      .waitFor();
    await page.waitForLoadState("networkidle");
    const shape = `${width}-${scheme}-${locale}`;
    await mustBeAccessible(page, `the request at ${shape}`);
    await picture(page, `request-produced-${shape}`);
    const base = locale === "es-US" ? "/es/records" : "/records";
    await page.goto(`${served.origin}${base}/reading-room`);
    await page.getByText("Flood of the lower town").waitFor();
    await mustBeAccessible(page, `the reading room at ${shape}`);
    await picture(page, `reading-room-${shape}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

import assert from "node:assert/strict";
import { before, test } from "node:test";
import nodemailer from "nodemailer";
import { siteAgency } from "#agency";
import { openReceiver } from "../../src/records/intake/journal/receiver.ts";
import { signature } from "../../src/platform/http/signed-body.ts";
import { watchSources } from "../../src/records/intake/silence.ts";
import { transact } from "#platform/db/database.ts";
import { asSystem } from "#platform/context.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/** An administrator adds a source, another program hands a text in, and its silence shows. */
let served: Served;
const administrator = "stone@riversidefalls.example";

before(async () => {
  served = await serveWorld("riverside");
});

test("a source is added, its secret shown once, its messages come in, and its silence is a gap", async () => {
  const { page, complaints } = await visit(served);
  await signInByPass(served, page, administrator);
  await page.goto(`${served.origin}/console/sources`);
  await page.getByText(/No source yet/).waitFor();
  await mustBeAccessible(page, "sources, empty");
  await picture(page, "sources-empty-1280-light");
  await page.getByLabel("What to call it").fill("Carrier archive");
  await page.getByLabel("Tell of a gap").selectOption("30");
  await page.getByRole("button", { name: "Add the source" }).click();
  const secret = await page.getByLabel("Secret", { exact: true }).inputValue();
  const id = await page.getByLabel("The source's number").inputValue();
  const body = JSON.stringify({
    messages: [
      {
        id: "1",
        at: "2026-11-20T18:00:00Z",
        direction: "out",
        from: "360-555-0101",
        to: ["+13605550199"],
        text: "Bring the barriers to Mill St",
      },
    ],
  });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const answer = await fetch(`${served.origin}/api/ingest/v1/messages`, {
    method: "POST",
    headers: {
      "x-openbeat-source": id,
      "x-openbeat-timestamp": timestamp,
      "x-openbeat-signature": signature(secret, timestamp, Buffer.from(body)),
    },
    body,
  });
  assert.equal(answer.status, 200, await answer.text());
  await page.reload();
  await page.getByText(/Messages: 1/).waitFor();
  assert.equal(await page.getByLabel("Secret", { exact: true }).count(), 0);
  await page.getByText(/Whose it is/).click();
  await page.getByLabel("Telephone or mailbox").fill("360-555-0101");
  await page.getByRole("combobox", { name: "Person" }).click();
  await page.getByRole("option", { name: /Tom Diaz/ }).click();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByText("+13605550101 ·").waitFor();
  const { ctx } = served.beat.assembly;
  const agencyId = (await siteAgency(ctx))?.agencyId ?? "";
  await transact(asSystem(ctx, "test", agencyId), (tx) =>
    tx.tx.raw("update intake_sources set heard_at = now() - interval '2 hours'", []),
  );
  await watchSources(ctx);
  await page.reload();
  await page.getByText("Silent", { exact: true }).waitFor();
  await mustBeAccessible(page, "sources");
  await picture(page, "sources-1280-light");
  await page.getByLabel("What it was").fill("The carrier was down.");
  await page.getByRole("button", { name: "Answer for it" }).click();
  await page.getByText("Answered: The carrier was down.").waitFor();
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("a journal of mail is added: its address is shown once, and its mail comes in", async () => {
  const { page, complaints } = await visit(served);
  await signInByPass(served, page, administrator);
  await page.goto(`${served.origin}/console/sources`);
  await page.getByLabel("What to call it").fill("Exchange journal");
  await page.getByLabel("How it hands in").selectOption("mail");
  await page.getByText(/OPENBEAT_JOURNAL_PORT/).waitFor();
  await page.getByRole("button", { name: "Add the source" }).click();
  const address = page.getByLabel("Journal address");
  const to = await address.inputValue();
  assert.match(to, /^[0-9a-f]{32}\.[0-9a-f]{24}@/);
  await mustBeAccessible(page, "sources, a journal added");
  await picture(page, "sources-journal-1280-light");
  const settings = { host: "127.0.0.1", port: 0, certificate: undefined, tls: "offered" } as const;
  const receiver = await openReceiver(served.beat.assembly.ctx, settings);
  const client = nodemailer.createTransport({ host: "127.0.0.1", port: receiver.port });
  await client.sendMail({ from: "desk@riversidefalls.example", to, subject: "Roster", text: "x" });
  client.close();
  await receiver.close();
  await page.reload();
  const line = page.getByRole("listitem").filter({ hasText: "Exchange journal" });
  await line.getByText(/Messages: 1/).waitFor();
  assert.equal(await address.count(), 0);
  await page.goto(`${served.origin}/console/archive?q=Roster`);
  await page.locator("tbody a").first().click();
  await page.getByRole("heading", { name: "Files" }).waitFor();
  await page
    .getByRole("link", { name: /, [\d.]+ (kB|KB)/ })
    .first()
    .waitFor();
  assert.equal(await page.locator("section img").count(), 0, "no picture that is none");
  await mustBeAccessible(page, "a record with a file");
  await picture(page, "record-with-file-1280-light");
  await page.goto(`${served.origin}/console/sources`);
  await line.getByRole("button", { name: "New address" }).click();
  await page.getByText(/refused at once/).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "New address" }).click();
  await address.waitFor();
  assert.notEqual(await address.inputValue(), to);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

for (const [width, scheme, locale] of [
  [1280, "dark", "en-US"],
  [390, "light", "es-US"],
] as const)
  test(`sources at ${width}, ${scheme}, ${locale}`, async () => {
    const { page, complaints } = await visit(served, width, scheme, locale);
    await signInByPass(served, page, administrator);
    await page.goto(`${served.origin}/console/sources`);
    await page.getByText("Carrier archive").first().waitFor();
    await mustBeAccessible(page, "sources");
    await picture(page, `sources-${width}-${scheme}-${locale}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(wide, false);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

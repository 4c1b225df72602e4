import assert from "node:assert/strict";
import { before, test } from "node:test";
import sharp from "sharp";
import type { Page } from "playwright-core";
import { siteAgency } from "#agency";
import { asSystem } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { redactionsOf } from "../../src/records/redaction/marks.ts";
import { receiveRequest } from "../../src/records/requests/receiving.ts";
import { freezeSearch } from "../../src/records/requests/searches.ts";
import { as } from "../worlds/world.ts";
import { tellingPdf } from "../telling-pdf.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/** What is taken out of a record: words with the mouse and with keys, everywhere, and parts of a picture. */
let served: Served;
let requestId: string;
let records: string[];
let agencyId: string;
const clerk = "nair@riversidefalls.example";
const counsel = "cole@riversidefalls.example";
const texts = [
  "Zebrawood report: Dana Reyes, 1420 Mill St, called from (503) 555-0142 at noon.\nHer son Luis Reyes (age 12) saw a grey truck, plate ABC 1234. E-mail: dana.reyes@example.com",
  "Zebrawood follow-up: call Reyes, Dana back at 503-555-0142.",
  "Zebrawood: pictures from the scene",
];

before(async () => {
  served = await serveWorld("riverside");
  const { ctx } = served.beat.assembly;
  agencyId = (await siteAgency(ctx))?.agencyId ?? "";
  const system = asSystem(ctx, "test", agencyId);
  const photo = await sharp({
    create: { width: 640, height: 420, channels: 3, background: "#9db4c0" },
  })
    .composite([
      {
        input: Buffer.from(
          '<svg width="640" height="420"><rect x="90" y="180" width="460" height="150" rx="20" fill="#3d5a6c"/><rect x="240" y="270" width="140" height="36" fill="#fff"/><text x="252" y="298" font-size="26" font-family="sans-serif">ABC 1234</text></svg>',
        ),
      },
    ])
    .jpeg()
    .toBuffer();
  const pdf = await tellingPdf("Dana Reyes");
  const locked = await tellingPdf("Dana Reyes", { password: "mill" });
  const [picture, paper] = [await ctx.blobs.put(photo), await ctx.blobs.put(pdf)];
  const shut = await ctx.blobs.put(locked);
  for (const [at, text] of texts.entries())
    await transact(system, (tx) =>
      tx.happenings.tell(tx, {
        kind: "test.message-received",
        subject: { kind: "thing", id: `zebrawood ${at}` },
        facts: {},
        record: {
          payload: {},
          text,
          direction: "in",
          media: at === 2 ? [picture, paper, shut] : [],
        },
      }),
    );
  const nair = await as(ctx, agencyId, clerk);
  requestId = (await receiveRequest(nair, { asked: "Everything about the zebrawood theft." })).id;
  await freezeSearch(nair, requestId, { query: { words: "zebrawood" }, note: "" });
  const rows = await read(system, (tx) =>
    tx.tx.raw<{ record_id: string }>(
      "select record_id from request_items where request_id = $1 order by captured_at, record_id",
      [requestId],
    ),
  );
  records = rows.map((row) => row.record_id);
});

const pathOf = (record: string | undefined) =>
  `${served.origin}/console/requests/${requestId}/records/${record ?? ""}`;

async function opened(page: Page, record: string | undefined): Promise<void> {
  await page.goto(pathOf(record));
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
}

const marksOf = async (record: string | undefined) => {
  const system = asSystem(served.beat.assembly.ctx, "test", agencyId);
  const found = await read(system, (tx) => redactionsOf(tx, requestId, [record ?? ""]));
  return found.get(record ?? "");
};

for (const [width, scheme, locale] of [
  [1280, "light", "en-US"],
  [1280, "dark", "en-US"],
  [390, "light", "es-US"],
  [390, "dark", "en-US"],
] as const) {
  const shape = `${width}-${scheme}-${locale}`;
  test(`a record on the redaction desk, at ${shape}`, async () => {
    const { page, complaints } = await visit(served, width, scheme, locale);
    await signInByPass(served, page, clerk);
    await opened(page, records[0]);
    const isSpanish = locale === "es-US";
    await mustBeAccessible(page, `the desk at ${shape}`);
    await picture(page, `redact-${shape}`);
    await page.getByLabel(isSpanish ? "Exención" : "Exemption").selectOption({ index: 2 });
    await page
      .getByRole("button", { name: isSpanish ? /^Marcar Dana/ : /^Mark Dana/ })
      .first()
      .click();
    await mustBeAccessible(page, `the desk with a mark at ${shape}`);
    await picture(page, `redact-marked-${shape}`);
    await page.getByLabel(isSpanish ? "Como se entrega" : "As it is given out").check();
    await mustBeAccessible(page, `the preview at ${shape}`);
    await picture(page, `redact-preview-${shape}`);
    await opened(page, records[2]);
    await page
      .getByRole("button", { name: isSpanish ? "Dibujar recuadros" : "Draw boxes" })
      .first()
      .click();
    await page
      .getByRole("button", { name: isSpanish ? "Añadir un recuadro" : "Add a box" })
      .click();
    await mustBeAccessible(page, `the boxes at ${shape}`);
    await picture(page, `redact-boxes-${shape}`);
    // The first attachment's button is gone while it is drawn on: the next is the document's.
    await page
      .getByRole("button", { name: isSpanish ? "Dibujar recuadros" : "Draw boxes" })
      .first()
      .click();
    await page
      .getByRole("button", { name: isSpanish ? "Añadir un recuadro" : "Add a box" })
      .last()
      .click();
    await page.locator('svg[data-shows="here"]').nth(1).waitFor();
    await mustBeAccessible(page, `the pages at ${shape}`);
    await picture(page, `redact-pages-${shape}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

test("a clerk marks with the keyboard alone, and what was not saved is kept", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, clerk);
  await opened(page, records[0]);
  await page.getByLabel("Exemption").selectOption("42.56.240(2)");
  const pane = page.getByRole("textbox", { name: "Record", exact: true });
  await pane.focus();
  // The first suggestion is the name; Shift and an arrow take the next word along.
  await page.keyboard.press("n");
  await page.keyboard.press("Enter");
  for (let at = 0; at < 3; at++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Enter");
  await page.getByText("2 marks", { exact: true }).waitFor();
  await page.reload();
  await page.getByText("Marks that you did not save were kept here.").waitFor();
  await page.getByText("2 marks", { exact: true }).waitFor();
  await page.keyboard.press("Control+s");
  await page.getByText("Saved", { exact: true }).waitFor();
  const spans = (await marksOf(records[0]))?.spans ?? [];
  assert.equal(spans.length, 2);
  assert.equal(texts[0]?.slice(spans[0]?.start, spans[0]?.end), "Dana Reyes");
  await page.context().close();
});

test("words are marked with the mouse, a telephone in all records, and a second person agrees", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, clerk);
  await opened(page, records[0]);
  await page.getByLabel("Exemption").selectOption("42.56.240(2)");
  await page.getByRole("button", { name: "(503) 555-0142", exact: true }).click();
  await page.getByRole("button", { name: "Everywhere …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Look" }).click();
  await dialog.getByText("2 places in 2 texts are not marked yet.").waitFor();
  await mustBeAccessible(page, "everywhere");
  await picture(page, "redact-everywhere");
  await dialog.getByRole("button", { name: "Mark all 2 places" }).click();
  await page.getByText("(503) 555-0142 is marked in 2 places, in 2 texts.").waitFor();
  await picture(page, "redact-everywhere-done");
  assert.equal((await marksOf(records[1]))?.spans.length, 1);
  await page.getByRole("button", { name: "Take it back" }).click();
  await page.getByText("Taken back in 2 texts.").waitFor();
  assert.equal(await marksOf(records[1]), undefined);
  // With the mouse: the words of a line are dragged over.
  await opened(page, records[1]);
  await page.getByLabel("Exemption").selectOption("42.56.240(2)");
  await page.getByRole("textbox", { name: "Record", exact: true }).evaluate((pane) => {
    const words = pane.querySelector("[data-start]")?.firstChild;
    if (!words) throw new Error("no words");
    document.getSelection()?.setBaseAndExtent(words, 0, words, 9);
  });
  await page.getByText("Selected").waitFor();
  await page.getByRole("button", { name: "Mark", exact: true }).click();
  await page.getByRole("button", { name: "Save and redact" }).click();
  await page.getByText("Decided: redact. A second person looks at it now.").waitFor();
  const own = page.getByRole("button", { name: "I agree" });
  assert.equal(await own.getAttribute("aria-disabled"), "true");
  const second = await visit(served);
  await signInByPass(served, second.page, counsel);
  await opened(second.page, records[1]);
  await second.page.getByRole("button", { name: "I agree" }).click();
  await second.page.getByText("Agreed.").waitFor();
  await second.page.goto(`${served.origin}/console/requests/${requestId}/records?show=all`);
  await second.page.getByText("seconded by").waitFor();
  await mustBeAccessible(second.page, "the review with marks");
  await picture(second.page, "review-with-marks");
  await second.page.context().close();
  await page.context().close();
});

test("a box is drawn, moved with keys, and the picture is rebuilt without what is under it", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, clerk);
  await opened(page, records[2]);
  await page.getByText("This document opens only with a password").waitFor();
  await page.getByRole("button", { name: "Draw boxes" }).first().click();
  await page.getByLabel("Exemption").last().selectOption("42.56.240(2)");
  const canvas = page.getByRole("img", { name: "The picture with its boxes" });
  const frame = await canvas.boundingBox();
  assert.ok(frame);
  await page.mouse.move(frame.x + frame.width * 0.37, frame.y + frame.height * 0.64);
  await page.mouse.down();
  await page.mouse.move(frame.x + frame.width * 0.6, frame.y + frame.height * 0.74, { steps: 4 });
  await page.mouse.up();
  const height = Number(await page.getByLabel("Height").inputValue());
  assert.ok(Math.abs(height - 42) < 6, `as it was drawn, ${height} pixels high`);
  const line = page.getByRole("button", { name: /^Box 1/ });
  await line.focus();
  const left = Number(await page.getByLabel("From left").inputValue());
  await page.keyboard.press("Control+ArrowLeft");
  assert.equal(Number(await page.getByLabel("From left").inputValue()), left - 1);
  await page.getByLabel("Width").fill("150");
  await page.getByRole("button", { name: "Rebuild the picture" }).click();
  await page.getByText("1 box; the picture is rebuilt without it").waitFor();
  await page.waitForLoadState("networkidle");
  await picture(page, "redact-rebuilt");
  const [medium] = (await marksOf(records[2]))?.media ?? [];
  assert.ok(medium?.blob);
  await page.getByRole("button", { name: "Withhold it" }).last().click();
  await page.getByLabel("Exemption").last().selectOption("42.56.240(2)");
  await page.getByRole("button", { name: "Withhold it" }).last().click();
  await page.getByText("Withheld whole under 42.56.240(2)").waitFor();
  assert.equal((await marksOf(records[2]))?.media[1]?.blob, null);
  await page.context().close();
});

test("a line of a document is covered on its second page, and whoever agrees turns the rebuilt pages", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, clerk);
  await opened(page, records[2]);
  await page.getByRole("button", { name: "Draw boxes" }).nth(1).click();
  await page.getByLabel("Exemption").last().selectOption("42.56.240(2)");
  await page.getByRole("button", { name: "Next page" }).click();
  const canvas = page.getByRole("img", { name: "Page 2 with its boxes" });
  await page.locator('svg[data-shows="here"]').waitFor();
  await canvas.scrollIntoViewIfNeeded();
  const frame = await canvas.boundingBox();
  assert.ok(frame);
  await page.mouse.move(frame.x + frame.width * 0.11, frame.y + frame.height * 0.178);
  await page.mouse.down();
  await page.mouse.move(frame.x + frame.width * 0.6, frame.y + frame.height * 0.205, { steps: 4 });
  await page.mouse.up();
  assert.ok(Number(await page.getByLabel("Height").inputValue()) > 60);
  await picture(page, "redact-page-drawn");
  await page.getByRole("button", { name: "Rebuild the document" }).click();
  await page.getByText("1 box; the document is rebuilt without it").waitFor();
  await page.getByRole("img", { name: "Page 2 as it is given out" }).waitFor();
  await page.waitForLoadState("networkidle");
  await mustBeAccessible(page, "the rebuilt document");
  await picture(page, "redact-document-rebuilt");
  const medium = (await marksOf(records[2]))?.media.find(({ part }) => part === "media.1");
  assert.ok(medium?.blob);
  assert.deepEqual(medium.codes, ["42.56.240(2)"]);
  await page.context().close();
});

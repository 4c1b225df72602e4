import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { filesOf, sample, vkey, zipOf } from "./testing/sample-package.ts";
import { verifyPage } from "./verify-page.ts";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = places.find((place) => existsSync(place));
const options = executablePath ? {} : { skip: "there is no Chromium on this machine" };

let browser: Browser | undefined;
let folder = "";

before(async () => {
  if (executablePath === undefined) return;
  folder = await mkdtemp(join(tmpdir(), "verify-page-"));
  const files = await filesOf(sample().contents);
  for (const { path, bytes } of files) {
    await mkdir(dirname(join(folder, "unpacked", path)), { recursive: true });
    await writeFile(join(folder, "unpacked", path), bytes);
  }
  await writeFile(join(folder, "good.zip"), await zipOf(files));
  const forged = files.map(({ path, bytes }) =>
    path === "entries.jsonl"
      ? { path, bytes: Buffer.from(Buffer.from(bytes).toString().replace("until Friday", "today")) }
      : { path, bytes },
  );
  await writeFile(join(folder, "tampered.zip"), await zipOf(forged));
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});

after(async () => {
  await browser?.close();
});

/** The page as a person opens it: from the unpacked package on disk. */
async function opened(): Promise<{ page: Page; problems: string[] }> {
  const context = await browser?.newContext();
  const page = (await context?.newPage()) ?? assert.fail("no browser");
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("request", (request) => {
    if (!/^(file|blob):/.test(request.url())) problems.push(`asked for ${request.url()}`);
  });
  await page.goto(pathToFileURL(join(folder, "unpacked/verify.html")).href);
  return { page, problems };
}

async function choose(page: Page, file: string) {
  await page.getByLabel("Choose the .zip file").setInputFiles(join(folder, file));
  await page.getByRole("heading", { level: 2, name: /proved/i }).waitFor();
}

test("a good package is proved, opened from disk, without a network", options, async () => {
  const { page, problems } = await opened();
  await page.getByLabel("The agency’s published key").fill(vkey);
  await choose(page, "good.zip");
  await page
    .getByRole("heading", { name: "Proved: this package is whole and unchanged" })
    .waitFor();
  assert.equal(await page.getByRole("article").count(), 4);
  assert.equal(await page.getByText("Matches the log", { exact: true }).count(), 4);
  await page.getByText(/Riverside Police \(mastodon\): .*server was not running/).waitFor();
  await page.getByText("Main Street is closed between 3rd and 5th").waitFor();
  await page.getByRole("img", { name: "Medium 1 of this record" }).first().waitFor();
  assert.deepEqual(problems, []);
});

test(
  "without the agency's key nothing is called proved until it is compared",
  options,
  async () => {
    const { page } = await opened();
    await choose(page, "good.zip");
    const proved = page.getByRole("heading", { name: /^Proved/ });
    await page.getByRole("heading", { name: "Nearly proved: one step is left for you" }).waitFor();
    assert.equal(await proved.count(), 0);
    await page.getByRole("button", { name: "I compared it: it is the same" }).click();
    await proved.waitFor();
  },
);

test("a key that is put in after the package is compared at once", options, async () => {
  const { page } = await opened();
  await choose(page, "good.zip");
  await page.getByLabel("The agency’s published key").fill(vkey);
  await page.getByLabel("The agency’s published key").press("Enter");
  await page.getByRole("heading", { name: /^Proved/ }).waitFor();
});

test(
  "withheld parts are drawn as withheld, and nothing of them is in the page",
  options,
  async () => {
    const { page } = await opened();
    await choose(page, "good.zip");
    const message = page.getByRole("article").nth(2);
    assert.equal((await message.getByText("withheld", { exact: false }).count()) >= 3, true);
    assert.ok(!(await page.content()).includes("Elm Street"));
  },
);

test("markup in a record is shown as text, never run", options, async () => {
  const { page } = await opened();
  await choose(page, "good.zip");
  await page.getByText("<b>Buses</b> 4 and 7").waitFor();
});

test("a tampered package is not proved, and its faults are named", options, async () => {
  const { page, problems } = await opened();
  await choose(page, "tampered.zip");
  await page.getByRole("heading", { name: "Not proved: 2 faults were found" }).waitFor();
  await page.getByText("entries.jsonl was altered.").waitFor();
  await page.getByText("has a part text that is not the one in the log.").waitFor();
  assert.equal(await page.getByText("Does not match", { exact: true }).count(), 1);
  assert.deepEqual(problems, []);
});

test("another key than the given one is named", options, async () => {
  const { page } = await opened();
  await page
    .getByLabel("The agency’s published key")
    .fill(vkey.replace(/.$/, (last) => (last === "x" ? "y" : "x")));
  await choose(page, "good.zip");
  await page.getByText("signed with another key than the one you gave").waitFor();
});

test("a file that is no package is refused with a sentence", options, async () => {
  const { page } = await opened();
  await writeFile(join(folder, "other.zip"), "hello");
  await choose(page, "other.zip");
  await page.getByText("This is no ZIP file.").waitFor();
});

test("the unpacked folder can be chosen instead of the ZIP", options, async () => {
  const { page } = await opened();
  const input = page.getByLabel("Choose its unpacked folder");
  await input.setInputFiles(join(folder, "unpacked"));
  await page.getByRole("heading", { name: /^Nearly proved/ }).waitFor();
});

test("the page has no accessibility fault that axe can find, light or dark", options, async () => {
  const { page } = await opened();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const file of ["good.zip", "tampered.zip"]) {
      await choose(page, file);
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      assert.deepEqual(
        violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
        [],
      );
    }
  }
});

test("the page carries its own policy: no request, no script but its own", () => {
  const html = verifyPage();
  assert.match(html, /default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'/);
  assert.doesNotMatch(html, /\b(src|href)="(?!#)/);
  assert.ok(html.length < 60_000, `${html.length} characters`);
});

import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import sharp from "sharp";
import { buildConsole, consoleIsStale } from "./build-console.ts";
import { findChromium } from "./chromium.ts";

/** `node tools/pictures.ts`: takes the pictures of the README anew, from a fresh demo on a port of its own. */
const root = join(import.meta.dirname, "..");
const folder = join(root, "docs/pictures");
const port = 4_871;
const origin = `http://localhost:${port}`;

interface Demo {
  program: ChildProcess;
  /** Links that sign in, by the person's name. */
  links: ReadonlyMap<string, string>;
}

if (consoleIsStale()) await buildConsole();
const data = mkdtempSync(join(tmpdir(), "openbeat-pictures-"));
const demo = await startDemo(data);
const executablePath = await findChromium();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ["--no-sandbox"],
});
try {
  await takeAll(browser, demo);
} finally {
  await browser.close();
  demo.program.kill("SIGTERM");
  await new Promise((resolve) => demo.program.once("exit", resolve));
  rmSync(data, { recursive: true, force: true });
}

async function takeAll(from: Browser, { links }: Demo): Promise<void> {
  const chief = await signedIn(from, links, "Vega");
  await chief.goto(`${origin}/console/`);
  await take(chief, "today");
  const writer = await signedIn(from, links, "Mori");
  await openPost(writer, "K9 of the quarter");
  await writer.getByRole("link", { name: "Continue writing" }).click();
  await writer.getByRole("textbox", { name: "Text", exact: true }).waitFor();
  await take(writer, "composer");
  const pio = await signedIn(from, links, "Whitfield");
  await openPost(pio, "Missing child: Mia");
  await take(pio, "post");
  await pio.goto(`${origin}/console/planning`);
  await pio.getByText("Missing this week").waitFor();
  await take(pio, "planning");
  const clerk = await signedIn(from, links, "Nair");
  await clerk.goto(`${origin}/console/archive`);
  await clerk.getByLabel("Words to find").fill("shelter OR scooters OR bikes");
  await clerk.getByRole("button", { name: "Search" }).last().click();
  await clerk.getByText("in the log at").filter({ visible: true }).first().waitFor();
  await take(clerk, "archive");
  await clerk.goto(`${origin}/console/requests?q=Northside`);
  await clerk.getByText("Northside").first().click();
  await clerk.getByText("The whole count, as one would tell a judge").click();
  await take(clerk, "request");
  await clerk.goto(`${origin}/console/completeness`);
  await clerk.getByText("items came in").first().waitFor();
  await take(clerk, "completeness");
  const sergeant = await signedIn(from, links, "Diaz", 390, "dark");
  await sergeant.goto(`${origin}/console/approvals`);
  const wanted = sergeant.getByRole("article", { name: "Falls Pkwy down to one lane" });
  await wanted.getByRole("button", { name: "Approve" }).waitFor();
  await wanted.evaluate((card) => card.scrollIntoView({ block: "start" }));
  await sergeant.mouse.wheel(0, -130);
  await take(sergeant, "approvals-phone");
  await takeAlert(await signedIn(from, links, "Brandt", 390));
  const visitor = await page(from);
  await visitor.goto(origin);
  await take(visitor, "newsroom");
}

/** What goes out, in the middle of the screen, with the facts it was made of. */
async function takeAlert(phone: Page): Promise<void> {
  await phone.goto(`${origin}/console/alert`);
  await phone.getByRole("button", { name: /^Evacuation/ }).click();
  await phone.getByLabel("What is happening").selectOption({ label: "Flooding" });
  await phone.getByLabel("Area").first().fill("Mill St to 3rd Ave");
  await phone.getByLabel("Way out").first().fill("Falls Pkwy east");
  await phone.getByText("Everything fits").waitFor();
  await phone
    .getByText("What goes out")
    .first()
    .evaluate((heading) => heading.scrollIntoView({ block: "center", behavior: "instant" }));
  await take(phone, "alert-phone");
}

async function openPost(on: Page, title: string): Promise<void> {
  await on.goto(`${origin}/console/posts`);
  await on.getByRole("link", { name: title }).first().click();
  await on.getByRole("link", { name: "Open the full page" }).click();
  await on.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  await on.getByText("Hash of this version").waitFor();
}

async function take(on: Page, name: string): Promise<void> {
  await on.waitForLoadState("networkidle");
  await on.waitForTimeout(300);
  const shot = await on.screenshot();
  // 128 colours look the same here and weigh a third.
  await sharp(shot)
    .png({ palette: true, colours: 128, effort: 10 })
    .toFile(join(folder, `${name}.png`));
  console.log(`docs/pictures/${name}.png`);
}

async function signedIn(
  from: Browser,
  links: Demo["links"],
  name: string,
  width?: number,
  scheme?: "dark",
): Promise<Page> {
  const on = await page(from, width, scheme);
  await on.goto(links.get(name) ?? "");
  await on.getByRole("navigation").first().waitFor();
  return on;
}

async function page(from: Browser, width = 1_280, scheme: "light" | "dark" = "light") {
  const context = await from.newContext({
    viewport: { width, height: width < 600 ? 844 : 900 },
    colorScheme: scheme,
    reducedMotion: "reduce",
  });
  return context.newPage();
}

/** Starts the demo as people do and waits for the links it prints. */
async function startDemo(dataFolder: string): Promise<Demo> {
  const program = spawn(process.execPath, [join(root, "src/main.ts"), "serve", "--demo"], {
    cwd: root,
    env: { ...process.env, OPENBEAT_DATA: dataFolder, OPENBEAT_PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  await new Promise<void>((resolve, reject) => {
    program.once("exit", (code) => reject(new Error(`the demo ended with ${code}`)));
    program.stdout.on("data", (text) => {
      said += String(text);
      if (said.includes("authenticator key")) resolve();
    });
  });
  const lines = said.matchAll(/ (\S+) {2,}.*(http\S+#pass=\S+)/g);
  return { program, links: new Map([...lines].map(([, name = "", link = ""]) => [name, link])) };
}

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { siteAgency } from "#agency";
import { openChannels } from "#channels";
import { draftPost, submitPost } from "#publish";
import type { Ctx } from "#platform/context.ts";
import { relayOnce } from "#platform/happenings.ts";
import { startPush, type PushBrowser, type PushPeer } from "../networks/push.ts";
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

/**
 * Notices on an approver's device. Chromium without a head has no push service: the page is given the address of ours,
 * and what reaches that is brought to the page's true worker as the browser itself would bring it.
 */
let served: Served;
let push: PushPeer;
let writer: Ctx;

before(async () => {
  push = await startPush();
  atEnd(async () => push[Symbol.asyncDispose]());
  served = await serveWorld("riverside", { pushHosts: [push.host] });
  const agency = await siteAgency(served.beat.assembly.ctx);
  assert.ok(agency);
  writer = await as(served.beat.assembly.ctx, agency.agencyId, who.pio);
});

/** A page whose browser may show notices, and has the given address when it is asked for one. */
async function ableVisit(browser: PushBrowser, width = 1280, scheme: "light" | "dark" = "light") {
  const visited = await visit(served, width, scheme);
  await visited.page.context().grantPermissions(["notifications"], { origin: served.origin });
  await visited.page.addInitScript(
    (given) => {
      const bytes = (text: string) =>
        Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) =>
          one.charCodeAt(0),
        ).buffer;
      const kept = "test.subscribed";
      const subscription = () => ({
        endpoint: given.endpoint,
        options: {},
        getKey: (name: "p256dh" | "auth") => bytes(given[name]),
        unsubscribe: async () => (localStorage.removeItem(kept), true),
      });
      Object.assign(PushManager.prototype, {
        getSubscription: async () => (localStorage.getItem(kept) ? subscription() : null),
        subscribe: async () => (localStorage.setItem(kept, "yes"), subscription()),
      });
    },
    { endpoint: browser.endpoint, p256dh: browser.p256dh, auth: browser.auth },
  );
  return visited;
}

/** Brings a message to the worker that the page registered, and says what the screen shows then. */
async function deliver(page: Page, payload: object) {
  const cdp = await page.context().newCDPSession(page);
  const registrationId = await new Promise<string>((resolve) => {
    cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const one = registrations.find(({ scopeURL }) => scopeURL.endsWith("/console/"));
      if (one) resolve(one.registrationId);
    });
    void cdp.send("ServiceWorker.enable");
  });
  // A busy browser may drop what it is brought; a push service brings again what was not taken.
  for (let tries = 0; tries < 100; tries += 1) {
    if (tries % 20 === 0)
      await cdp.send("ServiceWorker.deliverPushMessage", {
        origin: served.origin,
        registrationId,
        data: JSON.stringify(payload),
      });
    const notices = await shown(page);
    if (notices.some(({ title }) => title === Reflect.get(payload, "title"))) return notices;
    await page.waitForTimeout(100);
  }
  throw new Error(`the worker showed nothing, but ${JSON.stringify(await shown(page))}`);
}

async function shown(page: Page) {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration("/console/");
    const notices = (await registration?.getNotifications()) ?? [];
    return notices.map(({ title, body, tag, lang }) => ({ title, body, tag, lang }));
  });
}

/** What a tap on the newest notice opens. The browser opens windows for true taps alone, so it is asked where to. */
async function tapped(page: Page): Promise<string> {
  const [worker] = page.context().serviceWorkers();
  assert.ok(worker);
  return worker.evaluate(async () => {
    const scope = self as unknown as {
      registration: ServiceWorkerRegistration;
      clients: { openWindow(url: string): Promise<null> };
    };
    const [notification] = (await scope.registration.getNotifications()).toReversed();
    return new Promise<string>((resolve) => {
      scope.clients.openWindow = async (url) => (resolve(url), null);
      const click = new Event("notificationclick");
      Object.assign(click, { notification, waitUntil: () => undefined });
      self.dispatchEvent(click);
    });
  });
}

async function relay(): Promise<void> {
  const { ctx, slices } = served.beat.assembly;
  while (
    (await relayOnce(
      ctx,
      slices.flatMap((one) => one.on ?? []),
    )) > 0
  );
}

test("nothing asks before a click, and no worker is there; switched on, the device gets its try", async () => {
  const browser = push.browser();
  const { page, complaints } = await ableVisit(browser);
  await signInByPass(served, page, who.sergeant);
  await page.goto(`${served.origin}/console/approvals`);
  await page.getByText("Get a notice on this device").waitFor();
  const registrations = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  assert.equal(await registrations(), 0);
  await mustBeAccessible(page, "the offer");
  await picture(page, "notices-offer-1280-light");
  await page.getByRole("button", { name: "Switch on for this device" }).click();
  await page.getByText("This device gets a notice").waitFor();
  assert.equal(await registrations(), 1);
  await page.goto(`${served.origin}/console/account`);
  await page.getByText("This one").nth(1).waitFor();
  await page.getByRole("button", { name: /^Send a try/ }).click();
  await page.getByText("Sent. If nothing shows").waitFor();
  const [notice] = await deliver(page, browser.got[0]?.payload ?? {});
  assert.equal(notice?.body, "You asked for this notice.");
  await mustBeAccessible(page, "the account with a device");
  await picture(page, "notices-account-1280-light");
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("a life-safety post reaches the screen in minutes and no names, and a tap opens its approval", async () => {
  const browser = push.browser();
  const { page } = await ableVisit(browser, 390, "dark");
  await signInByPass(served, page, who.sergeant);
  await page.goto(`${served.origin}/console/account`);
  await page.getByRole("button", { name: "Switch on for this device" }).click();
  await page
    .getByRole("button", { name: /^Send a try/ })
    .first()
    .waitFor();
  const channels = (await openChannels(writer))
    .filter(({ network }) => network === "website")
    .map(({ id }) => id);
  const words = { title: "Ann Smith, 9, is missing", text: "Last seen at the falls.", channels };
  const drafted = await draftPost(writer, { ...words, class: "missing-person" });
  const { id: postId } = drafted.post;
  await submitPost(writer, served.beat.assembly.networks, postId);
  await relay();
  const [got] = browser.got;
  assert.equal(got?.urgency, "high");
  const [notice] = await deliver(page, got.payload);
  assert.equal(notice?.title, "A post waits for your approval");
  assert.match(notice.body, /^Missing person.*, due in \d+ minutes?$/);
  assert.doesNotMatch(JSON.stringify(notice), /Ann|Smith|falls/);
  const address = await tapped(page);
  assert.equal(address, `${served.origin}/console/approvals#${postId}`);
  await page.goto(address);
  await page.getByRole("article", { name: words.title }).waitFor();
  await picture(page, "notices-approval-390-dark");

  // Whoever is not signed in is asked who they are: the notice opens nothing by itself.
  await page.context().clearCookies();
  await page.goto(`${served.origin}/console/`);
  await page.goto(address);
  await page.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
  await page.context().close();
});

test("a second notice of a post takes the first one's place, and a strange address stays in the console", async () => {
  const { page } = await ableVisit(push.browser());
  await signInByPass(served, page, who.chief);
  await page.goto(`${served.origin}/console/account`);
  await page.getByRole("button", { name: "Switch on for this device" }).click();
  await page.getByRole("button", { name: /^Send a try/ }).waitFor();
  const due = { at: "2020-01-01T00:00:00Z", coming: "vence {when}", over: "venció {when}" };
  const first = { title: "Uno", about: "Alerta", due, language: "es", topic: "a" };
  await deliver(page, { ...first, address: "https://evil.example/console/", isUrgent: true });
  const notices = await deliver(page, {
    ...first,
    title: "Dos",
    address: "//evil.example/console/",
  });
  assert.equal(notices.length, 1);
  assert.match(notices[0]?.body ?? "", /^Alerta, venció hace [\d.,]+ horas$/);
  assert.equal(await tapped(page), `${served.origin}/console/`);
  await page.context().close();
});

test("a device that was not reached says since when and why, and is removed", async () => {
  const browser = push.browser();
  const { page } = await ableVisit(browser, 390, "dark");
  await signInByPass(served, page, who.lieutenant);
  await page.goto(`${served.origin}/console/account`);
  await page.getByRole("button", { name: "Switch on for this device" }).click();
  browser.fail({ status: 503 });
  await page.getByRole("button", { name: /^Send a try/ }).click();
  await page.getByText("Not reached since").waitFor();
  await mustBeAccessible(page, "a device that is not reached");
  await picture(page, "notices-failing-390-dark");
  browser.fail({ status: 410 });
  await page.getByRole("button", { name: /^Send a try/ }).click();
  await page.getByText("The device does not take notices any more").waitFor();
  await page.getByRole("button", { name: "Switch on for this device" }).click();
  browser.fail(undefined);
  const part = page.getByRole("region", { name: "Notices on your devices" });
  await part.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await part.getByRole("button", { name: "Remove" }).waitFor({ state: "detached" });
  await page.context().close();
});

for (const [width, scheme, locale] of [
  [390, "light", "es-US"],
  [1280, "dark", "en-US"],
] as const) {
  test(`whoever does not want notices is left alone, at ${width} px, ${scheme}`, async () => {
    const { page } = await visit(served, width, scheme, locale);
    await page.context().grantPermissions(["notifications"], { origin: served.origin });
    await signInByPass(served, page, who.captain);
    await page.goto(`${served.origin}/console/approvals`);
    const no = page.getByRole("button", { name: /^(Not now|Ahora no)$/ });
    await no.waitFor();
    await mustBeAccessible(page, "the offer");
    await picture(page, `notices-offer-${width}-${scheme}`);
    await no.click();
    await no.waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
    assert.equal(await no.count(), 0);
    await page.goto(`${served.origin}/console/account`);
    await page.getByRole("button", { name: /^(Switch on|Activar)/ }).waitFor();
    await picture(page, `notices-account-${width}-${scheme}`);
    await page.context().close();
  });
}

for (const [what, permission, says] of [
  ["blocked", "denied", "Notices are blocked for this site"],
  ["an iPhone's browser", "iphone", "Add to Home Screen"],
] as const) {
  test(`where notices are impossible (${what}) the page says what to do`, async () => {
    const { page } = await visit(served, 390, "light");
    await page.addInitScript((kind) => {
      if (kind === "denied")
        Object.defineProperty(Notification, "permission", { get: () => "denied" });
      else {
        Reflect.deleteProperty(globalThis, "PushManager");
        Object.defineProperty(navigator, "userAgent", { get: () => "Mozilla/5.0 (iPhone)" });
      }
    }, permission);
    await signInByPass(served, page, who.sergeant);
    await page.goto(`${served.origin}/console/account`);
    await page.getByText(says).waitFor();
    await mustBeAccessible(page, what);
    await picture(page, `notices-${permission}-390-light`);
    await page.context().close();
  });
}

test("the worker and the manifest are served as they must be, and the manifest's icons are there", async () => {
  const worker = await fetch(`${served.origin}/console/notices-worker.js`);
  assert.match(worker.headers.get("content-type") ?? "", /^text\/javascript/);
  assert.equal(worker.headers.get("cache-control"), "no-cache");
  assert.match(worker.headers.get("content-security-policy") ?? "", /default-src 'none'/);
  assert.doesNotMatch(await worker.text(), /\bimport\b|\bcaches\b|"fetch"/);
  const address = `${served.origin}/console/manifest.webmanifest`;
  const manifest = (await (await fetch(address)).json()) as { icons: { src: string }[] };
  for (const { src } of manifest.icons) {
    const icon = await fetch(new URL(src, address));
    assert.equal(icon.headers.get("content-type"), "image/png", src);
  }
});

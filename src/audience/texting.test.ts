import assert from "node:assert/strict";
import { before, test } from "node:test";
import { startSms, twilioSignature, type SmsServer } from "#test/networks/sms.ts";
import { atEnd } from "#test/openbeat.ts";
import { openReaderWorld, stateOf, type ReaderWorld } from "#test/worlds/readers.ts";
import type { Channel } from "#channels";
import { removeByWish } from "./own-page.ts";

let gateway: SmsServer;
let world: ReaderWorld;
let texts: Channel;

before(async () => {
  gateway = await startSms();
  atEnd(async () => gateway[Symbol.asyncDispose]());
  world = await openReaderWorld({ hosts: [new URL(gateway.url).host] });
  const { account, token, from, url } = gateway;
  const input = { account, token, from, endpoint: url, who: "subscribers" };
  texts = await world.connect("sms", input);
});

/** Somebody writes to the agency; the gateway tells it, signed. */
async function says(from: string, body: string): Promise<void> {
  const form = gateway.inbound(from, body);
  const path = `/hooks/sms/${texts.id}`;
  const signature = twilioSignature(gateway.token, `http://localhost:4400${path}`, form);
  const answer = await world.beat.assembly.app.request(`http://localhost:4400${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": signature,
    },
    body: form.toString(),
  });
  assert.equal(answer.status, 200);
}

const toPhone = (to: string) =>
  gateway.messages.filter((one) => one.to === to && one.direction !== "inbound");
const newest = (to: string) => toPhone(to)[0]?.body ?? "";

async function asked(telephone: string) {
  const answer = await world.post("/subscribe", { way: "text", telephone, whole: "yes" });
  await world.relayNews();
  return answer;
}

const published = (text: string) => world.published(text, { channels: [texts.id] });

test("a number is confirmed by the code that was texted to it, and gets the posts", async () => {
  const { text, status } = await asked("(555) 010-2001");
  assert.equal(status, 200);
  assert.match(text, /code from the text/);
  const question = newest("+15550102001");
  assert.match(question, /reply YES or type \d{6}[^]*STOP to end/);
  const code = /type (\d{6})/.exec(question)?.[1] ?? "";
  const wrong = await world.post("/subscribe/code", { telephone: "(555) 010-2001", code: "1" });
  assert.equal(wrong.status, 422);
  const unknown = await world.post("/subscribe/code", { telephone: "(555) 010-2999", code });
  const strip = (page: string) => page.replaceAll(/2001|2999|<p class="made">[^]*?<\/p>/g, "");
  assert.equal(strip(unknown.text), strip(wrong.text), "an unknown number is answered alike");
  const right = await world.post("/subscribe/code", { telephone: "(555) 010-2001", code });
  assert.equal(right.status, 303);
  assert.match((await world.get(right.to)).text, /You are in/);
  const id = await published("Mill Street is closed.");
  assert.equal((await stateOf(world, id)).state, "sent");
  assert.equal(newest("+15550102001"), "Mill Street is closed.");
});

test("YES from the telephone confirms it; STOP and its kin end it at once, however they are written", async () => {
  for (const [at, word] of ["STOP", "stop.", "Unsubscribe", "REVOKE", "opt out"].entries()) {
    const number = `+1555010300${at}`;
    await asked(number);
    await says(number, "Yes");
    await published(`Before ${word}`);
    assert.equal(newest(number), `Before ${word}`);
    await says(number, word);
    await published(`After ${word}`);
    assert.notEqual(newest(number), `After ${word}`);
  }
});

test("whoever did not ask is not confirmed by YES, and an address that STOP was said for is not written to", async () => {
  await says("+15550104001", "YES");
  await published("Nobody new.");
  assert.deepEqual(toPhone("+15550104001"), []);
  await says("+15550104002", "STOP");
  await asked("+15550104002");
  assert.deepEqual(toPhone("+15550104002"), [], "not even the question");
});

test("a wish that was taken down at the desk ends a subscription, without saying whether there was one", async () => {
  await asked("+15550105001");
  await says("+15550105001", "yes");
  for (const address of ["555 010 5001", "555 010 5999"])
    await removeByWish(world.boyd, { way: "text", address });
  await published("After the call.");
  assert.notEqual(newest("+15550105001"), "After the call.");
});

test("a number that is none any more is suspended; a lost answer counts as unknown and is not sent again", async () => {
  for (const number of ["+15550106001", "+15550106002"]) {
    await asked(number);
    await says(number, "yes");
  }
  gateway.refuse.set("+15550106001", 21_614);
  gateway.lose.add("+15550106002");
  const id = await published("Two of them.");
  gateway.lose.clear();
  world.clock.advance(120_000);
  await world.send();
  assert.equal((await stateOf(world, id)).state, "sent");
  assert.equal(toPhone("+15550106002").filter(({ body }) => body === "Two of them.").length, 1);
  const rows = await world.raw<{ why: string }>(
    "select suspended_why as why from audience_subscribers where suspended_at is not null",
  );
  assert.deepEqual(
    rows.map(({ why }) => why),
    ["no-telephone"],
  );
});

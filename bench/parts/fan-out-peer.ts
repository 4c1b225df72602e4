import { createECDH, randomBytes } from "node:crypto";
import { Agent, request } from "node:http";
import { createTransport } from "nodemailer";
import webPush from "web-push";

/**
 * What one writes who has nothing but the library: nodemailer's own pool, or web-push over kept connections. No database, no
 * choices, no record of who got it. Addresses are made before the clock starts.
 */
const [way = "email", count = "0", port = "", hands = "8"] = process.argv.slice(2);
const people = Number(count);
const text = "Mill Street is closed between 3rd and 5th Avenue until 6 p.m.";
const foot = "You get this because you subscribed to Tiny County. Change or end it here:";

await (way === "email" ? mail() : push());
process.send?.("done");
process.disconnect?.();

async function each(work: (at: number) => Promise<unknown>, atOnce: number): Promise<void> {
  let next = 0;
  const go = async () => {
    for (let at = next++; at < people; at = next++) await work(at);
  };
  await Promise.all(Array.from({ length: atOnce }, go));
}

async function mail(): Promise<void> {
  const pool = createTransport({
    pool: true,
    host: "127.0.0.1",
    port: Number(port),
    ignoreTLS: true,
    maxConnections: Number(hands),
    maxMessages: Number.POSITIVE_INFINITY,
  });
  await each(
    (at) => {
      const link = `https://tinycounty.example/subscribe/leave/${randomBytes(32).toString("base64url")}`;
      return pool.sendMail({
        from: { name: "Tiny County", address: "news@tinycounty.example" },
        to: `reader${at}@readers.example`,
        subject: "Notice",
        text: `${text}\n\n-- \n${foot}\n${link}`,
        html: `<!doctype html><html lang="en"><head><title>Notice</title></head><body><p>${text}</p><hr><p>${foot}<br><a href="${link}">${link}</a></p></body></html>`,
        headers: { "List-Unsubscribe": `<${link}>`, "List-Id": "<news.tinycounty.example>" },
      });
    },
    Number(hands) * 2,
  );
  pool.close();
}

async function push(): Promise<void> {
  const vapidDetails = {
    subject: "mailto:news@tinycounty.example",
    ...webPush.generateVAPIDKeys(),
  };
  const browsers = Array.from({ length: people }, (_one, at) => {
    const ecdh = createECDH("prime256v1");
    ecdh.generateKeys();
    const keys = {
      p256dh: ecdh.getPublicKey("base64url"),
      auth: randomBytes(16).toString("base64url"),
    };
    return { endpoint: `http://127.0.0.1:${port}/push/${at}`, keys };
  });
  process.send?.("ready");
  const agent = new Agent({ keepAlive: true, maxSockets: Number(hands) });
  await each((at) => {
    const browser = browsers[at];
    if (!browser) return Promise.resolve();
    const body = JSON.stringify({ title: "Notice", text, url: "https://tinycounty.example/" });
    const details = webPush.generateRequestDetails(browser, body, { vapidDetails, TTL: 86_400 });
    return new Promise<void>((resolve, reject) => {
      const options = { method: "POST", agent, headers: details.headers };
      request(details.endpoint, options, (answer) => answer.resume().once("end", () => resolve()))
        .once("error", reject)
        .end(details.body);
    });
  }, Number(hands));
  agent.destroy();
}

import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { instantOf, type Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { RequestFailed } from "#platform/http/safe-failure.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { portOf } from "#platform/http/safe-url.ts";
import { limit } from "#platform/limits.ts";
import { devicePlace } from "./devices.ts";
import { noticeBody, type Notice } from "./notice.ts";
import { checkPushAddress, wrongAddress, type PushAddress } from "./push-address.ts";
import { pushKey, webPush, type PushKey } from "./push-key.ts";
import {
  isQuiet,
  noteReached,
  readAnswer,
  readFailure,
  type PushAnswer,
  type Reached,
} from "./reaching.ts";
import { devices } from "./schema.ts";

const lifeMax = limit(
  "devices.notice-life",
  86_400,
  "seconds",
  "longest that a push service keeps a notice for a device that is switched off",
);

const restMs = limit(
  "devices.rest",
  20_000,
  "ms",
  "a push service that did not answer is left alone so long, lest the notices of others wait for it",
);
const restingMax = limit("devices.resting", 100, "push services", "then all are tried again");
export const pushMsMax = limit("devices.push-time", 5_000, "ms", "for a push service's answer");
export const pushAnswerMax = limit(
  "devices.push-answer",
  16_384,
  "bytes",
  "its status says it all",
);

export interface PushWay {
  /** The guarded client. No inner server may be open to it: people choose where it writes. */
  client: Pick<SafeClient, "fetch" | "resolve">;
  /** Whom push services may write to about us (RFC 8292, 2.1): an https: or mailto: address. */
  subject: string;
  /** `host:port` of push services of one's own: tests. */
  ownHosts: readonly string[];
}

/** What one browser shows, and how long and how urgently its push service keeps it. */
export interface PushShown {
  body: string;
  ttlSeconds: number;
  isUrgent: boolean;
  topic: string;
}

const keyMs = 5_000;
const keysMax = 100;

const address = z.object({ endpoint: z.string(), p256dh: z.string(), auth: z.string() });

/** The only place where the address of a device is opened, and where a notice leaves. */
export class Pusher {
  readonly #way: PushWay;
  readonly #ownHosts: ReadonlySet<string>;
  /** By host: until when it is left alone. In memory: each process finds out for itself. */
  readonly #resting = new Map<string, number>();

  readonly #keys = new Map<string, { key: PushKey; atMs: number }>();

  constructor(way: PushWay) {
    this.#way = way;
    this.#ownHosts = new Set(way.ownHosts);
  }

  /** Refuses an address that notices may not go to. A name that cannot be asked for now is looked up at sending. */
  async check(given: PushAddress): Promise<void> {
    const url = checkPushAddress(given, this.#ownHosts);
    try {
      await this.#way.client.resolve(url.hostname, portOf(url));
    } catch (cause) {
      if (!(cause instanceof RequestFailed)) throw cause;
      if (cause.code !== "name-not-resolved") throw wrongAddress(cause);
    }
  }

  /** Sends one notice, once. "later" asks to be called again; the same topic makes that harmless. */
  async send(ctx: Ctx, deviceId: string, notice: Notice): Promise<Reached> {
    const now = ctx.clock.now();
    const opened = await openDevice(ctx, deviceId);
    if (!opened) return "gone";
    const { host } = new URL(opened.to.endpoint);
    const isResting = (this.#resting.get(host) ?? 0) > now.epochMilliseconds;
    if (isResting || isQuiet(opened.quietUntil, now)) return "later";
    const request = await this.#sealed(opened.to, opened.key, notice, now);
    const answer = await this.#way.client
      .fetch(opened.to.endpoint, request)
      .then((one) => readAnswer(one, now), readFailure);
    this.#rest(host, answer, now);
    await noteReached(ctx, deviceId, answer);
    return answer.reached;
  }

  /**
   * One message for a browser of somebody who does not work here, as it handed itself out. What came of it is the
   * caller's to keep: nothing of the address stays here.
   */
  async deliver(ctx: Ctx, given: string, shown: PushShown): Promise<PushAnswer | "lost"> {
    const to = address.parse(JSON.parse(given));
    const key = await this.#keyOf(ctx);
    const request = await this.#signed(to, key, shown);
    try {
      return readAnswer(await this.#way.client.fetch(to.endpoint, request), ctx.clock.now());
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      return error.sent ? "lost" : readFailure(error);
    }
  }

  /** A fan-out asks a thousand times a second. */
  async #keyOf(ctx: Ctx): Promise<PushKey> {
    const agencyId = agencyOf(ctx);
    const atMs = ctx.clock.now().epochMilliseconds;
    const known = this.#keys.get(agencyId);
    if (known && Math.abs(atMs - known.atMs) < keyMs) return known.key;
    const key = await transact(ctx, pushKey);
    if (this.#keys.size >= keysMax) this.#keys.clear();
    this.#keys.set(agencyId, { key, atMs });
    return key;
  }

  #rest(host: string, { why }: PushAnswer, now: Temporal.Instant): void {
    this.#resting.delete(host);
    if (why !== "unreachable") return;
    if (this.#resting.size >= restingMax) this.#resting.clear();
    this.#resting.set(host, now.epochMilliseconds + restMs);
  }

  /** Sealed for the one browser (RFC 8291) and signed by the agency's key (RFC 8292). */
  #sealed(to: PushAddress, key: PushKey, notice: Notice, now: Temporal.Instant) {
    const left = instantOf(notice.until).since(now).total("seconds");
    return this.#signed(to, key, {
      body: noticeBody(notice),
      ttlSeconds: Math.floor(Math.max(0, Math.min(left, lifeMax))),
      isUrgent: notice.isUrgent,
      topic: notice.topic,
    });
  }

  async #signed(to: PushAddress, key: PushKey, shown: PushShown) {
    const { generateRequestDetails } = await webPush();
    const { headers, body } = generateRequestDetails(
      { endpoint: to.endpoint, keys: { p256dh: to.p256dh, auth: to.auth } },
      shown.body,
      {
        vapidDetails: { subject: this.#way.subject, ...key },
        TTL: shown.ttlSeconds,
        urgency: shown.isUrgent ? "high" : "normal",
        topic: shown.topic,
        contentEncoding: "aes128gcm",
      },
    );
    const own = Object.entries(headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    return { method: "POST", headers: own, body: new Uint8Array(body), redirect: "error" as const };
  }
}

async function openDevice(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    const [row] = await tx.tx
      .select({ sealed: devices.sealed, quietUntil: devices.quietUntil })
      .from(devices)
      .where(and(eq(devices.agencyId, agencyOf(tx)), eq(devices.id, id)));
    if (!row) return undefined;
    const keys = await tx.vault.keysOf(tx, agencyOf(tx));
    const text = keys.open(devicePlace(tx, id), row.sealed).toString("utf8");
    const to: PushAddress = address.parse(JSON.parse(text));
    return { to, quietUntil: row.quietUntil, key: await pushKey(tx) };
  });
}

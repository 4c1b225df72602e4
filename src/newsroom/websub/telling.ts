import { createHmac } from "node:crypto";
import { siteAgency } from "#agency";
import { asSystem, type Ctx } from "#platform/context.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import type { Site } from "../site.ts";
import { hubPath } from "./hub-path.ts";
import {
  claimOutdated,
  confirm,
  endLeases,
  noteTold,
  takeWishes,
  type Subscription,
  type Wish,
} from "./subscriptions.ts";

const callbackMs = 10_000;
const pauseMs = 1_000;

export interface HubOutside {
  origin: string;
  /** The guarded client with nothing inside open to it: callbacks are named by strangers. */
  strangers: Pick<SafeClient, "fetch">;
}

/** Asks callbacks whether they meant it, and tells them when a feed has changed. */
export class Hub {
  readonly #site: Site;
  readonly #outside: HubOutside;

  constructor(site: Site, outside: HubOutside) {
    this.#site = site;
    this.#outside = outside;
  }

  async run(ctx: Ctx, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.turn(ctx).catch((error: unknown) =>
        ctx.log.error({ err: error }, "a turn of the hub failed; it goes on"),
      );
      await ctx.clock.sleep(pauseMs, signal);
    }
  }

  /** One round: wishes are confirmed, ended leases forgotten, changes told. */
  async turn(ctx: Ctx): Promise<void> {
    const agency = await siteAgency(ctx);
    if (!agency) return;
    const own = asSystem(ctx, "websub", agency.agencyId);
    const now = this.#site.feeds();
    const wishes = await takeWishes(own);
    await Promise.all(wishes.map((wish) => this.#verify(own, wish, now.get(wish.topic))));
    await endLeases(own);
    const outdated = await claimOutdated(own, now);
    await Promise.all(outdated.map((row) => this.#tell(own, row, now.get(row.topic) ?? "")));
  }

  /** W3C WebSub §5.3: the challenge comes back, or nothing was wished for. */
  async #verify(
    ctx: Ctx,
    wish: Wish & { secret: string | undefined },
    etag: string | undefined,
  ): Promise<void> {
    if (etag === undefined) return;
    const challenge = ctx.ids.random(24).toString("base64url");
    const url = new URL(wish.callback);
    const asked = {
      "hub.mode": wish.mode,
      "hub.topic": this.#outside.origin + wish.topic,
      "hub.challenge": challenge,
      ...(wish.mode === "subscribe" ? { "hub.lease_seconds": String(wish.leaseSeconds) } : {}),
    };
    for (const [name, value] of Object.entries(asked)) url.searchParams.append(name, value);
    const said = await this.#outside.strangers
      .fetch(url, { redirect: "manual", signal: AbortSignal.timeout(callbackMs) })
      .then(
        async (answer) => answer.ok && (await answer.text()) === challenge,
        () => false,
      );
    if (said) await confirm(ctx, wish, etag);
  }

  /** §7: the whole feed as it stands, signed where the subscriber gave a secret. */
  async #tell(
    ctx: Ctx,
    row: Subscription & { secret: string | undefined },
    etag: string,
  ): Promise<void> {
    const { origin, strangers } = this.#outside;
    const feed = await this.#site.feed(row.topic);
    if (!feed) return;
    const signature =
      row.secret === undefined
        ? {}
        : {
            "x-hub-signature": `sha256=${createHmac("sha256", row.secret).update(feed.bytes).digest("hex")}`,
          };
    const status = await strangers
      .fetch(row.callback, {
        method: "POST",
        redirect: "manual",
        signal: AbortSignal.timeout(callbackMs),
        headers: {
          "content-type": feed.type,
          link: `<${origin}${hubPath}>; rel="hub", <${origin}${row.topic}>; rel="self"`,
          ...signature,
        },
        body: new Uint8Array(feed.bytes),
      })
      .then(
        (answer) => answer.status,
        () => undefined,
      );
    await noteTold(ctx, row, { etag, status });
  }
}

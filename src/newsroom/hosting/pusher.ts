import { siteAgency } from "#agency";
import { instantOf, stamp } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { limit } from "#platform/limits.ts";
import { openDoor } from "./door.ts";
import { faultOf, type HostFault } from "./fault.ts";
import { dropHost, hostKeys, keepState, siteHost, type SiteHost } from "./hosts.ts";
import { push, type HostedSite, type Pushed } from "./pushing.ts";

const pauseMs = 1_000;
const firstWaitMs = 5_000;
const waitMaxMs = limit(
  "host.wait",
  600_000,
  "ms",
  "at most between two pushes to a host that fails",
);

/** Keeps the newsroom's host where the newsroom is. It has a loop of its own: serving waits for none of it. */
export class HostPusher {
  readonly #site: HostedSite;
  readonly #web: Pick<SafeClient, "fetch">;
  /** The making that the host has; nothing is known after a start. */
  #pushed = -1;
  /** What was up and what was taken back when it was last tried. */
  #tried = { making: -1, taken: 0, standing: 0 };

  constructor(site: HostedSite, web: Pick<SafeClient, "fetch">) {
    this.#site = site;
    this.#web = web;
  }

  async run(ctx: Ctx, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.turn(ctx, signal).catch((error: unknown) =>
        ctx.log.error({ err: error }, "a turn of the newsroom's host failed; it goes on"),
      );
      await ctx.clock.sleep(pauseMs, signal);
    }
  }

  /** Pushes where there is something to push and the time has come. */
  async turn(ctx: Ctx, signal: AbortSignal): Promise<Pushed | HostFault | undefined> {
    // Before the first making nobody knows what is still so.
    if (this.#site.makings === 0) return undefined;
    const agency = await siteAgency(ctx);
    if (!agency) return undefined;
    const own = asSystem(ctx, "newsroom host", agency.agencyId);
    const host = await siteHost(own);
    if (!host || !this.#isDue(own, host)) return undefined;
    return this.pushTo(own, host, signal);
  }

  #isDue({ clock }: Ctx, host: SiteHost): boolean {
    if (host.askedAt !== null && host.dueAt === null) return true;
    if (host.dueAt === null) return this.#pushed !== this.#site.makings;
    if (instantOf(host.dueAt).epochMilliseconds <= clock.now().epochMilliseconds) return true;
    // Whoever asked us to wait is waited for; a fault may be over, and what was recalled must not stand for minutes more.
    return host.fault !== "busy" && this.#isMoreTaken();
  }

  /** Something was taken back since the last try. */
  #isMoreTaken(): boolean {
    if (this.#tried.making === this.#site.makings) return false;
    const now = this.#standing();
    const isMore = now.taken > this.#tried.taken || now.standing < this.#tried.standing;
    if (!isMore) this.#tried = now;
    return isMore;
  }

  #standing() {
    const files = this.#site.files();
    const taken = files.filter(({ isWithdrawn }) => isWithdrawn).length;
    return { making: this.#site.makings, taken, standing: files.length - taken };
  }

  /** One push, with its end kept. A fault is an answer, not an accident. */
  async pushTo(ctx: Ctx, host: SiteHost, signal: AbortSignal): Promise<Pushed | HostFault> {
    const making = this.#site.makings;
    this.#tried = this.#standing();
    await keepState(ctx, { beganAt: stamp(ctx.clock.now()), done: 0, total: 0 });
    try {
      const told = await this.#push(ctx, host, signal);
      if (told.state === "done") {
        this.#pushed = making;
        await succeeded(ctx, host, told);
      }
      return told;
    } catch (error) {
      const fault = faultOf(error);
      ctx.log.warn({ fault: fault.code, says: fault.message }, "the newsroom's host said no");
      await failed(ctx, host, fault);
      return fault;
    }
  }

  async #push(ctx: Ctx, host: SiteHost, signal: AbortSignal): Promise<Pushed> {
    const keys = await hostKeys(ctx, host);
    const { place, purge, publicUrl } = host;
    const door = openDoor(place, keys, { web: this.#web, clock: ctx.clock });
    const purging = { web: this.#web, publicUrl, purge, token: keys.purgeToken };
    // Of a host that ends nothing is wanted any more.
    const site = host.endedAt === null ? this.#site : emptied(this.#site);
    const progress = (told: Partial<SiteHost>) => keepState(ctx, told);
    return push(ctx, { site, place, door, purging, signal, progress });
  }
}

function emptied(site: HostedSite): HostedSite {
  return { makings: site.makings, files: () => [], fileBytes: async () => undefined };
}

async function succeeded(ctx: Ctx, host: SiteHost, { files, tooLarge }: Pushed): Promise<void> {
  if (host.endedAt !== null) return dropHost(ctx);
  await keepState(ctx, {
    pushedAt: stamp(ctx.clock.now()),
    files,
    tooLarge,
    recalledOut: 0,
    fault: null,
    failingAt: null,
    tries: 0,
    dueAt: null,
    askedAt: null,
  });
}

/** Twice as long each time; at least as long as the host asked for. */
async function failed(ctx: Ctx, host: SiteHost, fault: HostFault): Promise<void> {
  const now = ctx.clock.now();
  const waitMs = Math.min(Math.max(firstWaitMs * 2 ** host.tries, fault.waitMs ?? 0), waitMaxMs);
  await keepState(ctx, {
    fault: fault.code,
    failingAt: host.failingAt ?? stamp(now),
    tries: Math.min(host.tries + 1, 20),
    dueAt: stamp(now.add({ milliseconds: waitMs })),
    askedAt: null,
  });
}

import type { FrameNotice } from "#agency";
import { instantOf } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { siteHost } from "./hosts.ts";

const patienceMs = limit(
  "host.patience",
  900_000,
  "ms",
  "of failing before every page says so; at once where a recalled page may still be shown",
);

/** The second host's health, on every page: what is recalled and still shown waits for nobody. */
export async function hostNotice(ctx: Ctx): Promise<FrameNotice[]> {
  const host = await siteHost(ctx);
  if (!host?.failingAt) return [];
  const failingMs = ctx.clock.now().epochMilliseconds - instantOf(host.failingAt).epochMilliseconds;
  const isOut = host.recalledOut > 0;
  if (!isOut && failingMs < patienceMs) return [];
  const kind = isOut ? "host-recalled" : "host";
  return [{ kind, id: host.agencyId, title: "", since: host.failingAt, href: "/newsroom/host" }];
}

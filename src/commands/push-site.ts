import { HostPusher, siteHost } from "#newsroom";
import { asSystem } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Assembly } from "../slices.ts";

/** One push of the site as it is made now, whatever pause was running. */
export async function pushSite({ ctx, site, client }: Pick<Assembly, "ctx" | "site" | "client">) {
  if (site.agencyId === undefined)
    throw new Refusal("no-agency", "There is no agency yet, and so no site.");
  const own = asSystem(ctx, "newsroom host", site.agencyId);
  const host = await siteHost(own);
  if (!host)
    throw new Refusal(
      "no-host",
      "No second host is set. An administrator sets it in the console, under Second host.",
    );
  const told = await new HostPusher(site, client).pushTo(own, host, new AbortController().signal);
  if (told instanceof Error) return { fault: told.code, says: told.message };
  const { sent, removed, files, tooLarge } = told;
  return { sent, removed, files, tooLarge };
}

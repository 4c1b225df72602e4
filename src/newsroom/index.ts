import { siteAgency } from "#agency";
import type { Networks } from "#channels";
import { asSystem, type Ctx } from "#platform/context.ts";
import { slice } from "#platform/slice.ts";
import { Site } from "./site.ts";

const kinds = [
  "channels.website-changed",
  "channels.channel-connected",
  "channels.channel-ended",
  "agency.changed",
  "agency.founded",
  "policy.version-adopted",
];

/** The public site. It is rebuilt when news arrives, and served before and without everything else. */
export function newsroom(networks: Networks, site: Site, origin: string) {
  return slice({
    name: "newsroom",
    on: [
      {
        name: "newsroom",
        onServer: true,
        kinds,
        // News that was told together is one making: what was committed before the last reading is in it.
        handle: async (ctx, { claimedAt }) => {
          if (!site.hasReadSince(claimedAt)) await rebuildSite(ctx, networks, site, origin);
        },
      },
    ],
  });
}

export async function rebuildSite(
  ctx: Ctx,
  networks: Networks,
  site: Site,
  origin: string,
): Promise<void> {
  const agency = await siteAgency(ctx);
  if (agency) await site.rebuild(asSystem(ctx, "newsroom", agency.agencyId), networks, origin);
}

export { Site };

import type { SafeClient } from "#platform/http/safe-client.ts";
import type { PurgePlace } from "./draft.ts";
import { faultOf, HostFault } from "./fault.ts";

export interface Purging {
  web: Pick<SafeClient, "fetch">;
  publicUrl: string;
  purge: PurgePlace | null;
  token: string;
}

/** The cache before the host is told to let go of these addresses; at most 30 at a time, as Cloudflare takes them. */
export async function purge(outside: Purging, paths: readonly string[]): Promise<void> {
  const { web, purge: place, token, publicUrl } = outside;
  if (!place || paths.length === 0) return;
  const files = paths.map((path) => addressOf(publicUrl, path));
  const body =
    place.what === "call"
      ? undefined
      : JSON.stringify(place.what === "addresses" ? { files } : { purge_everything: true });
  const answer = await web
    .fetch(place.url, {
      method: "POST",
      redirect: "manual",
      headers: {
        ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body }),
    })
    .catch((error: unknown) => {
      throw new HostFault("purge", faultOf(error).message);
    });
  if (!answer.ok) throw new HostFault("purge", `the cache's answer was ${answer.status}`);
}

/** What was taken away is asked for as the public would: a cache that still has it has not heard. */
export async function mustBeGone(outside: Purging, paths: readonly string[]): Promise<void> {
  if (outside.publicUrl === "") return;
  for (const path of paths) {
    const answer = await outside.web
      .fetch(addressOf(outside.publicUrl, path), { method: "HEAD" })
      .catch((error: unknown) => {
        throw faultOf(error);
      });
    if (answer.ok) throw new HostFault("still-there", "a page that was taken away is still shown");
  }
}

function addressOf(publicUrl: string, path: string): string {
  return `${publicUrl.replace(/\/+$/, "")}${path}`;
}

import assert from "node:assert/strict";
import type { Site } from "#newsroom";
import { openSandboxNetwork } from "../../src/channels/sandbox/network.ts";
import { type BlueskyAccount, startBlueskyPds } from "../networks/bluesky.ts";
import { plainText } from "../../src/channels/mastodon/text.ts";
import { startMastodon } from "../networks/mastodon.ts";
import { startSmtp } from "../networks/smtp.ts";
import { atEnd } from "../openbeat.ts";
import { served } from "../served.ts";

/** The networks of a story, and what a resident sees on each of them: read from the networks, never from our rows. */
export async function openPeers() {
  const [pds, mastodon, smtp, practice] = await Promise.all([
    startBlueskyPds(),
    startMastodon(),
    startSmtp(),
    openSandboxNetwork(),
  ]);
  for (const peer of [pds, mastodon, smtp, practice])
    atEnd(async () => peer[Symbol.asyncDispose]());
  return { pds, mastodon, smtp, practice };
}

export type Peers = Awaited<ReturnType<typeof openPeers>>;

export interface Shown {
  text: string;
  /** Descriptions of its pictures. */
  alts: string[];
}

export async function shownOn(
  peers: Peers,
  bluesky: BlueskyAccount,
): Promise<{ bluesky: Shown[]; mastodon: Shown[]; sandbox: Shown[]; mail: Map<string, Shown> }> {
  const { pds, mastodon, smtp, practice } = peers;
  return {
    bluesky: await recordsOn(pds.url, bluesky.did),
    mastodon: [...mastodon.statuses.values()].map(({ text, mediaIds }) => ({
      text: plainText(text),
      alts: mediaIds.map((id) => mastodon.media.get(id)?.description ?? ""),
    })),
    sandbox: [...practice.state.posts.values()].map(({ text, media }) => ({
      text,
      alts: media.map(({ alt }) => alt),
    })),
    mail: new Map(
      smtp.letters.map(({ to, text, html }) => [
        to,
        { text, alts: [...html.matchAll(/alt="([^"]*)"/g)].map(([, alt = ""]) => alt) },
      ]),
    ),
  };
}

async function recordsOn(url: string, did: string): Promise<Shown[]> {
  const query = new URLSearchParams({ repo: did, collection: "app.bsky.feed.post", limit: "50" });
  const response = await fetch(`${url}/xrpc/com.atproto.repo.listRecords?${query}`);
  assert.equal(response.status, 200);
  const { records } = (await response.json()) as {
    records: { value: { text: string; embed?: { images?: { alt: string }[] } } }[];
  };
  return records.map(({ value }) => ({
    text: value.text,
    alts: value.embed?.images?.map(({ alt }) => alt) ?? [],
  }));
}

/** The newsroom behind a door of its own. */
export async function openNewsroom(site: Site): Promise<(path: string) => Promise<string>> {
  const address = await served(site);
  return async (path) => (await fetch(address + path)).text();
}

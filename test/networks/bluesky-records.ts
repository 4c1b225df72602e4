import type { BlueskyPds } from "./bluesky.ts";

const collection = "app.bsky.feed.post";

/** A post's record, as far as tests look at it. */
export interface BlueskyRecord {
  text: string;
  embed?: {
    images?: { alt: string }[];
    alt?: string;
    video?: { mimeType: string; size: number };
    captions?: { lang: string; file: { ref: { $link: string }; mimeType: string } }[];
    aspectRatio?: { width: number; height: number };
  };
}

async function listed(pds: BlueskyPds, did: string) {
  const query = new URLSearchParams({ repo: did, collection, limit: "100" });
  const response = await fetch(`${pds.url}/xrpc/com.atproto.repo.listRecords?${query}`);
  const body = (await response.json()) as { records: { uri: string; value: BlueskyRecord }[] };
  return body.records;
}

export async function recordsOf(pds: BlueskyPds, did: string): Promise<BlueskyRecord[]> {
  return (await listed(pds, did)).map(({ value }) => value);
}

/** The caption tracks of the video on the post with this text. */
export async function tracksOf(pds: BlueskyPds, did: string, text: string): Promise<string[]> {
  const own = (await recordsOf(pds, did)).filter((each) => each.text === text);
  return Promise.all(
    own
      .flatMap(({ embed }) => embed?.captions ?? [])
      .map(async ({ file }) => {
        const query = new URLSearchParams({ did, cid: file.ref.$link });
        return (await fetch(`${pds.url}/xrpc/com.atproto.sync.getBlob?${query}`)).text();
      }),
  );
}

/** Somebody who has the account's password puts other words under a post's key, or deletes it. */
export async function tampered(
  pds: BlueskyPds,
  owner: { did: string; accessJwt: string },
  text: string,
  now: string | undefined,
): Promise<void> {
  const found = (await listed(pds, owner.did)).find(({ value }) => value.text === text);
  if (found === undefined) throw new Error("no such post");
  const where = {
    repo: owner.did,
    collection: "app.bsky.feed.post",
    rkey: found.uri.split("/").at(-1),
  };
  const record = { ...found.value, text: now };
  const response = await fetch(
    `${pds.url}/xrpc/com.atproto.repo.${now === undefined ? "deleteRecord" : "putRecord"}`,
    {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${owner.accessJwt}` },
      body: JSON.stringify(now === undefined ? where : { ...where, record }),
    },
  );
  if (!response.ok) throw new Error(await response.text());
}

import { stat } from "node:fs/promises";
import { join } from "node:path";
import { RequestFailed } from "#platform/http/safe-failure.ts";
import type { BlobStore } from "#platform/blobs/blobs.ts";
import type { Account } from "../account.ts";
import type { Connector, Net } from "../connector.ts";
import { withoutSecrets } from "../exchange.ts";
import type { MediumAsked, MediumPlace } from "../inbound.ts";
import { inPieces, type NotHad } from "./pieces.ts";

/** Bytes that were stored under their hash, or why there are none. */
export type Got = { sha256: string; sizeBytes: number; type: string } | NotHad;

interface From {
  connector: Connector | undefined;
  account: Account;
  /** A way out with a time limit of its own. */
  netNow: () => Net;
}

/** Stores a medium's bytes. With the account's credential only where its connector says so; else the address is anybody's. */
export async function storedBytes(
  blobs: BlobStore,
  { connector, account, netNow }: From,
  medium: MediumAsked,
): Promise<Got> {
  try {
    const net = netNow();
    const place = (await connector?.mediumAt?.(net, account, medium)) ?? { url: medium.url };
    if (!/^https?:\/\//i.test(place.url))
      return { why: "the network gives it out to no address", isFinal: true };
    return await whole(blobs, net, place).catch((error: unknown) => {
      if (isTooLarge(error)) return large(blobs, netNow, place);
      throw error;
    });
  } catch (error) {
    const says = error instanceof Error ? error.message : "it was not reached";
    const why = withoutSecrets(says, Object.values(account.credential)).slice(0, 300);
    // A server that knows no pieces gives it whole to whoever asks for one: so it will the next time.
    return { why, isFinal: isTooLarge(error) };
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof RequestFailed && error.code === "too-large";
}

async function whole(blobs: BlobStore, net: Net, { url, headers = {} }: MediumPlace): Promise<Got> {
  const answer = await net.fetch(url, { headers, signal: net.signal });
  if (!answer.ok) return { why: `answered ${answer.status}` };
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes.length === 0) return { why: "it is empty" };
  const type = (answer.headers.get("content-type") ?? "").slice(0, 100);
  if (isPage(type)) return { why: "a page stands there, no picture or film" };
  return { sha256: await blobs.put(bytes), sizeBytes: bytes.length, type: known(type) };
}

async function large(blobs: BlobStore, netNow: () => Net, place: MediumPlace): Promise<Got> {
  await using stage = await blobs.stage();
  const path = join(stage.folder, "medium");
  const got = await inPieces(netNow, place, path);
  if ("why" in got) return got;
  if (isPage(got.type)) return { why: "a page stands there, no picture or film" };
  const { size: sizeBytes } = await stat(path);
  return { sha256: await blobs.keep(path), sizeBytes, type: known(got.type) };
}

function isPage(type: string): boolean {
  return type.startsWith("text/html");
}

/** A store that knows no kinds says nothing. */
function known(type: string): string {
  return type === "application/octet-stream" ? "" : type;
}

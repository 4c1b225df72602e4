import { open } from "node:fs/promises";
import { limit } from "#platform/limits.ts";
import type { Net } from "../connector.ts";
import type { MediumPlace } from "../inbound.ts";

const pieceSize = limit(
  "inbound.media-piece",
  16 * 1024 * 1024,
  "bytes",
  "of a film that is too large for memory; it is fetched in so many pieces as it has",
);
const sizeMax = limit(
  "inbound.media-size",
  1024 * 1024 * 1024,
  "bytes",
  "of one medium; a larger one is named as missing",
);

/** Why the bytes could not be had; final: another try would find the same. */
export interface NotHad {
  why: string;
  isFinal?: boolean;
}

interface Piece {
  start: number;
  total: number;
  /** What the server calls this version of the file; empty where it does not say. */
  version: string;
  type: string;
  bytes: Uint8Array;
}

/**
 * Writes a medium into a file piece by piece (range requests, RFC 9110 §14), so that none of it is in memory whole. All
 * pieces must be of one version of one size: a file that changes meanwhile is not kept half and half. `netNow` gives each
 * piece its own time.
 */
export async function inPieces(
  netNow: () => Net,
  place: MediumPlace,
  path: string,
  size = pieceSize,
): Promise<{ sizeBytes: number; type: string } | NotHad> {
  await using file = await open(path, "w", 0o600);
  let first: Piece | undefined;
  for (let at = 0; first === undefined || at < first.total;) {
    const piece = await pieceAt(netNow(), place, { start: at, end: at + size - 1, first });
    if ("why" in piece) return piece;
    if (piece.total > sizeMax) return { why: `it has ${piece.total} bytes`, isFinal: true };
    const known = first ?? piece;
    if (piece.start !== at || piece.total !== known.total || piece.version !== known.version)
      return { why: "it changed while it was fetched" };
    if (piece.bytes.length !== Math.min(size, piece.total - at))
      return { why: "a piece of it came cut short" };
    await file.write(piece.bytes);
    at += piece.bytes.length;
    first = known;
  }
  await file.sync();
  return { sizeBytes: first.total, type: first.type };
}

async function pieceAt(
  net: Net,
  { url, headers = {} }: MediumPlace,
  { start, end, first }: { start: number; end: number; first: Piece | undefined },
): Promise<Piece | NotHad> {
  const isSame = first?.version ? { "if-range": first.version } : {};
  const range = { range: `bytes=${start}-${end}`, "accept-encoding": "identity" };
  const answer = await net.fetch(url, {
    headers: { ...headers, ...range, ...isSame },
    signal: net.signal,
  });
  if (answer.status === 200 && first !== undefined)
    return { why: "it changed while it was fetched" };
  if (answer.status === 200) return { why: "its server gives it out whole only", isFinal: true };
  if (answer.status !== 206) return { why: `answered ${answer.status}` };
  const told = /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15})$/.exec(
    answer.headers.get("content-range") ?? "",
  );
  if (!told) return { why: "its server does not say which piece it gave" };
  // A weak mark would let other bytes pass for the same (RFC 9110 §13.1.5).
  const etag = answer.headers.get("etag") ?? "";
  return {
    start: Number(told[1]),
    total: Number(told[2]),
    version: etag.startsWith("W/") ? "" : etag,
    type: (answer.headers.get("content-type") ?? "").slice(0, 100),
    bytes: new Uint8Array(await answer.arrayBuffer()),
  };
}

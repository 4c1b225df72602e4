import { recordHoldings, recordsWithMedia } from "#archive";
import type { TxCtx } from "#platform/context.ts";
import { mediumSets, textOfItems, textSets, type MediumSet } from "./newest.ts";

/** What is taken out of a record before it is given out. */
export interface Redaction {
  /** In UTF-16 units of the record's text, in its order, none over another. */
  spans: readonly { start: number; end: number; code: string }[];
  /**
   * Of parts such as "media.0". `blob` is the SHA-256 (hex) of the REBUILT bytes in ctx.blobs; null: it is withheld
   * whole. Media that are not named here are given out as they are.
   */
  media: readonly { part: string; blob: string | null; codes: readonly string[] }[];
}

/** What is taken out of each of these records of a request. A record of which nothing is taken out has no entry. */
export async function redactionsOf(
  tx: TxCtx,
  requestId: string,
  recordIds: readonly string[],
): Promise<Map<string, Redaction>> {
  const texts = await textOfItems(tx, requestId, recordIds);
  const marked = await textSets(tx, requestId, [...new Set(texts.values())]);
  const media = await mediaOf(tx, requestId, recordIds);
  const found = new Map<string, Redaction>();
  for (const [recordId, sameText] of texts) {
    const redaction = {
      spans: marked.get(sameText)?.marks ?? [],
      media: media.get(recordId) ?? [],
    };
    if (redaction.spans.length + redaction.media.length > 0) found.set(recordId, redaction);
  }
  return found;
}

/** The attachments of some records that do not go out as they are. Only records that hold one are opened. */
async function mediaOf(
  tx: TxCtx,
  requestId: string,
  recordIds: readonly string[],
): Promise<Map<string, Redaction["media"]>> {
  const sets = await mediumSets(tx, requestId);
  const changed = [...sets].filter(([, set]) => isChanged(set)).map(([blob]) => blob);
  const holders = await recordsWithMedia(tx, recordIds, changed);
  if (holders.size === 0) return new Map();
  const found = new Map<string, Redaction["media"]>();
  for await (const { id, media } of recordHoldings(tx, [...holders.keys()])) {
    const out = media.flatMap(({ part, blob }) => {
      const set = sets.get(blob);
      return set && isChanged(set) ? [{ part, blob: set.rebuilt, codes: set.codes }] : [];
    });
    found.set(id, out);
  }
  return found;
}

/** An attachment whose boxes were all taken off again goes out as it is. */
export function isChanged({ isWithheld, rebuilt }: MediumSet): boolean {
  return isWithheld || rebuilt !== null;
}

/** The grounds on which something is taken out of a record. */
export function codesOf({ spans, media }: Redaction): string[] {
  return [...new Set([...spans.map(({ code }) => code), ...media.flatMap(({ codes }) => codes)])];
}

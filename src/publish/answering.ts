import { networkFacts, type Remote } from "#channels";
import type { Delivery } from "./moves.ts";
import { byAddress } from "./remote.ts";

/** Networks that neither edit nor take back, but let a post be answered where it stands. */
const answersOnly = new Set(
  networkFacts()
    .filter(({ edit, remove, reply }) => edit === "no" && !remove && reply)
    .map(({ network }) => network),
);

/** What a later version answers on such a network: the correction stands under what it corrects. */
export function answeredBy(network: string, before: Delivery | undefined): { replyTo?: Remote } {
  if (!before || before.remoteId === null || !answersOnly.has(network)) return {};
  const extra = before.remoteExtra as Record<string, string> | null;
  if (extra?.["knownBy"] === byAddress.knownBy) return {};
  return {
    replyTo: {
      id: before.remoteId,
      ...(before.remoteUrl === null ? {} : { url: before.remoteUrl }),
      ...(extra === null ? {} : { extra }),
    },
  };
}

import { networkFacts, type Remote } from "#channels";
import type { Delivery } from "./moves.ts";
import { knownRemote } from "./remote.ts";

/** Networks that neither edit nor take back, but let a post be answered where it stands. */
const answersOnly = new Set(
  networkFacts()
    .filter(({ edit, remove, reply }) => edit === "no" && !remove && reply)
    .map(({ network }) => network),
);

/** What a later version answers on such a network: the correction stands under what it corrects. */
export function answeredBy(network: string, before: Delivery | undefined): { replyTo?: Remote } {
  const remote = before && answersOnly.has(network) ? knownRemote(before) : undefined;
  return remote ? { replyTo: remote } : {};
}

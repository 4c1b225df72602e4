import { networkFacts } from "#channels";

/** A draft for some beats alone, and the networks it is meant for. */
export interface AimedDraft {
  onlyBeats?: boolean | undefined;
  networks?: readonly string[] | undefined;
}

/**
 * Networks that would show it to everybody. Which beat is which place there only an installation knows: its composer
 * and `POST /api/measures` tell that.
 */
export function audienceFindings({ onlyBeats, networks = [] }: AimedDraft) {
  if (!onlyBeats) return [];
  const able = new Map(networkFacts().map((one) => [one.network, one]));
  return networks
    .filter((network) => able.get(network)?.placeTargeting === undefined)
    .map((network) => ({
      rule: "no-place-targeting",
      level: "block" as const,
      roles: [],
      paragraph: "",
      start: null,
      end: null,
      fix: null,
      field: "channels",
      of: network,
      title: "For some beats alone",
      reason: `${able.get(network)?.title ?? network} cannot keep a post to some beats: it would go to everybody.`,
    }));
}

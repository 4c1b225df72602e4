import { peopleIn, type Connector, type Measure, type OutboundMessage } from "#channels";

/** Why a message for some beats alone cannot go to one channel; it never goes to everybody by itself. */
export function audienceFindings(
  { capabilities, title }: Pick<Connector, "capabilities" | "title">,
  { onlyBeats, beats = [], places }: OutboundMessage,
): Measure["findings"] {
  if (!onlyBeats) return [];
  const field = "beats";
  if (beats.length === 0)
    return [{ code: "beats-missing", says: "Say which beats it is for.", field }];
  if (capabilities.placeTargeting === undefined) {
    const says = `${title} cannot keep a post to some beats: it would go to everybody.`;
    return [{ code: "no-place-targeting", says, field }];
  }
  if (places !== undefined) {
    const { peopleMin = 0 } = capabilities.placeTargeting;
    const people = peopleIn(places) ?? peopleMin;
    if (people >= peopleMin) return [];
    const says = `${title} takes no post for fewer than ${peopleMin} people: ${people} follow it in these places.`;
    return [{ code: "audience-too-small", says, field }];
  }
  const says = "A beat has no place on this channel. An administrator names it under Channels.";
  return [{ code: "beat-without-place", says, field }];
}

import type { ArchiveQuery, Direction } from "./api.ts";
import { dayEnd, dayStart } from "#agency/web";
import type { Filters } from "#ui/filters.ts";

/** What the address holds. `sort` only says that the newest were asked for. */
export const filterKeys = [
  "q",
  "kind",
  "channel",
  "person",
  "direction",
  "from",
  "until",
  "by",
  "media",
  "hold",
  "hidden",
  "beat",
  "tag",
  "sort",
] as const;

export type ArchiveFilters = Filters<(typeof filterKeys)[number]>;
export type FilterValues = ArchiveFilters["values"];

/** Beginnings of kinds that one may ask for, each with its word. */
export const kindWords = {
  "publish.post": "kindPosts",
  "publish.post-approved": "kindApproved",
  "publish.delivery": "kindDelivery",
  "channels.post": "kindReceived",
  "publish.hold": "kindHolds",
  "policy.": "kindPolicy",
} as const;

/** What is asked of the archive; days are the agency's own. */
export function queryOf(values: Partial<FilterValues>, zone: string): ArchiveQuery {
  const [from, until] = [dayStart(values.from ?? "", zone), dayEnd(values.until ?? "", zone)];
  const times =
    values.by === "happened" ? { occurredFrom: from, occurredUntil: until } : { from, until };
  const yes = (value = "") => (value === "" ? undefined : ("true" as const));
  const given = {
    words: values.q,
    kind: values.kind,
    channelId: values.channel,
    personId: values.person,
    direction: directionOf(values.direction),
    ...times,
    hasMedia: yes(values.media),
    hold: yes(values.hold),
    hidden: yes(values.hidden),
    tag: values.tag,
    beat: values.beat,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value));
}

function directionOf(value?: string): Direction | undefined {
  return value === "in" || value === "out" || value === "internal" ? value : undefined;
}

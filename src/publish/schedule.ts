import { Temporal } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { PostContent } from "./content.ts";

const daysAheadMax = limit(
  "schedule.ahead",
  370,
  "days",
  "further plans belong in the calendar as drafts",
);
const downDaysMax = limit("take-down.ahead", 3_650, "days", "later, somebody decides anew");

export interface Resolved {
  at: Temporal.Instant;
  /** Said on screen when the chosen time does not exist or exists twice that day. */
  note: string | undefined;
}

/**
 * Resolves a wall-clock time in its zone, at use. A skipped hour (spring) becomes the same distance after
 * the gap, 02:30 → 03:30; a doubled hour (autumn) is the first one. Both are said (core, Time).
 */
export function resolveLocal(local: string, zone: string): Resolved {
  const plain = parse(local);
  const at = zoned(plain, zone, "compatible");
  const earlier = zoned(plain, zone, "earlier");
  const later = zoned(plain, zone, "later");
  if (earlier.epochMilliseconds === later.epochMilliseconds)
    return { at: at.toInstant(), note: undefined };
  const isSkipped = !at.toPlainDateTime().equals(plain);
  const clock = at.toPlainTime().toString({ smallestUnit: "minute" });
  const note = isSkipped
    ? `Clocks skip ${local.slice(11)} that day; it goes out at ${clock}.`
    : `Clocks show ${local.slice(11)} twice that day; it goes out the first time.`;
  return { at: at.toInstant(), note };
}

/** When the deliveries of this content come due, and after when they expire. */
export function timesOf(
  content: PostContent,
  now: Temporal.Instant,
): { due: Temporal.Instant; latest: Temporal.Instant } {
  const { publish } = content;
  const chosen = publish.when === "at" ? resolveLocal(publish.local, publish.zone).at : now;
  const due = Temporal.Instant.compare(chosen, now) > 0 ? chosen : now;
  return { due, latest: chosen.add({ minutes: content.lateMinutes }) };
}

/** Refuses times that have passed or are too far away, and zones nobody knows. */
export function checkSchedule(content: PostContent, now: Temporal.Instant): void {
  checkTakeDown(content, now);
  const { publish } = content;
  if (publish.when !== "at") return;
  const { at } = resolveLocal(publish.local, publish.zone);
  if (Temporal.Instant.compare(at.add({ minutes: content.lateMinutes }), now) < 0) {
    throw new Refusal(
      "in-the-past",
      `${publish.local.replace("T", " ")} has passed. Choose a later time, or publish when approved.`,
    );
  }
  if (Temporal.Instant.compare(at, now.add({ hours: 24 * daysAheadMax })) > 0) {
    throw new Refusal("too-far", `Schedule at most ${daysAheadMax} days ahead.`);
  }
}

/** Refuses a time before the post is out, or so far away that nobody here will remember. */
function checkTakeDown(content: PostContent, now: Temporal.Instant): void {
  if (!content.takeDown) return;
  const { at } = resolveLocal(content.takeDown.local, content.takeDown.zone);
  const out =
    content.publish.when === "at"
      ? resolveLocal(content.publish.local, content.publish.zone).at
      : now;
  const from = Temporal.Instant.compare(out, now) > 0 ? out : now;
  if (Temporal.Instant.compare(at, from) <= 0)
    throw new Refusal(
      "down-before-out",
      "It would be taken down before it is out. Choose a later time.",
    );
  if (Temporal.Instant.compare(at, now.add({ hours: 24 * downDaysMax })) > 0)
    throw new Refusal("down-too-late", `Choose a time within ${downDaysMax} days, or none.`);
}

function parse(local: string): Temporal.PlainDateTime {
  try {
    return Temporal.PlainDateTime.from(local, { overflow: "reject" });
  } catch (cause) {
    throw new Refusal("unknown-time", `"${local}" is not a time. Write it as 2026-11-21T09:00.`, {
      cause,
    });
  }
}

function zoned(
  plain: Temporal.PlainDateTime,
  zone: string,
  disambiguation: "compatible" | "earlier" | "later",
): Temporal.ZonedDateTime {
  try {
    return plain.toZonedDateTime(zone, { disambiguation });
  } catch (cause) {
    throw new Refusal(
      "unknown-time-zone",
      `"${zone}" is not a time zone. Choose one such as America/Los_Angeles.`,
      { cause },
    );
  }
}

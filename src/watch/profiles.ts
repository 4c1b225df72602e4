import { z } from "zod";
import { costsToRead, profileOf, type Channel, type Networks, type Profile } from "#channels";
import { instantOf, stamp } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import { limit } from "#platform/limits.ts";
import type { AlarmDraft } from "./alarms.ts";

const everySeconds = limit(
  "watch.profile-every",
  60,
  "seconds",
  "between two looks at a profile and its administrators",
);
const dearSeconds = limit(
  "watch.dear-every",
  3_600,
  "seconds",
  "the same, on a network where each reading costs money or quota",
);
const textMax = 5_000;
const fields = ["name", "picture", "description", "website"] as const;
const profile = z.object({
  name: z.string().optional(),
  picture: z.string().optional(),
  description: z.string().optional(),
  website: z.string().optional(),
  administrators: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
});

/** The profile of the last look, as it is kept; undefined before the first. */
export function keptProfile(stored: unknown): Profile | undefined {
  const known = profile.safeParse(stored).data;
  if (!known) return undefined;
  const { name, picture, description, website, administrators } = known;
  return {
    ...(name === undefined ? {} : { name }),
    ...(picture === undefined ? {} : { picture }),
    ...(description === undefined ? {} : { description }),
    ...(website === undefined ? {} : { website }),
    ...(administrators === undefined ? {} : { administrators }),
  };
}

interface Looks {
  profile: Profile | null;
  profiledAt: string | null;
  alarms: AlarmDraft[];
}

/** How the account looks now beside the last look, which it replaces: what was told once is told no second time. */
export async function profileNow(
  ctx: Ctx,
  networks: Networks,
  channel: Channel,
  before: { profile: Profile | undefined; profiledAt: string | null },
): Promise<Looks> {
  const kept = { profile: before.profile ?? null, profiledAt: before.profiledAt, alarms: [] };
  const wait = costsToRead(ctx, networks, channel.network) ? dearSeconds : everySeconds;
  const next = before.profiledAt && instantOf(before.profiledAt).add({ seconds: wait });
  const at = ctx.clock.now();
  if (next && at.epochMilliseconds < next.epochMilliseconds) return kept;
  const now = await profileOf(ctx, networks, channel.id);
  if (!now) return kept;
  const known = before.profile;
  const profiledAt = stamp(at);
  const alarms = known ? changesOf(channel.id, known, now, profiledAt) : [];
  // A part that is not told this once is kept as it was.
  return { profile: { ...known, ...now }, profiledAt, alarms };
}

function changesOf(channelId: string, before: Profile, now: Profile, at: string): AlarmDraft[] {
  const changes = fields.flatMap((field) => {
    const [was, is] = [before[field], now[field]];
    if (was === undefined || is === undefined || was === is) return [];
    return [{ field, before: was.slice(0, textMax), after: is.slice(0, textMax) }];
  });
  const people = peopleChanged(before.administrators, now.administrators);
  const keyOf = (what: object) => sha256(canonicalize({ at, what })).toString("hex");
  return [
    ...(changes.length === 0
      ? []
      : [{ channelId, kind: "profile" as const, key: keyOf(changes), evidence: { changes } }]),
    ...(people
      ? [{ channelId, kind: "administrator" as const, key: keyOf(people), evidence: people }]
      : []),
  ];
}

type People = Profile["administrators"];

function peopleChanged(before: People, now: People) {
  if (!before || !now) return undefined;
  const less = (all: NonNullable<People>, without: NonNullable<People>) =>
    all.filter(({ id }) => !without.some((one) => one.id === id)).map(({ name, id }) => name || id);
  const [added, removed] = [less(now, before), less(before, now)];
  if (added.length === 0 && removed.length === 0) return undefined;
  const told = (all: NonNullable<People>) => all.map(({ name, id }) => name || id).join(", ");
  const change = { field: "administrators", before: told(before), after: told(now) };
  return { added, removed, changes: [change] };
}

import { and, desc, eq, sql } from "drizzle-orm";
import { allBeats, ownAgency } from "#agency";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { channels } from "../schema.ts";
import { agencyActor, beatActor } from "./addresses.ts";

/** Who may speak here: the agency, and each of its beats. */
export interface Role {
  name: string;
  title: string;
  /** The page of the newsroom that stands behind it. */
  page: string;
}

export async function rolesOf(ctx: Ctx): Promise<Role[]> {
  const { name } = await ownAgency(ctx);
  const beats = await allBeats(ctx);
  return [
    { name: agencyActor, title: name, page: "/" },
    ...beats.map((beat) => ({
      name: beatActor(beat.code),
      title: `${name}: ${beat.code} ${beat.name}`,
      page: `/beats/${encodeURIComponent(beat.code)}`,
    })),
  ];
}

export interface ActorRow {
  channelId: string;
  name: string;
  settings: Readonly<Record<string, string>>;
  connectedAt: string;
  endedAt: string | null;
}

/** The actor of that name: the one that is open, else the one that was ended last. */
export async function actorByName(ctx: Ctx, name: string): Promise<ActorRow | undefined> {
  const [row] = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(channels)
      .where(
        and(
          eq(channels.agencyId, agencyOf(ctx)),
          eq(channels.network, "fediverse"),
          eq(sql`${channels.settings}->>'actor'`, name),
        ),
      )
      .orderBy(desc(sql`${channels.endedAt} is null`), desc(channels.connectedAt))
      .limit(1),
  );
  if (!row) return undefined;
  const { id: channelId, connectedAt, endedAt } = row;
  return { channelId, name, settings: wordsIn(row.settings), connectedAt, endedAt };
}

/** Every open actor of the agency. */
export async function openActors(ctx: Ctx): Promise<ActorRow[]> {
  const rows = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(channels)
      .where(
        and(
          eq(channels.agencyId, agencyOf(ctx)),
          eq(channels.network, "fediverse"),
          sql`${channels.endedAt} is null`,
        ),
      )
      .orderBy(channels.position),
  );
  return rows.map(({ id, settings, connectedAt, endedAt }) => {
    const words = wordsIn(settings);
    return { channelId: id, name: words["actor"] ?? "", settings: words, connectedAt, endedAt };
  });
}

function wordsIn(settings: unknown): Record<string, string> {
  if (typeof settings !== "object" || settings === null) return {};
  return Object.fromEntries(
    Object.entries(settings).filter(
      (each): each is [string, string] => typeof each[1] === "string",
    ),
  );
}

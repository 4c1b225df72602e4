import { and, desc, eq, lte } from "drizzle-orm";
import { allAgencies } from "#agency";
import { millisecondsOf, stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx } from "#platform/context.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { readTimestamp, TimestampFault, timestampQuery } from "../log/timestamp.ts";
import { archiveCheckpoints, archiveTimestamps } from "../schema.ts";
import { renewDays, renewStamps } from "./renewing.ts";
import {
  attestorsOf,
  isDue,
  newestCheckpoint,
  noteAttested,
  noteFailure,
  type Attestation,
  type Attestor,
} from "./attestors.ts";

const tokenMax = limit("stamp.token", 65_536, "bytes", "a stamp with its certificates");
const everyMs = limit("stamp.every", 55 * 60_000, "ms", "a growing log is stamped hourly");

const renewMs = limit(
  "stamp.renew-every",
  24 * 60 * 60_000,
  "ms",
  "an authority whose certificate ends soon is asked this often whether it has a newer one",
);

/** Has every log's newest checkpoint stamped by every authority that has not stamped it yet. */
export async function stampAll(ctx: Ctx, attestation: Attestation): Promise<void> {
  if (attestation.authorities.length === 0) return;
  for (const { agencyId } of await allAgencies(ctx))
    await stampNewest(asSystem(ctx, "time stamper", agencyId), attestation);
}

/** One agency's turn; returns how many stamps were given. What fails is remembered, and asked again. */
export async function stampNewest(ctx: Ctx, attestation: Attestation): Promise<number> {
  const { head, states } = await read(ctx, async (tx) => ({
    head: await newestCheckpoint(tx),
    states: await attestorsOf(tx, "authority"),
  }));
  if (!head) return 0;
  const now = stamp(ctx.clock.now());
  const ends = new Map(
    (await newestStamps(ctx, head.size)).map((one) => [one.authority, one.endsAt]),
  );
  let given = 0;
  for (const authority of attestation.authorities) {
    const state = states.get(authority);
    const isNext = isDue(state, head.size, now) && !stampedLately(state, ctx.clock.now());
    if (!isNext && !mustRenew(state, ends.get(authority), ctx.clock.now())) continue;
    try {
      await stampHead(ctx, attestation, authority, head);
      given += 1;
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      await noteFailure(ctx, "authority", authority, words);
    }
  }
  await renewStamps(ctx);
  return given;
}

/** A log that does not grow is stamped again too while the certificate ends soon: the authority may have a newer one. */
function mustRenew(
  state: Attestor | undefined,
  endsAt: string | undefined,
  now: Temporal.Instant,
): boolean {
  if (!state?.attestedAt || endsAt === undefined || !endsSoon(endsAt, now)) return false;
  const restedMs = now.epochMilliseconds - millisecondsOf(state.attestedAt);
  return restedMs >= renewMs && (state.nextAt ?? "") <= stamp(now);
}

/** A stamp an hour is enough; one that failed is asked for again as soon as its pause is over. */
function stampedLately(state: Attestor | undefined, now: Temporal.Instant): boolean {
  if (!state?.attestedAt || state.failingSince !== null) return false;
  return now.epochMilliseconds - millisecondsOf(state.attestedAt) < everyMs;
}

async function stampHead(
  ctx: Ctx,
  { client, roots }: Attestation,
  authority: string,
  { size, note }: { size: number; note: string },
): Promise<void> {
  const nonce = ctx.ids.random(8);
  const answer = await client.fetch(authority, {
    method: "POST",
    headers: {
      "content-type": "application/timestamp-query",
      accept: "application/timestamp-reply",
    },
    body: Buffer.from(await timestampQuery(sha256(note), nonce)),
    redirect: "error",
  });
  const token = Buffer.from(await answer.arrayBuffer());
  if (!answer.ok) throw new TimestampFault(`It answered ${answer.status}.`);
  if (token.length > tokenMax) throw new TimestampFault("Its answer is too long for a stamp.");
  const said = await readTimestamp(token, Buffer.from(note), { nonce, roots: await roots() });
  const [stampedAt, endsAt] = [said.stampedAt, said.endsAt].map((at) =>
    stamp(Temporal.Instant.from(at)),
  );
  if (stampedAt === undefined || endsAt === undefined) return;
  await transact(ctx, async (tx) => {
    const id = tx.ids.uuid();
    await tx.tx
      .insert(archiveTimestamps)
      .values({ agencyId: agencyOf(tx), id, size, authority, token, stampedAt, endsAt });
    await noteAttested(tx, "authority", authority, size, stamp(tx.clock.now()));
  });
}

/** The newest stamp of each authority on a checkpoint of at most `size`, with the checkpoint that it is over. */
export async function newestStamps(ctx: Ctx, size: number) {
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .selectDistinctOn([archiveTimestamps.authority], {
        authority: archiveTimestamps.authority,
        size: archiveTimestamps.size,
        token: archiveTimestamps.token,
        stampedAt: archiveTimestamps.stampedAt,
        endsAt: archiveTimestamps.endsAt,
        note: archiveCheckpoints.note,
      })
      .from(archiveTimestamps)
      .innerJoin(
        archiveCheckpoints,
        and(
          eq(archiveCheckpoints.agencyId, archiveTimestamps.agencyId),
          eq(archiveCheckpoints.size, archiveTimestamps.size),
        ),
      )
      .where(and(eq(archiveTimestamps.agencyId, agencyOf(tx)), lte(archiveTimestamps.size, size)))
      .orderBy(
        archiveTimestamps.authority,
        desc(archiveTimestamps.size),
        desc(archiveTimestamps.endsAt),
      );
    return rows;
  });
}

/** Whether a stamp's certificate ends so soon that the log should be stamped anew, under a newer one. */
export function endsSoon(endsAt: string, now: Temporal.Instant): boolean {
  return Temporal.Instant.from(endsAt).since(now).total("hours") < renewDays * 24;
}

import { createHash, randomBytes } from "node:crypto";
import { and, eq, isNull, lt } from "drizzle-orm";
import { z } from "zod";
import { authorize, personOf } from "#agency";
import { instantOf, stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { type Channel, connectChannel, type ConnectDraft, mustBeFilled } from "./accounts.ts";
import type { Net } from "./connector.ts";
import type { Networks } from "./networks.ts";
import { freshProof } from "./oauth.ts";
import { channelConsents } from "./schema.ts";

const consentMinutes = limit(
  "channels.consent",
  10,
  "minutes",
  "a consent that was left lying is started again",
);
const kept = z.object({ input: z.record(z.string(), z.string()), verifier: z.string() });

/** The one page that networks send people back to; each network holds the address, exactly. */
function redirectUriOf(origin: string): string {
  return `${origin}/console/channels/consented`;
}

/**
 * Begins a consent: the address of the network's own page. The state is good once, for ten minutes, in
 * the session that asked, and its hash is all that is kept of it.
 */
export async function startConsent(
  ctx: Ctx,
  networks: Networks,
  draft: ConnectDraft,
): Promise<{ url: string }> {
  authorize(ctx, "channel.connect");
  const connector = networks.connector(ctx, draft.network);
  if (connector.consentUrl === undefined)
    throw new Refusal("no-consent", `${connector.title} is connected with the form alone.`);
  mustBeFilled(connector, draft.input);
  const person = personOf(ctx);
  const state = randomBytes(32).toString("base64url");
  const { verifier, challenge } = freshProof();
  const redirectUri = redirectUriOf(networks.origin);
  const url = connector.consentUrl(draft.input, { state, challenge, redirectUri });
  await transact(ctx, async (tx) => {
    const id = tx.ids.uuid();
    const now = tx.clock.now();
    const keys = await tx.vault.keysOf(tx, agencyOf(tx));
    const place = placeOf(tx, id);
    await tx.tx
      .delete(channelConsents)
      .where(
        and(eq(channelConsents.agencyId, agencyOf(tx)), lt(channelConsents.expiresAt, stamp(now))),
      );
    await tx.tx.insert(channelConsents).values({
      agencyId: agencyOf(tx),
      id,
      stateHash: hashOf(state),
      sessionId: person.credentialId,
      personId: person.personId,
      network: draft.network,
      name: draft.name,
      isPublic: draft.isPublic,
      sealed: keys.seal(place, JSON.stringify({ input: draft.input, verifier })),
      expiresAt: stamp(now.add({ minutes: consentMinutes })),
    });
  });
  return { url };
}

/** Ends a consent with what the network brought back: the account is connected, or why not is said. */
export async function finishConsent(
  ctx: Ctx,
  net: Net,
  networks: Networks,
  back: { state: string; code: string },
): Promise<Channel> {
  authorize(ctx, "channel.connect");
  const { row, input, verifier } = await useConsent(ctx, back.state);
  const connector = networks.connector(ctx, row.network);
  const redirectUri = redirectUriOf(networks.origin);
  return connectChannel(ctx, net, connector, {
    network: row.network,
    name: row.name,
    isPublic: row.isPublic,
    input: { ...input, code: back.code, verifier, redirectUri },
  });
}

/** Takes the consent of this state and session, once: a second use finds it used. */
async function useConsent(ctx: Ctx, state: string) {
  const person = personOf(ctx);
  return transact(ctx, async (tx) => {
    const [row] = await tx.tx
      .update(channelConsents)
      .set({ usedAt: stamp(tx.clock.now()) })
      .where(
        and(
          eq(channelConsents.agencyId, agencyOf(tx)),
          eq(channelConsents.stateHash, hashOf(state)),
          eq(channelConsents.sessionId, person.credentialId),
          isNull(channelConsents.usedAt),
        ),
      )
      .returning();
    const isOver =
      row === undefined || Temporal.Instant.compare(instantOf(row.expiresAt), tx.clock.now()) <= 0;
    if (isOver) {
      throw new Refusal(
        "consent-over",
        "This consent was not begun here, was used already, or is older than ten minutes. Begin again.",
        { status: 409 },
      );
    }
    const keys = await tx.vault.keysOf(tx, agencyOf(tx));
    const opened: unknown = JSON.parse(keys.open(placeOf(tx, row.id), row.sealed).toString());
    return { row, ...kept.parse(opened) };
  });
}

function hashOf(state: string): Buffer {
  return createHash("sha256").update(state).digest();
}

function placeOf(ctx: Ctx, id: string) {
  return { table: "channel_consents", column: "sealed", agencyId: agencyOf(ctx), rowId: id };
}

import { eq, lt } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { openAccount } from "./accounts.ts";
import { type Heard, type HookAnswer, HookRefused, type HookRequest } from "./hook.ts";
import type { Networks } from "./networks.ts";
import { keepHeard } from "./receiving.ts";
import { channelHookKeys, channels } from "./schema.ts";

const windowSeconds = limit(
  "channels.hook.window",
  300,
  "seconds",
  "a signed request that is older or from the future is a replay",
);
const keptDays = limit(
  "channels.hook.kept",
  7,
  "days",
  "networks tell a request again for up to three days; then its key is forgotten",
);

const silence: HookAnswer = { status: 200, type: "text/plain; charset=utf-8", body: "" };

/**
 * A request by a network: its question is answered, or its news is captured. Throws HookRefused for
 * whatever the network did not sign; nothing of such a request is kept.
 */
export async function hearHook(
  ctx: Ctx,
  networks: Networks,
  at: { network: string; channelId: string },
  request: HookRequest,
): Promise<HookAnswer> {
  const [row] = await read(asSystem(ctx, "hooks", null), (tx) =>
    tx.tx
      .select({ agencyId: channels.agencyId, network: channels.network, endedAt: channels.endedAt })
      .from(channels)
      .where(eq(channels.id, at.channelId)),
  );
  if (row === undefined || row.endedAt !== null || row.network !== at.network)
    throw new HookRefused("There is no such channel.");
  const inAgency = asSystem(ctx, "hooks", row.agencyId);
  const { hook } = networks.connector(inAgency, row.network);
  if (hook === undefined) throw new HookRefused("This network has no webhook.");
  const { account } = await openAccount(inAgency, at.channelId);
  const question = hook.challenge?.(account, request);
  if (question !== undefined) return question;
  if (request.method !== "POST") throw new HookRefused("News comes with POST.");
  const { replayKey, signedAt } = hook.verify(account, request);
  const agoSeconds =
    signedAt === undefined
      ? 0
      : Math.abs(ctx.clock.now().epochMilliseconds - signedAt.epochMilliseconds) / 1_000;
  if (agoSeconds > windowSeconds) throw new HookRefused("The request was signed too long ago.");
  const heard = hook.read(account, request);
  await transact(inAgency, (tx) => keepNews(tx, at, { replayKey, heard, request }));
  return hook.answer?.(account, request) ?? silence;
}

interface News {
  replayKey: string;
  heard: Heard;
  request: HookRequest;
}

/** The raw bytes, the items and the replay key in one transaction (core R1). */
async function keepNews(
  tx: TxCtx,
  at: { network: string; channelId: string },
  { replayKey, heard, request }: News,
): Promise<void> {
  const { channelId } = at;
  const now = stamp(tx.clock.now());
  const fresh = await tx.tx
    .insert(channelHookKeys)
    .values({ agencyId: agencyOf(tx), channelId, replayKey, heardAt: now })
    .onConflictDoNothing()
    .returning({ key: channelHookKeys.replayKey });
  if (fresh.length === 0) return;
  await tx.happenings.tell(tx, {
    kind: "channels.hook-heard",
    subject: { kind: "channel", id: channelId },
    facts: { network: at.network, replayKey, items: heard.items.length },
    record: {
      payload: {
        contentType: request.headers.get("content-type") ?? "",
        bodyBase64: Buffer.from(request.body).toString("base64"),
      },
      text: "",
      channelId,
      direction: "in",
    },
  });
  await keepHeard(tx, channelId, heard);
  if (heard.poll) {
    const data = { agencyId: agencyOf(tx), id: channelId };
    await tx.jobs.send(tx, "channels.receive-one", data, { onlyOne: channelId });
  }
}

/** Forgets the keys that no network will tell again. */
export async function pruneHookKeys(ctx: Ctx): Promise<void> {
  const before = stamp(ctx.clock.now().subtract({ hours: keptDays * 24 }));
  await transact(asSystem(ctx, "hooks", null), (tx) =>
    tx.tx.delete(channelHookKeys).where(lt(channelHookKeys.heardAt, before)),
  );
}

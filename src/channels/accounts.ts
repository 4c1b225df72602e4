import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { type Account, type AccountFacts, type Authorized, isAsked } from "./account.ts";
import { closeGap } from "./completeness/gaps.ts";
import type { Connector, Net } from "./connector.ts";
import { SendError } from "./send-error.ts";
import { optOutsOf } from "./opt-outs.ts";
import { channels } from "./schema.ts";

export type Channel = Omit<typeof channels.$inferSelect, "credential" | "settings" | "limits"> &
  AccountFacts;

const channelsMax = limit("channels.count", 60, "channels an agency", "every post shows them all");
const words = z.record(z.string(), z.string());
const numbers = z.record(z.string(), z.number());

/** The open channels in their order; credentials never leave this slice. */
export async function openChannels(ctx: Ctx): Promise<Channel[]> {
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(channels)
      .where(and(eq(channels.agencyId, agencyOf(ctx)), isNull(channels.endedAt)))
      .orderBy(asc(channels.position), asc(channels.id));
    return rows.map(withoutCredential);
  });
}

export async function channelById(ctx: Ctx, id: string): Promise<Channel> {
  return withoutCredential(await channelRow(ctx, id));
}

/** Every channel there ever was by id, ended ones too: a screen that tells of the past still says where. */
export async function channelNames(
  ctx: Ctx,
): Promise<Map<string, { name: string; network: string; isEnded: boolean; isPublic: boolean }>> {
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select({
        id: channels.id,
        name: channels.name,
        network: channels.network,
        endedAt: channels.endedAt,
        isPublic: channels.isPublic,
      })
      .from(channels)
      .where(eq(channels.agencyId, agencyOf(ctx)));
    return new Map(
      rows.map(({ id, name, network, endedAt, isPublic }) => [
        id,
        { name, network, isEnded: endedAt !== null, isPublic },
      ]),
    );
  });
}

async function channelRow(ctx: Ctx, id: string) {
  return read(ctx, async (tx) => {
    const [row] = await tx.tx
      .select()
      .from(channels)
      .where(and(eq(channels.agencyId, agencyOf(ctx)), eq(channels.id, id)));
    return found(row, "channel");
  });
}

function withoutCredential({
  credential: _sealed,
  settings,
  limits,
  ...row
}: typeof channels.$inferSelect): Channel {
  return { ...row, settings: words.parse(settings), limits: numbers.parse(limits) };
}

export interface ConnectDraft {
  network: string;
  name: string;
  isPublic: boolean;
  input: Readonly<Record<string, string>>;
}

/** Connects an account: the network is asked first, and only what it confirmed is kept. */
export async function connectChannel(
  ctx: Ctx,
  net: Net,
  connector: Connector,
  draft: ConnectDraft,
): Promise<Channel> {
  authorize(ctx, "channel.connect");
  mustBeFilled(connector, draft.input);
  const authorized = await connector.authorize(net, draft.input).catch((error: unknown) => {
    if (!(error instanceof SendError)) throw error;
    throw new Refusal(
      "not-authorized",
      `${connector.title} did not accept this: ${error.message}`,
      { cause: error, details: { why: error.message } },
    );
  });
  return transact(ctx, (tx) => keepChannel(tx, draft, authorized));
}

/** Throws for the first setting that the network needs and the form left empty. */
export function mustBeFilled(connector: Connector, input: Readonly<Record<string, string>>): void {
  for (const field of connector.settings) {
    const isNeeded = field.required && isAsked(field, connector.settings, input);
    if (isNeeded && !input[field.name]?.trim())
      throw new Refusal("missing-setting", `${field.label} is needed. ${field.help}`);
  }
}

async function keepChannel(
  tx: TxCtx,
  draft: ConnectDraft,
  authorized: Authorized,
): Promise<Channel> {
  authorize(tx, "channel.connect");
  const open = await openChannels(tx);
  if (open.length >= channelsMax)
    throw new Refusal("too-many-channels", `There are ${channelsMax} channels already.`);
  const same = open.find(
    (one) => one.network === draft.network && one.remoteId === authorized.remoteId,
  );
  if (same && isUnwell(same.health)) return reconnected(tx, same, authorized);
  if (same) {
    throw new Refusal("connected-already", `${authorized.handle} is connected already.`, {
      status: 409,
    });
  }
  const id = tx.ids.uuid();
  const [row] = await tx.tx
    .insert(channels)
    .values({
      agencyId: agencyOf(tx),
      id,
      network: draft.network,
      name: draft.name,
      handle: authorized.handle,
      remoteId: authorized.remoteId,
      profileUrl: authorized.profileUrl,
      settings: authorized.settings,
      limits: authorized.limits ?? {},
      credential: await sealCredential(tx, id, authorized.credential),
      isPublic: draft.isPublic,
      position: open.length,
      connectedBy: personOf(tx).personId,
      connectedAt: stamp(tx.clock.now()),
    })
    .returning();
  await tx.happenings.tell(tx, {
    kind: "channels.channel-connected",
    subject: { kind: "channel", id },
    facts: { network: draft.network, handle: authorized.handle },
    record: {
      payload: {
        network: draft.network,
        handle: authorized.handle,
        profileUrl: authorized.profileUrl,
      },
      text: `${draft.name} ${authorized.handle}`,
      channelId: id,
      direction: "internal",
    },
  });
  return withoutCredential(found(row, "channel"));
}

/** The same account after its permission was lost, or for a wider one: the channel stays, so what waits on it goes out. */
async function reconnected(tx: TxCtx, known: Channel, authorized: Authorized): Promise<Channel> {
  const { id } = known;
  const [row] = await tx.tx
    .update(channels)
    .set({
      handle: authorized.handle,
      profileUrl: authorized.profileUrl,
      settings: authorized.settings,
      limits: authorized.limits ?? {},
      credential: await sealCredential(tx, id, authorized.credential),
    })
    .where(and(eq(channels.agencyId, agencyOf(tx)), eq(channels.id, id)))
    .returning();
  await tx.happenings.tell(tx, {
    kind: "channels.channel-reconnected",
    subject: { kind: "channel", id },
    facts: { network: known.network, handle: authorized.handle },
  });
  return withoutCredential(found(row, "channel"));
}

function isUnwell(health: unknown): boolean {
  const state =
    typeof health === "object" && health !== null && "state" in health ? health.state : undefined;
  return state === "broken" || state === "degraded";
}

async function sealCredential(
  tx: TxCtx,
  channelId: string,
  credential: Readonly<Record<string, string>>,
): Promise<Buffer> {
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  return keys.seal(placeOf(tx, channelId), JSON.stringify(credential));
}

/** Ends a channel: nothing is sent through it again, and its credential is destroyed. */
export async function endChannel(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const channel = await channelById(tx, id);
    authorize(tx, "channel.connect", { kind: "channel", id, agencyId: channel.agencyId });
    await tx.tx
      .update(channels)
      .set({ endedAt: stamp(tx.clock.now()), credential: await sealCredential(tx, id, {}) })
      .where(and(eq(channels.agencyId, agencyOf(tx)), eq(channels.id, id)));
    await closeGap(tx, id, stamp(tx.clock.now()));
    await tx.happenings.tell(tx, {
      kind: "channels.channel-ended",
      subject: { kind: "channel", id },
      facts: { network: channel.network, handle: channel.handle },
    });
  });
}

/** The account as its connector needs it, credential opened. Called by the sender alone (core, Keys). */
export async function openAccount(
  ctx: Ctx,
  channelId: string,
): Promise<{ channel: Channel; account: Account }> {
  const { row, credential } = await openRow(ctx, channelId);
  const channel = withoutCredential(row);
  const renewed = (next: Readonly<Record<string, string>>) =>
    transact(ctx, async (tx) => {
      const credential = await sealCredential(tx, channelId, next);
      await tx.tx
        .update(channels)
        .set({ credential })
        .where(
          and(
            eq(channels.agencyId, agencyOf(tx)),
            eq(channels.id, channelId),
            isNull(channels.endedAt),
          ),
        );
    });
  const { id, remoteId, handle, settings, limits, reserves } = channel;
  const current = async () => (await openRow(ctx, channelId)).credential;
  const optedOut = () => optOutsOf(ctx, channelId);
  const facts = { id, remoteId, handle, settings, limits, reserves };
  return { channel, account: { ...facts, credential, renewed, current, optedOut } };
}

async function openRow(ctx: Ctx, channelId: string) {
  return read(ctx, async (tx) => {
    const row = await channelRow(tx, channelId);
    const keys = await tx.vault.keysOf(tx, agencyOf(tx));
    const plain: unknown = JSON.parse(keys.open(placeOf(tx, channelId), row.credential).toString());
    return { row, credential: words.parse(plain) };
  });
}

function placeOf(ctx: Ctx, channelId: string) {
  return { table: "channels", column: "credential", agencyId: agencyOf(ctx), rowId: channelId };
}

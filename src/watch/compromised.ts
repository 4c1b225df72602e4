import { and, eq } from "drizzle-orm";
import { authorize, ownAgency } from "#agency";
import { channelById, openChannels, type Networks } from "#channels";
import { policyInForce } from "#policy";
import { deliveriesOf, draftPost, placeHold, submitPost } from "#publish";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { lockedAlarm, openAlarms } from "./alarms.ts";
import { watchAlarms } from "./schema.ts";

/** Networks where the whole warning fits; it is the same that the newsroom shows. */
const roomy = new Set(["website", "email", "facebook", "linkedin"]);

export interface Warning {
  title: string;
  text: string;
}

/** The prepared warning, in both languages: nobody writes it in the minute that it is needed. */
function warningOf(agency: string, account: string, network: string): Warning {
  return {
    title: `Warning: our ${network} account is not under our control`,
    text: [
      `Our ${network} account (${account}) is not under the control of ${agency}. Do not trust or share what it says, do not open its links, and do not send money or personal facts. We tell you here when it is ours again. In an emergency, call or text 911.`,
      `Nuestra cuenta de ${network} (${account}) no está bajo el control de ${agency}. No crea ni comparta lo que diga, no abra sus enlaces y no envíe dinero ni datos personales. Avisaremos aquí cuando vuelva a ser nuestra. En una emergencia, llame o envíe un texto al 911.`,
    ].join("\n\n"),
  };
}

/** The same in few words, for networks that take few. */
function inShort(network: string): string {
  return [
    `Warning: our ${network} account is not under our control. Do not trust it or open its links.`,
    `Aviso: nuestra cuenta de ${network} no está bajo nuestro control. No confíe en ella ni abra sus enlaces.`,
  ].join("\n\n");
}

/** What disavowing would write, for whoever is about to. */
export async function preparedWarning(ctx: Ctx, networks: Networks, channelId: string) {
  const channel = await channelById(ctx, channelId);
  const { name } = await ownAgency(ctx);
  return warningOf(name, channel.handle, networks.connector(ctx, channel.network).title);
}

export interface Disavowed {
  holdId: string;
  postId: string;
  /** False where the warning waits as a draft: `why` says what its writer must do. */
  isSubmitted: boolean;
  why: string | undefined;
}

/**
 * We are compromised. One act: nothing more goes out on that account, and the prepared warning for all others and the
 * newsroom is handed in under a life-safety class. It goes out as any post does, by approval or broken glass (core A6).
 */
export async function disavowChannel(
  ctx: Ctx,
  networks: Networks,
  alarmId: string,
  note: string,
): Promise<Disavowed> {
  const { channelId } = await transact(ctx, async (tx) => {
    const alarm = await lockedAlarm(tx, alarmId);
    authorize(tx, "alarm.disavow", { kind: "alarm", id: alarmId, agencyId: alarm.agencyId });
    if (alarm.endedHow === "compromised")
      throw new Refusal("disavowed", "This account was called compromised already.", {
        status: 409,
      });
    await mark(tx, alarmId, { endedHow: "compromised", note });
    await tx.happenings.tell(tx, {
      kind: "watch.channel-disavowed",
      subject: { kind: "alarm", id: alarmId },
      facts: { channelId: alarm.channelId },
      record: { payload: { note }, text: note, channelId: alarm.channelId, direction: "internal" },
    });
    return alarm;
  });
  const channel = await channelById(ctx, channelId);
  const reason = `${channel.name} is compromised: ${note}`.slice(0, 1_000);
  const { hold } = await placeHold(ctx, {
    scope: "channel",
    target: channelId,
    exceptions: [],
    reason,
  });
  await mark(ctx, alarmId, { holdId: hold.id });
  const { post } = await draftPost(ctx, await warningDraft(ctx, networks, channelId));
  await mark(ctx, alarmId, { warningPostId: post.id });
  const why = await submitPost(ctx, networks, post.id).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof Refusal) return error.message;
      throw error;
    },
  );
  return { holdId: hold.id, postId: post.id, isSubmitted: why === undefined, why };
}

async function warningDraft(ctx: Ctx, networks: Networks, channelId: string) {
  const policy = await policyInForce(ctx);
  const grave = policy?.classes.filter(({ isLifeSafety }) => isLifeSafety) ?? [];
  const rule = grave.find(({ code }) => code === "alert") ?? grave[0];
  const { network } = await channelById(ctx, channelId);
  const short = { text: inShort(networks.connector(ctx, network).title) };
  const others = (await openChannels(ctx)).filter(({ id }) => id !== channelId);
  return {
    ...(await preparedWarning(ctx, networks, channelId)),
    channels: others.map(({ id }) => id),
    variants: Object.fromEntries(
      others.filter((one) => !roomy.has(one.network)).map(({ id }) => [id, short]),
    ),
    purpose: "warn" as const,
    ...(rule ? { class: rule.code } : {}),
  };
}

function mark(ctx: Ctx, id: string, set: Partial<typeof watchAlarms.$inferInsert>) {
  return transact(ctx, (tx) =>
    tx.tx
      .update(watchAlarms)
      .set(set)
      .where(and(eq(watchAlarms.agencyId, agencyOf(tx)), eq(watchAlarms.id, id))),
  );
}

/** Accounts that the public was told not to trust: those whose approved warning stands on the newsroom. */
export async function standingWarnings(
  ctx: Ctx,
): Promise<{ channelId: string; title: string; url: string }[]> {
  return read(ctx, async (tx) => {
    const open = (await openAlarms(tx)).filter(({ endedHow }) => endedHow === "compromised");
    const found = [];
    for (const { channelId, warningPostId } of open) {
      if (warningPostId === null) continue;
      for (const { state, remoteUrl, payload } of await deliveriesOf(tx, warningPostId)) {
        if (state !== "sent" || !remoteUrl?.includes("/news/")) continue;
        const { title } = payload as { title?: string };
        found.push({ channelId, title: title ?? "", url: remoteUrl });
      }
    }
    return found;
  });
}

import { and, eq, inArray } from "drizzle-orm";
import { ownAgency } from "#agency";
import { postVersion, type PostContent } from "#publish";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import type { InTransaction } from "#platform/events.ts";
import { Refusal } from "#platform/refusal.ts";
import { writeAndCompare } from "./comparing.ts";
import { wordsOf, type Envelope } from "./composing.ts";
import { contentHash } from "./content.ts";
import { tell, type AlertPlace } from "./drafting.ts";
import { signingKey } from "./signing.ts";
import { lockedAlert, messagesOf, postsOf, type Alert, type Message } from "./reading.ts";
import { alertMessages, alertPosts, alerts } from "./tables.ts";

/** Before a post of an alert may be asked for or approved, it is looked at here, in the same transaction. */
const looked = new Set(["publish.post-submitted", "publish.post-approved", "publish.glass-broken"]);
const under = new Set(["draft", "submitted", "returned"]);

/**
 * Stands in the transactions of publish: what it throws undoes an approval. So no alert goes out whose words or area are not
 * those that were approved, that has no cancel standing ready, or that is practice on a live channel; and a message is out
 * in the moment in which its last post is cleared.
 */
export function alertGate(place: AlertPlace): InTransaction {
  return async (tx, happened) => {
    const checked = idsOf(happened, looked);
    const armed = idsOf(happened, new Set(["publish.post-armed"]));
    const cleared = happened.flatMap(({ kind, facts }) =>
      kind === "publish.delivery-waiting" && "post" in facts && typeof facts.post === "string"
        ? [facts.post]
        : [],
    );
    const all = [...new Set([...checked, ...armed, ...cleared])];
    if (all.length === 0) return;
    const carrying = await tx.tx
      .select()
      .from(alertPosts)
      .where(and(eq(alertPosts.agencyId, agencyOf(tx)), inArray(alertPosts.postId, all)));
    for (const { messageId, postId, language } of carrying) {
      const { alert, message } = await ofMessage(tx, messageId);
      const { content } = await postVersion(tx, postId);
      mustCarry(await aroundOf(tx, place, alert, message), message, content, language);
      if (armed.includes(postId)) await noteArmed(tx, alert, message);
      if (cleared.includes(postId)) await issue(tx, place, alert, message);
    }
  };
}

function idsOf(happened: Parameters<InTransaction>[1], kinds: ReadonlySet<string>): string[] {
  return happened.flatMap(({ kind, subject }) => (kinds.has(kind) ? [subject.id] : []));
}

async function ofMessage(
  tx: TxCtx,
  messageId: string,
): Promise<{ alert: Alert; message: Message }> {
  const [row] = await tx.tx
    .select({ alertId: alertMessages.alertId })
    .from(alertMessages)
    .where(and(eq(alertMessages.agencyId, agencyOf(tx)), eq(alertMessages.id, messageId)));
  if (!row) throw new RangeError("a post of an alert belongs to a message");
  const alert = await lockedAlert(tx, row.alertId);
  const message = (await messagesOf(tx, alert.id)).find(({ id }) => id === messageId);
  if (!message) throw new RangeError("the message was there");
  return { alert, message };
}

/** What stands around a message that would go out now. */
export async function aroundOf(
  tx: TxCtx,
  { origin }: AlertPlace,
  alert: Alert,
  message: Pick<Message, "id" | "number" | "type">,
): Promise<Envelope> {
  const { name, timeZone } = await ownAgency(tx);
  const out = (await messagesOf(tx, alert.id)).filter(({ state }) => state === "issued");
  return {
    alertId: alert.id,
    number: message.number,
    type: message.type,
    mode: alert.mode,
    host: new URL(origin).hostname,
    origin,
    agencyName: name,
    timeZone,
    sent: tx.clock.now(),
    earlier: out.flatMap(({ id, number, issuedAt }) =>
      issuedAt === null || id === message.id
        ? []
        : [{ number, sent: Temporal.Instant.from(issuedAt) }],
    ),
  };
}

/** The post says what the message says, word for word, and carries its hash. */
function mustCarry(around: Envelope, message: Message, post: PostContent, language: string): void {
  const saying = message.content.sayings.find((one) => one.language === language);
  const isCarried =
    post.carries?.kind === "alert-message" &&
    post.carries.id === message.id &&
    post.carries.sha256 === message.sha256 &&
    contentHash(message.content) === message.sha256;
  const words = saying && wordsOf(message.content, saying, around);
  if (!isCarried || !words || words.title !== post.title || words.text !== post.text)
    throw new Refusal(
      "alert-differs",
      "This post no longer says what its alert says. Change the alert, not its post.",
      { status: 409 },
    );
}

async function noteArmed(tx: TxCtx, alert: Alert, message: Message): Promise<void> {
  if (!(await isCleared(tx, message, (state) => state === "armed"))) return;
  await tx.tx
    .update(alertMessages)
    .set({ state: "armed" })
    .where(and(eq(alertMessages.agencyId, agencyOf(tx)), eq(alertMessages.id, message.id)));
  await tell(tx, "alerts.cancel-armed", alert, { message: message.number });
}

/** Whether each of its posts is so far. */
async function isCleared(
  tx: TxCtx,
  message: Message,
  isSo: (state: string) => boolean,
): Promise<boolean> {
  for (const { postId } of await postsOf(tx, [message.id]))
    if (!isSo((await postVersion(tx, postId)).post.state)) return false;
  return true;
}

async function issue(tx: TxCtx, place: AlertPlace, alert: Alert, message: Message): Promise<void> {
  if (message.state === "issued") return;
  if (message.type !== "Cancel") await mustHaveEnding(tx, alert);
  const around = await aroundOf(tx, place, alert, message);
  const { content } = message;
  if (message.type !== "Cancel" && Temporal.Instant.compare(content.expiresAt, around.sent) <= 0)
    throw new Refusal("expired-already", "The alert would have expired before it goes out.");
  const { xml, differences } = await writeAndCompare(content, around, await signingKey(tx));
  if (differences.length > 0)
    throw new Refusal("not-as-drawn", `It does not go out: ${differences[0] ?? ""}`, {
      status: 409,
      details: { differences },
    });
  // With the last language it is out; until then the others wait for their approval.
  if (!(await isCleared(tx, message, (state) => !under.has(state) && state !== "armed"))) return;
  const now = stamp(around.sent);
  await tx.tx
    .update(alertMessages)
    .set({ state: "issued", issuedAt: now, cap: xml })
    .where(and(eq(alertMessages.agencyId, agencyOf(tx)), eq(alertMessages.id, message.id)));
  const isOver = message.type === "Cancel";
  await tx.tx
    .update(alerts)
    .set({
      ...(isOver
        ? { state: "cancelled" as const, endedAt: now }
        : {
            state: "active" as const,
            expiresAt: content.expiresAt,
            startedAt: alert.startedAt ?? now,
            headline: content.sayings[0]?.headline ?? alert.headline,
          }),
      nextUpdateBy: isOver ? null : content.nextUpdateBy,
      overdueAt: null,
    })
    .where(and(eq(alerts.agencyId, agencyOf(tx)), eq(alerts.id, alert.id)));
  await tx.happenings.tell(tx, {
    kind: "alerts.message-issued",
    subject: { kind: "alert", id: alert.id },
    facts: { type: message.type, number: message.number, mode: alert.mode, sha256: message.sha256 },
    record: {
      payload: { message: message.number, type: message.type, mode: alert.mode, content, cap: xml },
      text: content.sayings
        .flatMap(({ headline, description, instruction }) => [headline, description, instruction])
        .filter(Boolean)
        .join("\n"),
      direction: "out",
    },
  });
}

/** None goes out without the words that end it, approved and ready. */
async function mustHaveEnding(tx: TxCtx, alert: Alert): Promise<void> {
  const cancel = (await messagesOf(tx, alert.id)).find(({ type }) => type === "Cancel");
  if (cancel?.state !== "armed")
    throw new Refusal(
      "cancel-not-armed",
      "The cancel of this alert is not approved yet. It must stand ready before the alert goes out.",
      { status: 409 },
    );
}

import { and, eq, inArray } from "drizzle-orm";
import { authorize, ownAgency, personOf } from "#agency";
import { policyInForce } from "#policy";
import {
  alertChannels,
  discardPost,
  draftPost,
  editPost,
  fitAlert,
  postContent,
  type Networks,
  type PostContent,
} from "#publish";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { wordsOf } from "./composing.ts";
import { contentHash, messageContent, type MessageContent, type MessageDraft } from "./content.ts";
import { lockedAlert, messagesOf, type Alert, type Message } from "./reading.ts";
import { alertMessages, alertPosts, alerts, type AlertMode } from "./tables.ts";

const hoursMax = limit(
  "alert.hours",
  24,
  "hours",
  "until an alert expires; phones show none longer",
);

export interface AlertPlace {
  /** Where the public finds us: "https://news.city.example". */
  origin: string;
}

export interface NewAlert {
  mode: AlertMode;
  content: MessageDraft;
  /** What is said when it is over. It is approved with the alert and stands ready: none goes out without. */
  ending: MessageDraft;
  channels: readonly string[];
  /** The approval class; the first for life and safety where none is named. */
  class?: string | undefined;
}

/** Begins an alert: its first message and the cancel that ends it, each with a post a language. Nothing leaves. */
export async function draftAlert(
  ctx: Ctx,
  networks: Networks,
  place: AlertPlace,
  given: NewAlert,
): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "alert.draft");
    const me = personOf(tx).personId;
    const [content, ending] = parsed(tx, given.content, given.ending);
    const now = stamp(tx.clock.now());
    const id = tx.ids.uuid();
    const row: Alert = {
      agencyId: agencyOf(tx),
      id,
      mode: given.mode,
      state: "draft",
      headline: content.sayings[0]?.headline ?? "",
      draftedBy: me,
      draftedAt: now,
      startedAt: null,
      expiresAt: null,
      nextUpdateBy: null,
      overdueAt: null,
      endedAt: null,
    };
    await tx.tx.insert(alerts).values(row);
    const going = { networks, place, channels: given.channels, class: given.class };
    await addMessage(tx, row, { type: "Alert", number: 1, content }, going);
    await addMessage(tx, row, { type: "Cancel", number: 2, content: ending }, going);
    await tell(tx, "alerts.alert-drafted", row, { mode: given.mode, sha256: contentHash(content) });
    return { id };
  });
}

/** Writes the message that is not out yet anew; what was approved of it is void (core A3). */
export async function editAlert(
  ctx: Ctx,
  networks: Networks,
  place: AlertPlace,
  id: string,
  given: Omit<NewAlert, "mode">,
): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "alert.draft", { kind: "alert", id });
    const alert = await lockedAlert(tx, id);
    const all = await messagesOf(tx, id);
    const draft = all.find(({ type, state }) => type !== "Cancel" && state === "draft");
    if (!draft)
      throw new Refusal("nothing-to-edit", "This alert is out. Write an update, or cancel it.", {
        status: 409,
      });
    const [content, ending] = parsed(tx, given.content, given.ending);
    const going = { networks, place, channels: given.channels, class: given.class };
    await rewrite(tx, alert, draft, content, going);
    const cancel = all.find(({ type, state }) => type === "Cancel" && state !== "void");
    if (cancel && cancel.sha256 !== contentHash(ending))
      await rewrite(tx, alert, cancel, ending, going);
    if (alert.state === "draft")
      await tx.tx
        .update(alerts)
        .set({ headline: content.sayings[0]?.headline ?? "" })
        .where(and(eq(alerts.agencyId, agencyOf(tx)), eq(alerts.id, id)));
    await tell(tx, "alerts.alert-edited", alert, { sha256: contentHash(content) });
  });
}

/** The next message of an alert that is out. The cancel goes on standing ready. */
export async function draftUpdate(
  ctx: Ctx,
  networks: Networks,
  place: AlertPlace,
  id: string,
  given: Pick<NewAlert, "content" | "channels" | "class">,
): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "alert.draft", { kind: "alert", id });
    const alert = await lockedAlert(tx, id);
    const all = await messagesOf(tx, id);
    if (alert.state !== "active")
      throw new Refusal("not-active", "Only an alert that is out can be updated.", { status: 409 });
    if (all.some(({ type, state }) => type === "Update" && state === "draft"))
      throw new Refusal("update-begun", "An update is being written already.", { status: 409 });
    const [content] = parsed(tx, given.content, given.content);
    const going = { networks, place, channels: given.channels, class: given.class };
    const number = Math.max(...all.map((one) => one.number)) + 1;
    await addMessage(tx, alert, { type: "Update", number, content }, going);
    await tell(tx, "alerts.update-drafted", alert, { sha256: contentHash(content) });
  });
}

function parsed(tx: TxCtx, ...drafts: MessageDraft[]): [MessageContent, MessageContent] {
  const [content, ending] = drafts.map((draft) => {
    const read = messageContent.safeParse(draft);
    if (!read.success) {
      const [issue] = read.error.issues;
      throw new Refusal("alert-incomplete", issue?.message ?? "Something is missing.", {
        details: { path: issue?.path.join(".") ?? "" },
      });
    }
    mustEndInTime(tx, read.data);
    return read.data;
  });
  if (!content || !ending) throw new RangeError("two messages are read");
  return [content, ending];
}

function mustEndInTime(tx: TxCtx, { expiresAt, nextUpdateBy }: MessageContent): void {
  const now = tx.clock.now();
  const hours = now.until(Temporal.Instant.from(expiresAt)).total("hours");
  if (hours <= 0)
    throw new Refusal("expired-already", "The alert would have expired before it goes out.");
  if (hours > hoursMax)
    throw new Refusal(
      "expires-late",
      `An alert expires within ${hoursMax} hours. Update it before then if it goes on.`,
    );
  if (nextUpdateBy && Temporal.Instant.compare(nextUpdateBy, expiresAt) > 0)
    throw new Refusal(
      "update-late",
      "The next update is promised for after the alert has expired.",
    );
}

interface Going {
  networks: Networks;
  place: AlertPlace;
  channels: readonly string[];
  class?: string | undefined;
}

async function addMessage(
  tx: TxCtx,
  alert: Alert,
  { type, number, content }: Pick<Message, "type" | "number" | "content">,
  going: Going,
): Promise<void> {
  const message: Message = {
    agencyId: agencyOf(tx),
    id: tx.ids.uuid(),
    alertId: alert.id,
    number,
    type,
    state: "draft",
    content,
    sha256: contentHash(content),
    draftedBy: personOf(tx).personId,
    draftedAt: stamp(tx.clock.now()),
    issuedAt: null,
    cap: null,
  };
  await tx.tx.insert(alertMessages).values(message);
  for (const { language } of content.sayings) {
    const post = await draftPost(tx, await postOf(tx, alert, message, language, going));
    await tx.tx
      .insert(alertPosts)
      .values({ agencyId: agencyOf(tx), messageId: message.id, postId: post.post.id, language });
  }
}

/** A language keeps its post; one that is gone has its post put away. */
async function rewrite(
  tx: TxCtx,
  alert: Alert,
  before: Message,
  content: MessageContent,
  going: Going,
): Promise<void> {
  const message = { ...before, content, sha256: contentHash(content), state: "draft" as const };
  const { sha256, state } = message;
  await tx.tx
    .update(alertMessages)
    .set({ content, sha256, state, draftedBy: personOf(tx).personId })
    .where(and(eq(alertMessages.agencyId, agencyOf(tx)), eq(alertMessages.id, message.id)));
  const known = await tx.tx
    .select()
    .from(alertPosts)
    .where(and(eq(alertPosts.agencyId, agencyOf(tx)), eq(alertPosts.messageId, message.id)));
  const languages = new Set(content.sayings.map(({ language }) => language));
  const gone = known.filter(({ language }) => !languages.has(language));
  for (const { postId } of gone) await discardPost(tx, postId);
  if (gone.length > 0)
    await tx.tx.delete(alertPosts).where(
      and(
        eq(alertPosts.agencyId, agencyOf(tx)),
        inArray(
          alertPosts.postId,
          gone.map(({ postId }) => postId),
        ),
      ),
    );
  for (const language of languages) {
    const said = await postOf(tx, alert, message, language, going);
    const mine = known.find((one) => one.language === language);
    if (mine) await editPost(tx, mine.postId, said);
    else {
      const { post } = await draftPost(tx, said);
      await tx.tx
        .insert(alertPosts)
        .values({ agencyId: agencyOf(tx), messageId: message.id, postId: post.id, language });
    }
  }
}

async function postOf(
  tx: TxCtx,
  alert: Alert,
  message: Message,
  language: string,
  { networks, place, channels, class: wanted }: Going,
): Promise<PostContent> {
  const { timeZone } = await ownAgency(tx);
  const saying = message.content.sayings.find((one) => one.language === language);
  if (!saying) throw new RangeError("a language of the message");
  const { type } = message;
  const around = { type, mode: alert.mode, timeZone, alertId: alert.id, ...place };
  const { title, text, short } = wordsOf(message.content, saying, around);
  const content = postContent.parse({
    title,
    text,
    channels: await chosenChannels(tx, networks, alert.mode, channels),
    class: wanted ?? (await lifeSafetyClass(tx)),
    purpose: "warn",
    language,
    carries: { kind: "alert-message", id: message.id, sha256: message.sha256 },
    publish: { when: type === "Cancel" ? "armed" : "when-approved" },
    // Late is worse than not at all: what could not leave in half an hour is asked about again.
    lateMinutes: 30,
  });
  return fitAlert(tx, networks, content, short);
}

/** A test goes to the practice network alone, whatever was chosen, and an alert never there (Hawaii, 2018). */
async function chosenChannels(
  tx: TxCtx,
  networks: Networks,
  mode: AlertMode,
  wanted: readonly string[],
): Promise<string[]> {
  const open = await alertChannels(tx, networks);
  const fitting = open.filter(({ isPractice }) => isPractice === (mode !== "actual"));
  const chosen = fitting.filter(({ id }) => wanted.includes(id));
  if (wanted.some((id) => !chosen.some((one) => one.id === id)))
    throw mode === "actual"
      ? new Refusal(
          "practice-channel",
          "An alert does not go to the practice network, nor where words alone cannot.",
        )
      : new Refusal("live-channel", "This is practice: it can go to the practice network alone.");
  if (chosen.length === 0 && fitting.length === 0 && mode !== "actual")
    throw new Refusal(
      "no-practice",
      "Connect the practice network first: practice goes there alone.",
    );
  return (chosen.length > 0 ? chosen : fitting).map(({ id }) => id);
}

async function lifeSafetyClass(tx: TxCtx): Promise<string> {
  const classes = (await policyInForce(tx))?.classes ?? [];
  return (classes.find(({ isLifeSafety }) => isLifeSafety) ?? classes[0])?.code ?? "routine";
}

export async function tell(tx: TxCtx, kind: string, alert: Alert, facts: object): Promise<void> {
  await tx.happenings.tell(tx, { kind, subject: { kind: "alert", id: alert.id }, facts });
}

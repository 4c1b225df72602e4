import { and, eq, isNull } from "drizzle-orm";
import { ownAgency, peopleWithRole, personById } from "#agency";
import { openChannels, type Outcome, type Sender } from "#channels";
import { policyInForce } from "#policy";
import { Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import type { RelayedEvent, Subscription } from "#platform/events.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import { sendSignal } from "./orders.ts";
import { submissions } from "./schema.ts";

interface Letter {
  to: readonly string[];
  title: string;
  text: string;
}

/**
 * Writes to the people whom an overdue approval or a broken glass concerns, through the relay of the
 * agency's e-mail channel. Without one nothing is written: Today and the top bar tell it all the same.
 * The letter names the class and the writer, never the words: mail is not sealed.
 */
export function staffLetters(sender: Sender, origin: string): Subscription {
  return {
    name: "publish.staff-letters",
    kinds: [
      "publish.approval-overdue",
      "publish.glass-broken",
      "publish.post-submitted",
      "publish.comment-said",
    ],
    async handle(ctx, event) {
      const relay = (await openChannels(ctx)).find(({ network }) => network === "email");
      if (!relay) return;
      const letter = await letterFor(ctx, event, origin);
      if (!letter || letter.to.length === 0) return;
      const outcome = await send(ctx, sender, relay.id, event, letter);
      // The relay asks for patience: the news comes again, later each time. A lost answer does not.
      if (outcome.state === "later") throw new Error(outcome.reason);
      await tell(ctx, event, letter, outcome);
    },
  };
}

function letterFor(ctx: Ctx, event: RelayedEvent, origin: string): Promise<Letter | undefined> {
  if (event.kind === "publish.glass-broken") return glassLetter(ctx, event, origin);
  if (event.kind === "publish.post-submitted") return askingLetter(ctx, event, origin);
  if (event.kind === "publish.comment-said") return mentionLetter(ctx, event, origin);
  return overdueLetter(ctx, event, origin);
}

/** Where life is at stake nobody waits for an approver to look by chance: the letter opens the very case. */
async function askingLetter(
  ctx: Ctx,
  event: RelayedEvent,
  origin: string,
): Promise<Letter | undefined> {
  const code = String(event.facts["class"] ?? "");
  const rule = (await policyInForce(ctx))?.classes.find((one) => one.code === code);
  const asked = await openSubmissionOf(ctx, String(event.facts["submission"] ?? ""));
  if (!rule?.isLifeSafety || !asked) return undefined;
  const people = await peopleWithRole(ctx, rule.steps[0]?.roles ?? []);
  const { title, when } = await wordsOf(ctx, event, String(event.facts["dueAt"]));
  return {
    to: people.filter(({ id }) => id !== asked.submittedBy).map(({ email }) => email),
    title: `Approve now: ${title}`,
    text: [
      `A post of the class "${title}" waits for your approval, due at ${when}.`,
      `Open it, read it, decide: ${origin}/console/approvals#${event.subject.id}`,
    ].join("\n\n"),
  };
}

/** What was decided meanwhile needs no letter. */
async function openSubmissionOf(ctx: Ctx, id: string) {
  return read(ctx, async (tx) => {
    const [row] = await tx.tx
      .select({ submittedBy: submissions.submittedBy })
      .from(submissions)
      .where(
        and(
          eq(submissions.agencyId, agencyOf(tx)),
          eq(submissions.id, id),
          isNull(submissions.endedAt),
        ),
      );
    return row;
  });
}

async function overdueLetter(ctx: Ctx, event: RelayedEvent, origin: string): Promise<Letter> {
  const named = Array.isArray(event.facts["people"]) ? event.facts["people"] : [];
  const ids = named.filter((id) => typeof id === "string");
  const people = await Promise.all(ids.map((id) => personById(ctx, id)));
  const { title, when } = await wordsOf(ctx, event, String(event.facts["dueAt"]));
  return {
    to: people.filter(({ endedAt }) => endedAt === null).map(({ email }) => email),
    title: `Approval overdue: ${title}`,
    text: [
      `A post of the class "${title}" waits for an approval that was due at ${when}.`,
      "The policy names you for when nobody answers in time. Nothing goes out by itself.",
      `Look and decide: ${origin}/console/approvals#${event.subject.id}`,
    ].join("\n\n"),
  };
}

/** To those whom a comment names: that it does, and where; never what it says. */
async function mentionLetter(
  ctx: Ctx,
  event: RelayedEvent,
  origin: string,
): Promise<Letter | undefined> {
  const named = Array.isArray(event.facts["people"]) ? event.facts["people"] : [];
  const ids = named.filter((id) => typeof id === "string");
  if (ids.length === 0) return undefined;
  const people = await Promise.all(ids.map((id) => personById(ctx, id)));
  const { title } = await wordsOf(ctx, event, event.at);
  return {
    to: people.filter(({ endedAt }) => endedAt === null).map(({ email }) => email),
    title: `You are named in a comment: ${title}`,
    text: [
      `A comment on a post of the class "${title}" names you.`,
      `Read it and answer there: ${origin}/console/posts/${event.subject.id}#comments`,
    ].join("\n\n"),
  };
}

async function glassLetter(ctx: Ctx, event: RelayedEvent, origin: string): Promise<Letter> {
  const { title, when } = await wordsOf(ctx, event, event.at);
  return {
    to: (await peopleWithRole(ctx, ["command"])).map(({ email }) => email),
    title: `Published without approval: ${title}`,
    text: [
      `At ${when} a post was published without an approval (break-glass).`,
      `Reason given: ${String(event.facts["reason"] ?? "none")}`,
      "Somebody in command who did not break the glass reviews it within 24 hours.",
      `The post: ${origin}/console/posts/${event.subject.id}`,
    ].join("\n\n"),
  };
}

async function wordsOf(ctx: Ctx, event: RelayedEvent, at: string) {
  const { timeZone } = await ownAgency(ctx);
  const code = String(event.facts["class"] ?? "");
  const rule = (await policyInForce(ctx))?.classes.find((one) => one.code === code);
  const clock = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  return {
    title: rule?.title ?? (code || "a post"),
    when: `${clock.toPlainDate().toString()} ${clock.toPlainTime().toString({ smallestUnit: "minute" })}`,
  };
}

function send(
  ctx: Ctx,
  sender: Sender,
  channelId: string,
  event: RelayedEvent,
  { to, title, text }: Letter,
): Promise<Outcome> {
  return sender.letter(
    {
      agencyId: event.agencyId,
      channelId,
      message: { title, text, languages: ["en"], media: [] },
      attempt: {
        key: event.id,
        number: 1,
        payloadHash: sha256(text).toString("hex"),
        startedAt: ctx.clock.now(),
      },
    },
    to,
    sendSignal(),
  );
}

async function tell(ctx: Ctx, event: RelayedEvent, letter: Letter, outcome: Outcome) {
  await transact(ctx, (tx) =>
    tx.happenings.tell(tx, {
      kind: "publish.staff-told",
      subject: event.subject,
      facts: { about: event.kind, people: letter.to.length, state: outcome.state },
      outcome: outcome.state === "sent" ? "done" : "failed",
      record: {
        payload: { ...letter, state: outcome.state },
        text: `${letter.title}\n${letter.text}`,
        direction: "internal",
      },
    }),
  );
}

import { ownAgency } from "#agency";
import { openChannels, type Outcome, type Sender } from "#channels";
import { Temporal } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import type { RelayedEvent, Subscription } from "#platform/events.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import { sendSignal } from "./orders.ts";
import { approvalNews, commentNews, staffNews, type StaffNews } from "./staff-news.ts";

interface Letter {
  to: readonly string[];
  title: string;
  text: string;
}

/**
 * Writes to the people whom an approval, a broken glass or a comment concerns, through the relay of the agency's
 * e-mail channel. Without one nothing is written: Today and the top bar tell it all the same.
 */
export function staffLetters(sender: Sender, origin: string): Subscription {
  return {
    name: "publish.staff-letters",
    kinds: [...approvalNews, commentNews],
    async handle(ctx, event) {
      const relay = (await openChannels(ctx)).find(({ network }) => network === "email");
      if (!relay) return;
      const news = await staffNews(ctx, event);
      if (!news || news.people.length === 0) return;
      const letter = {
        to: news.people.map(({ email }) => email),
        ...wording[news.about](news, {
          when: await clockTime(ctx, news.at),
          reason: String(event.facts["reason"] ?? "none"),
          console: `${origin}/console`,
        }),
      };
      const outcome = await send(ctx, sender, relay.id, event, letter);
      // The relay asks for patience: the news comes again, later each time. A lost answer does not.
      if (outcome.state === "later") throw new Error(outcome.reason);
      await tell(ctx, event, letter, outcome);
    },
  };
}

interface Particulars {
  when: string;
  reason: string;
  console: string;
}

type Wording = (news: StaffNews, facts: Particulars) => Omit<Letter, "to">;

const wording: Record<StaffNews["about"], Wording> = {
  /** It opens the very case. */
  asked: ({ title, postId }, { when, console }) => ({
    title: `Approve now: ${title}`,
    text: [
      `A post of the class "${title}" waits for your approval, due at ${when}.`,
      `Open it, read it, decide: ${console}/approvals#${postId}`,
    ].join("\n\n"),
  }),
  overdue: ({ title, postId }, { when, console }) => ({
    title: `Approval overdue: ${title}`,
    text: [
      `A post of the class "${title}" waits for an approval that was due at ${when}.`,
      "The policy names you for when nobody answers in time. Nothing goes out by itself.",
      `Look and decide: ${console}/approvals#${postId}`,
    ].join("\n\n"),
  }),
  glass: ({ title, postId }, { when, reason, console }) => ({
    title: `Published without approval: ${title}`,
    text: [
      `At ${when} a post was published without an approval (break-glass).`,
      `Reason given: ${reason}`,
      "Somebody in command who did not break the glass reviews it within 24 hours.",
      `The post: ${console}/posts/${postId}`,
    ].join("\n\n"),
  }),
  /** That a comment names them, and where; never what it says. */
  comment: ({ title, postId }, { console }) => ({
    title: `You are named in a comment: ${title}`,
    text: [
      `A comment on a post of the class "${title}" names you.`,
      `Read it and answer there: ${console}/posts/${postId}#comments`,
    ].join("\n\n"),
  }),
};

/** By the agency's own clock. */
async function clockTime(ctx: Ctx, at: string): Promise<string> {
  const { timeZone } = await ownAgency(ctx);
  const clock = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  const time = clock.toPlainTime().toString({ smallestUnit: "minute" });
  return `${clock.toPlainDate().toString()} ${time}`;
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

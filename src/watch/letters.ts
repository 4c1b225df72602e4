import { peopleWithRole } from "#agency";
import { channelNames, openChannels, type Sender } from "#channels";
import { transact } from "#platform/db/database.ts";
import type { Subscription } from "#platform/events.ts";
import { sha256 } from "#platform/crypto/canonical.ts";

const letterMs = 20_000;

/**
 * Writes to administrators and public information officers that something on an account did not come from here. The
 * letter names the account, never the words. Without a mail channel Today and the frame of every page tell it.
 */
export function alarmLetters(sender: Sender, origin: string): Subscription {
  return {
    name: "watch.letters",
    kinds: ["watch.alarm-raised"],
    async handle(ctx, event) {
      const relay = (await openChannels(ctx)).find(({ network }) => network === "email");
      if (!relay) return;
      const people = await peopleWithRole(ctx, ["administrator", "pio"]);
      const to = [...new Set(people.map(({ email }) => email))];
      if (to.length === 0) return;
      const channel = (await channelNames(ctx)).get(String(event.facts["channelId"]))?.name ?? "";
      const title = `Is this us? ${channel}`;
      const text = [
        `Something on the account "${channel}" did not come from Openbeat (${String(event.facts["kind"])}).`,
        "It may be a colleague who used the network itself, or somebody who has taken the account.",
        `Look and answer: ${origin}/console/watch#${event.subject.id}`,
      ].join("\n\n");
      const attempt = {
        key: event.id,
        number: 1,
        payloadHash: sha256(text).toString("hex"),
        startedAt: ctx.clock.now(),
      };
      const message = { title, text, languages: ["en"], media: [] };
      const order = { agencyId: event.agencyId, channelId: relay.id, message, attempt };
      const outcome = await sender.letter(order, to, AbortSignal.timeout(letterMs));
      // The relay asks for patience: the news comes again, later each time. A lost answer does not.
      if (outcome.state === "later") throw new Error(outcome.reason);
      await transact(ctx, (tx) =>
        tx.happenings.tell(tx, {
          kind: "watch.staff-told",
          subject: event.subject,
          facts: { people: to.length, state: outcome.state },
          outcome: outcome.state === "sent" ? "done" : "failed",
          record: {
            payload: { title, text, to },
            text: `${title}\n${text}`,
            direction: "internal",
          },
        }),
      );
    },
  };
}

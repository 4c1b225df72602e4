import { sha256 } from "#platform/crypto/canonical.ts";
import type { Ctx } from "#platform/context.ts";
import { agencyOf } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { openChannels } from "./accounts.ts";
import type { Sender } from "./sending.ts";

const sendMs = limit("mail.letter", 60_000, "ms", "for one letter to reach the agency's relay");

export interface AgencyLetter {
  /** Tells a letter from all others: the same key is the same letter. */
  key: string;
  to: readonly string[];
  title: string;
  text: string;
  language: string;
}

/**
 * Sends a letter through the relay of the agency's e-mail channel. "none": it has no such channel; "later": the relay
 * asks for patience. A lost answer is "failed": a letter is not sent twice.
 */
export function agencyMail(sender: Sender) {
  return async (
    ctx: Ctx,
    { key, to, title, text, language }: AgencyLetter,
  ): Promise<"sent" | "later" | "failed" | "none"> => {
    const relay = (await openChannels(ctx)).find(({ network }) => network === "email");
    if (!relay) return "none";
    const outcome = await sender.letter(
      {
        agencyId: agencyOf(ctx),
        channelId: relay.id,
        message: { title, text, languages: [language], media: [] },
        attempt: {
          key,
          number: 1,
          payloadHash: sha256(text).toString("hex"),
          startedAt: ctx.clock.now(),
        },
      },
      to,
      AbortSignal.timeout(sendMs),
    );
    return outcome.state === "sent" || outcome.state === "later" ? outcome.state : "failed";
  };
}

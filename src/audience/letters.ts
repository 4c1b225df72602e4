import { ownAgency } from "#agency";
import { openChannels, type Sender } from "#channels";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import { read, transact } from "#platform/db/database.ts";
import type { RelayedEvent, Subscription } from "#platform/events.ts";
import { limit } from "#platform/limits.ts";
import { sealedPlace } from "./addresses.ts";
import { audienceKey } from "./keys.ts";
import { subscribers } from "./schema.ts";
import { byId, roundOf } from "./subscribers.ts";
import { letterLanguage, letterWords } from "./words.ts";

const sendMs = limit("audience.letter", 20_000, "ms", "for a confirmation to reach the relay");

/** Asks whoever typed an address whether they meant it, at that address; or sends who is in already their own page. */
export function confirmationLetters(sender: Sender, origin: string): Subscription {
  return {
    name: "audience.confirmations",
    isSlow: true,
    kinds: ["audience.confirmation-asked", "audience.link-asked"],
    async handle(ctx, event) {
      const letter = await letterFor(ctx, event, origin);
      if (!letter) return;
      const network = letter.way === "email" ? "email" : "sms";
      const channel = await channelFor(ctx, network);
      if (!channel) return;
      const { title, text, language } = letter;
      const outcome = await sender.letter(
        {
          agencyId: agencyOf(ctx),
          channelId: channel,
          message: { title, text, languages: [language], media: [] },
          attempt: {
            key: event.id,
            number: 1,
            payloadHash: sha256(text).toString("hex"),
            startedAt: ctx.clock.now(),
          },
        },
        [letter.to],
        AbortSignal.timeout(sendMs),
      );
      // The relay asks for patience: it is tried again. A lost answer is not: whoever got nothing asks anew.
      if (outcome.state === "later") throw new Error("the relay asks for patience");
    },
  };
}

/** The channel that people subscribe to, else any of its kind. */
async function channelFor(ctx: Ctx, network: string): Promise<string | undefined> {
  const all = (await openChannels(ctx)).filter((one) => one.network === network);
  return (all.find(({ settings }) => settings["who"] === "subscribers") ?? all[0])?.id;
}

/** Undefined where the subscription went meanwhile. */
async function letterFor(ctx: Ctx, { kind, subject }: RelayedEvent, origin: string) {
  const { name, shortName } = await ownAgency(ctx);
  return transact(ctx, async (tx) => {
    const [row] = await tx.tx.select().from(subscribers).where(byId(tx, subject.id));
    if (!row || row.way === "push") return undefined;
    const key = await audienceKey(tx);
    const vault = await tx.vault.keysOf(tx, agencyOf(tx));
    const to = vault.open(sealedPlace(agencyOf(tx), row.id), row.sealed).toString("utf8");
    const language = letterLanguage(row.language);
    const say = letterWords[language];
    const base = language === "en" ? origin : `${origin}/es`;
    const shared = { way: row.way, to, language };
    if (kind === "audience.link-asked") {
      const link = `${base}/subscribe/manage/${key.link("manage", row.id)}`;
      return row.way === "email"
        ? { ...shared, title: say.linkTitle(name), text: say.link(name, link) }
        : { ...shared, title: "", text: say.linkText(shortName, link) };
    }
    if (row.way === "text") {
      const text = say.confirmText(shortName, key.code(row.id, row.askedAt));
      return { ...shared, title: "", text };
    }
    const link = `${base}/subscribe/confirm/${key.link("confirm", row.id, roundOf(row))}`;
    return { ...shared, title: say.confirmTitle(name), text: say.confirm(name, link) };
  });
}

/** Whether people can subscribe by mail and by text: there is a channel for them. */
export async function openWays(
  ctx: Ctx,
): Promise<{ email: boolean; text: boolean; push: boolean }> {
  return read(ctx, async (tx) => {
    const open = await openChannels(tx);
    const has = (network: string) =>
      open.some(
        (one) =>
          one.network === network && (network === "push" || one.settings["who"] === "subscribers"),
      );
    return { email: has("email"), text: has("sms"), push: has("push") };
  });
}

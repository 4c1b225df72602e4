import type { JournalSettings } from "#platform/config/journal.ts";
import type { Ctx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import {
  listenForMail,
  mailAnswer,
  openMailListener,
  type Arrived,
  type MailDesk,
  type MailListener,
} from "#platform/mail/listener.ts";
import { sourceAt } from "./mailbox.ts";
import { takeMail } from "./mail.ts";

const sizeMax = limit("intake.mail", 67_108_864, "bytes", "one letter as it comes over the wire");
const heldMax = limit(
  "intake.mail-held",
  268_435_456,
  "bytes",
  "of letters that come in at once; a further one is asked to come again",
);
const connectionsMax = limit("intake.mail-connections", 50, "connections", "at once");
const perAddressMax = limit("intake.mail-address", 20, "connections", "at once of one address");
const idleMs = limit("intake.mail-idle", 60_000, "ms", "a connection may be silent");
const connectionMs = limit("intake.mail-connection", 900_000, "ms", "a connection may last");
const recipientsMax = limit("intake.mail-recipients", 20, "sources", "that one letter is for");
const unknownMax = limit(
  "intake.mail-unknown",
  20,
  "addresses",
  "that are none of ours, until a connection is ended",
);

/** While it runs, mail servers may deliver journals; a source is heard only by its own secret address. */
export async function receiveJournals(
  ctx: Ctx,
  settings: JournalSettings,
  signal: AbortSignal,
): Promise<void> {
  await listenForMail(deskOf(ctx, settings), signal);
}

/** Listens until it is closed. Throws where it cannot, or where the certificate cannot be read. */
export function openReceiver(ctx: Ctx, settings: JournalSettings): Promise<MailListener> {
  return openMailListener(deskOf(ctx, settings));
}

const noJournal = "5.1.1 No such journal";

function deskOf(ctx: Ctx, door: JournalSettings): MailDesk {
  return {
    door,
    bounds: {
      letterBytes: sizeMax,
      heldBytes: heldMax,
      connections: connectionsMax,
      perAddress: perAddressMax,
      idleMs,
      connectionMs,
      recipients: recipientsMax,
      unknown: unknownMax,
    },
    banner: "journals only",
    unknownSays: noJournal,
    log: ctx.log,
    isKnown: async (address) => (await sourceAt(ctx, address)) !== undefined,
    take: (letter) => keep(ctx, letter),
  };
}

/** Answered only when it is durable for every source that it is for; told again, it is known. */
async function keep(ctx: Ctx, letter: Arrived): Promise<void> {
  const { bytes, mailFrom, recipients, remote, isEncrypted } = letter;
  for (const address of recipients) {
    const known = await sourceAt(ctx, address);
    if (!known) throw mailAnswer(550, noJournal);
    await takeMail(known.own, known.source, { bytes, mailFrom, remote, isEncrypted });
  }
}

import { and, eq } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { instantOfText } from "../../imports/times.ts";
import { addressOf } from "../address.ts";
import { handIn, type HandedIn, type Outcome } from "../handing-in.ts";
import type { IntakeSource } from "../sources.ts";
import { intakePeople } from "../tables.ts";
import { clean, type Letter } from "./letter.ts";
import { bytesOf, readJournaled } from "./report.ts";

const toMax = limit("intake.mail-to", 5_000, "addresses", "of one letter in its record");
const filesMax = limit("intake.mail-files", 200, "files", "of one letter, each by itself");

/** What came over the wire, and how. */
export interface Delivered {
  bytes: Buffer;
  /** The sender of the envelope. */
  mailFrom: string;
  remote: string;
  isEncrypted: boolean;
}

/**
 * A letter is on the record when this returns, once for its Message-ID, envelope and words. The letter as it came is
 * kept in any case; what cannot be read of it is told.
 */
export async function takeMail(
  ctx: Ctx,
  source: IntakeSource,
  { bytes, mailFrom, remote, isEncrypted }: Delivered,
): Promise<Outcome | undefined> {
  const { form, letter, sender, recipients, report } = await readJournaled(bytes, mailFrom);
  const raw = await ctx.blobs.put(bytes);
  const from = letter.from || sender;
  const to = [...new Set([...letter.to, ...recipients])];
  const message: HandedIn = {
    id: sha256(canonicalize([letter.messageId, sender.toLowerCase(), [...recipients]])).toString(
      "hex",
    ),
    // Another letter under a known Message-ID is another letter.
    version: letter.digest,
    at: letter.dates.map(instantOfText).find(Boolean) ?? stamp(ctx.clock.now()),
    direction: (await isOurs(ctx, source, [from, sender])) ? "out" : "in",
    kind: "mail",
    from,
    to: to.slice(0, toMax),
    ...(letter.thread ? { thread: letter.thread } : {}),
    text: [letter.subject, letter.text].filter(Boolean).join("\n\n"),
    files: await filesOf(ctx, letter),
    original: {
      form,
      messageId: letter.messageId,
      subject: letter.subject,
      envelope: { sender, recipients: recipients.slice(0, toMax), told: recipients.length },
      headers: letter.headers,
      ...(letter.html ? { html: letter.html } : {}),
      ...(report === null ? {} : { report }),
      ...(letter.why === null ? {} : { unread: letter.why }),
      arrived: { from: remote, isEncrypted, sizeBytes: bytes.length },
    },
    raw: { name: "as it came.eml", type: "message/rfc822", sha256: raw },
  };
  const [outcome] = await handIn(ctx, source, [message]);
  return outcome;
}

async function filesOf(ctx: Ctx, { attachments }: Letter): Promise<HandedIn["files"]> {
  const files: HandedIn["files"][number][] = [];
  for (const [index, one] of attachments.entries()) {
    if (index === filesMax) {
      const why = `${attachments.length - filesMax} more are in the letter as it came`;
      files.push({ name: "more files", type: "", sha256: null, why });
      break;
    }
    const name =
      clean(one.filename ?? "")
        .trim()
        .slice(0, 300) || `file ${index + 1}`;
    const named = { name, type: clean(one.mimeType).slice(0, 200) };
    const bytes = bytesOf(one);
    if (bytes.length === 0) files.push({ ...named, sha256: null, why: "it is empty" });
    else files.push({ ...named, sha256: await ctx.blobs.put(bytes) });
  }
  return files;
}

/** Sent by one of the agency's people: it went out. */
async function isOurs(
  ctx: Ctx,
  source: IntakeSource,
  written: readonly string[],
): Promise<boolean> {
  const senders = new Set(written.map(addressOf));
  const people = await read(ctx, (tx) =>
    tx.tx
      .select({ address: intakePeople.address })
      .from(intakePeople)
      .where(and(eq(intakePeople.agencyId, agencyOf(tx)), eq(intakePeople.sourceId, source.id))),
  );
  return people.some(({ address }) => senders.has(address));
}

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import type { SMTPServerDataStream, SMTPServerSession } from "smtp-server";
import type { JournalSettings } from "#platform/config/journal.ts";
import type { Ctx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
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

export interface Receiver {
  port: number;
  /** Ends what is under way, at the latest after some seconds. */
  close(): Promise<void>;
}

interface Said extends Error {
  responseCode: number;
}

function say(responseCode: number, sentence: string): Said {
  return Object.assign(new Error(sentence), { responseCode });
}

/** While it runs, mail servers may deliver journals; a source is heard only by its own secret address. */
export async function receiveJournals(
  ctx: Ctx,
  settings: JournalSettings,
  signal: AbortSignal,
): Promise<void> {
  const receiver = await openReceiver(ctx, settings);
  if (!signal.aborted) await once(signal, "abort");
  await receiver.close();
}

/** Listens until it is closed. Throws where it cannot, or where the certificate cannot be read. */
export async function openReceiver(ctx: Ctx, settings: JournalSettings): Promise<Receiver> {
  const server = new SMTPServer({
    ...(await tlsOf(settings)),
    name: "openbeat",
    banner: "journals only",
    authOptional: true,
    disabledCommands: settings.certificate ? ["AUTH"] : ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    size: sizeMax,
    maxClients: connectionsMax,
    socketTimeout: idleMs,
    closeTimeout: 10_000,
    ...doorsOf(ctx, settings, (address) => countAt(server, address)),
  });
  server.on("error", (error) => ctx.log.debug({ err: error }, "a connection of a journal broke"));
  server.server.on("connection", (socket) => {
    AbortSignal.timeout(connectionMs).addEventListener("abort", () => socket.destroy());
  });
  server.listen(settings.port, settings.host);
  await once(server.server, "listening");
  const at = server.server.address();
  return { port: portOf(at), close: () => new Promise((resolve) => server.close(resolve)) };
}

function portOf(at: AddressInfo | string | null): number {
  return typeof at === "object" && at ? at.port : 0;
}

async function tlsOf({ certificate, tls }: JournalSettings) {
  if (!certificate) return {};
  const [cert, key] = [await readFile(certificate.cert), await readFile(certificate.key)];
  return { cert, key, secure: tls === "implicit", minVersion: "TLSv1.2" as const };
}

function countAt(server: SMTPServer, address: string): number {
  return [...server.connections].filter(({ remoteAddress }) => remoteAddress === address).length;
}

type Answer = (error?: Error | null) => void;

/** Who may come in, what for, and what is done with it. */
function doorsOf(ctx: Ctx, { tls }: JournalSettings, countOf: (address: string) => number) {
  const unknown = new WeakMap<SMTPServerSession, number>();
  let heldBytes = 0;
  const hold = (size: number) => (heldBytes += size);
  return {
    onConnect({ remoteAddress }: SMTPServerSession, answer: Answer) {
      const isFull = countOf(remoteAddress) > perAddressMax;
      answer(isFull ? say(421, "Too many connections of one address. Try again later.") : null);
    },
    onMailFrom(_from: unknown, { secure }: SMTPServerSession, answer: Answer) {
      const isClear = tls === "required" && !secure;
      answer(isClear ? say(530, "Must issue a STARTTLS command first") : null);
    },
    onRcptTo({ address }: { address: string }, session: SMTPServerSession, answer: Answer) {
      if (session.envelope.rcptTo.length >= recipientsMax)
        return answer(say(452, "Too many recipients"));
      sourceAt(ctx, address).then(
        (known) => {
          if (known) return answer();
          const count = (unknown.get(session) ?? 0) + 1;
          unknown.set(session, count);
          answer(say(count > unknownMax ? 421 : 550, "5.1.1 No such journal"));
        },
        failed(ctx, answer),
      );
    },
    onData(stream: SMTPServerDataStream, session: SMTPServerSession, answer: Answer) {
      wholeOf(stream, hold)
        .then(async (bytes) => {
          try {
            await keep(ctx, session, bytes);
          } finally {
            hold(-bytes.length);
          }
        })
        .then(() => answer(), failed(ctx, answer));
    },
  };
}

/** All of a letter, or a sentence why not. What was cut off before its end never comes here whole. */
async function wholeOf(
  stream: SMTPServerDataStream,
  hold: (size: number) => number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let [size, isFull] = [0, false];
  const drop = () => {
    chunks.length = 0;
    hold(-size);
    size = 0;
  };
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      // The rest is read and thrown away: the other side hears our answer only after its dot.
      if (isFull || stream.sizeExceeded) continue;
      size += chunk.length;
      chunks.push(chunk);
      if (hold(chunk.length) > heldMax) {
        isFull = true;
        drop();
      }
    }
  } catch (error) {
    drop();
    throw error;
  }
  if (isFull) throw say(452, "Too much mail at once. Try again later.");
  if (!stream.sizeExceeded) return Buffer.concat(chunks);
  drop();
  throw say(552, `5.3.4 A letter has at most ${sizeMax} bytes`);
}

/** Answered only when it is durable for every source that it is for; told again, it is known. */
async function keep(ctx: Ctx, session: SMTPServerSession, bytes: Buffer): Promise<void> {
  const { mailFrom, rcptTo } = session.envelope;
  const sender = mailFrom ? mailFrom.address : "";
  for (const { address } of rcptTo) {
    const known = await sourceAt(ctx, address);
    if (!known) throw say(550, "5.1.1 No such journal");
    await takeMail(known.own, known.source, {
      bytes,
      mailFrom: sender,
      remote: session.remoteAddress,
      isEncrypted: session.secure,
    });
  }
}

/** A fault of ours is never the letter's end: the other side keeps it and comes again. */
function failed(ctx: Ctx, answer: Answer) {
  return (error: unknown) => {
    if (error instanceof Error && "responseCode" in error) return answer(error);
    ctx.log.error({ err: error }, "a journal could not be taken in; it is asked to come again");
    answer(say(451, "4.3.0 Not taken in. Try again later."));
  };
}

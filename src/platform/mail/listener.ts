import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import type { SMTPServerDataStream, SMTPServerSession } from "smtp-server";
import type { Logger } from "../log/log.ts";

/** Where mail is received, and with which certificate. */
export interface MailDoor {
  host: string;
  port: number;
  /** PEM files. Undefined: in the clear. */
  certificate: { cert: string; key: string } | undefined;
  /** STARTTLS may be used, must be used, or TLS begins with the connection. */
  tls: "offered" | "required" | "implicit";
}

/** How much is taken, of whom and for how long: declared by whoever listens, with `limit()`. */
export interface MailBounds {
  letterBytes: number;
  /** Of all letters that come in at once. */
  heldBytes: number;
  connections: number;
  perAddress: number;
  idleMs: number;
  connectionMs: number;
  recipients: number;
  /** Addresses that are none of ours, until a connection is ended. */
  unknown: number;
}

export interface Arrived {
  bytes: Buffer;
  /** Empty for the null sender of a report. */
  mailFrom: string;
  recipients: readonly string[];
  remote: string;
  isEncrypted: boolean;
}

export interface MailDesk {
  door: MailDoor;
  bounds: MailBounds;
  banner: string;
  /** What whoever writes to an address that is none of ours is told. */
  unknownSays: string;
  log: Logger;
  isKnown(address: string): Promise<boolean>;
  /** It is answered for once this resolves; what it throws with `mailAnswer` is the answer. */
  take(letter: Arrived): Promise<void>;
  /** Something was turned away before it was whole. */
  turnedAway?(why: "oversized" | "too much" | "unknown", remote: string): void;
}

export interface MailListener {
  port: number;
  /** Ends what is under way, at the latest after some seconds. */
  close(): Promise<void>;
}

interface Said extends Error {
  responseCode: number;
}

/** An answer other than "taken": three digits and a sentence. */
export function mailAnswer(responseCode: number, sentence: string): Said {
  return Object.assign(new Error(sentence), { responseCode });
}

/** Listens until the signal. Throws where it cannot. */
export async function listenForMail(desk: MailDesk, signal: AbortSignal): Promise<void> {
  const listener = await openMailListener(desk);
  if (!signal.aborted) await once(signal, "abort");
  await listener.close();
}

/** Listens until it is closed. Throws where it cannot, or where the certificate cannot be read. */
export async function openMailListener(desk: MailDesk): Promise<MailListener> {
  const { door, bounds, banner, log } = desk;
  const server = new SMTPServer({
    ...(await tlsOf(door)),
    name: "openbeat",
    banner,
    authOptional: true,
    disabledCommands: door.certificate ? ["AUTH"] : ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    size: bounds.letterBytes,
    maxClients: bounds.connections,
    socketTimeout: bounds.idleMs,
    closeTimeout: 10_000,
    ...doorsOf(desk, (address) => countAt(server, address)),
  });
  server.on("error", (error) => log.debug({ err: error }, "a connection of a mail server broke"));
  server.server.on("connection", (socket) => {
    AbortSignal.timeout(bounds.connectionMs).addEventListener("abort", () => socket.destroy());
  });
  server.listen(door.port, door.host);
  await once(server.server, "listening");
  const at = server.server.address();
  return { port: portOf(at), close: () => new Promise((resolve) => server.close(resolve)) };
}

function portOf(at: AddressInfo | string | null): number {
  return typeof at === "object" && at ? at.port : 0;
}

async function tlsOf({ certificate, tls }: MailDoor) {
  if (!certificate) return {};
  const [cert, key] = [await readFile(certificate.cert), await readFile(certificate.key)];
  return { cert, key, secure: tls === "implicit", minVersion: "TLSv1.2" as const };
}

function countAt(server: SMTPServer, address: string): number {
  return [...server.connections].filter(({ remoteAddress }) => remoteAddress === address).length;
}

type Answer = (error?: Error | null) => void;

/** Who may come in, what for, and what is done with it. */
function doorsOf(desk: MailDesk, countOf: (address: string) => number) {
  const { door, bounds } = desk;
  const unknown = new WeakMap<SMTPServerSession, number>();
  let heldBytes = 0;
  const hold = (size: number) => (heldBytes += size);
  return {
    onConnect({ remoteAddress }: SMTPServerSession, answer: Answer) {
      const isFull = countOf(remoteAddress) > bounds.perAddress;
      const says = "Too many connections of one address. Try again later.";
      answer(isFull ? mailAnswer(421, says) : null);
    },
    onMailFrom(_from: unknown, { secure }: SMTPServerSession, answer: Answer) {
      const isClear = door.tls === "required" && !secure;
      answer(isClear ? mailAnswer(530, "Must issue a STARTTLS command first") : null);
    },
    onRcptTo({ address }: { address: string }, session: SMTPServerSession, answer: Answer) {
      if (session.envelope.rcptTo.length >= bounds.recipients)
        return answer(mailAnswer(452, "Too many recipients"));
      desk.isKnown(address).then(
        (isKnown) => {
          if (isKnown) return answer();
          desk.turnedAway?.("unknown", session.remoteAddress);
          const count = (unknown.get(session) ?? 0) + 1;
          unknown.set(session, count);
          answer(mailAnswer(count > bounds.unknown ? 421 : 550, desk.unknownSays));
        },
        failed(desk, answer),
      );
    },
    onData(stream: SMTPServerDataStream, session: SMTPServerSession, answer: Answer) {
      wholeOf(desk, { stream, session, hold })
        .then(async (bytes) => {
          try {
            await desk.take(arrived(session, bytes));
          } finally {
            hold(-bytes.length);
          }
        })
        .then(() => answer(), failed(desk, answer));
    },
  };
}

function arrived({ envelope, remoteAddress, secure }: SMTPServerSession, bytes: Buffer): Arrived {
  const { mailFrom, rcptTo } = envelope;
  return {
    bytes,
    mailFrom: mailFrom ? mailFrom.address : "",
    recipients: rcptTo.map(({ address }) => address),
    remote: remoteAddress,
    isEncrypted: secure,
  };
}

interface Coming {
  stream: SMTPServerDataStream;
  session: SMTPServerSession;
  hold: (size: number) => number;
}

/** All of a letter, or a sentence why not. What was cut off before its end never comes here whole. */
async function wholeOf(desk: MailDesk, { stream, session, hold }: Coming): Promise<Buffer> {
  const { bounds } = desk;
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
      if (hold(chunk.length) > bounds.heldBytes) {
        isFull = true;
        drop();
      }
    }
  } catch (error) {
    drop();
    throw error;
  }
  if (!isFull && !stream.sizeExceeded) return Buffer.concat(chunks);
  drop();
  desk.turnedAway?.(isFull ? "too much" : "oversized", session.remoteAddress);
  throw isFull
    ? mailAnswer(452, "Too much mail at once. Try again later.")
    : mailAnswer(552, `5.3.4 A letter has at most ${bounds.letterBytes} bytes`);
}

/** A fault of ours is never the letter's end: the other side keeps it and comes again. */
function failed({ log }: MailDesk, answer: Answer) {
  return (error: unknown) => {
    if (error instanceof Error && "responseCode" in error) return answer(error);
    log.error({ err: error }, "a letter could not be taken in; it is asked to come again");
    answer(mailAnswer(451, "4.3.0 Not taken in. Try again later."));
  };
}

import { once } from "node:events";
import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { addressKind } from "#platform/http/safe-address.ts";
import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import { SendError } from "../send-error.ts";
import { lost } from "../exchange.ts";
import { rowOf } from "./errors.ts";
import type { Letter } from "./letter.ts";

const connectMsMax = limit("email.connect", 10_000, "milliseconds", "connection and greeting");
const silenceMsMax = limit(
  "email.silence",
  60_000,
  "milliseconds",
  "a relay that scans mail is slow",
);

/** What became of one copy. `unknown`: its text may have been taken before the connection broke. */
export type Outcome =
  | { state: "accepted"; id: string; says: string }
  | { state: "refused" | "later"; says: string }
  | { state: "unknown"; says: string };

export interface RelaySettings {
  host: string;
  port: number;
  security: string;
  user: string;
  password: string;
  /** The name given in EHLO. */
  domain: string;
}

export function relayOf(account: Account): RelaySettings {
  const { settings, credential } = account;
  return {
    host: settings["host"] ?? "",
    port: Number(settings["port"] ?? 587),
    security: settings["security"] ?? "starttls",
    user: settings["user"] ?? "",
    password: credential["password"] ?? "",
    domain: account.remoteId.split("@")[1] ?? "localhost",
  };
}

/** A signed-in connection to the relay, at an address that was checked. */
export interface Relay extends Disposable {
  send(letter: Letter): Promise<Outcome>;
  /** False once the connection is lost: open another. */
  isOpen(): boolean;
}

/** Connects and signs in. Rejects with SendError: `not-sent`, `expired`, `later` or `refused`. */
export async function openRelay(net: Net, relay: RelaySettings): Promise<Relay> {
  const { address } = await net.resolve(relay.host, relay.port).catch((error: unknown) => {
    throw lost(error);
  });
  if (relay.security === "none" && relay.password !== "" && addressKind(address) === "public") {
    throw new SendError("refused", "A password is not sent over the open net: choose TLS.");
  }
  const connection = new SMTPConnection({
    host: address,
    port: relay.port,
    name: relay.domain,
    secure: relay.security === "tls",
    requireTLS: relay.security === "starttls",
    ignoreTLS: relay.security === "none",
    ...(address === relay.host ? {} : { servername: relay.host }),
    tls: { minVersion: "TLSv1.2" },
    connectionTimeout: connectMsMax,
    greetingTimeout: connectMsMax,
    socketTimeout: silenceMsMax,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as ConstructorParameters<typeof SMTPConnection>[0]);
  const state = { isOpen: true };
  connection.on("end", () => {
    state.isOpen = false;
  });
  // Errors reach the callbacks below; without a listener they would end the process.
  connection.on("error", () => {
    state.isOpen = false;
  });
  const { signal } = net;
  const abort = () => connection.close();
  signal.addEventListener("abort", abort, { once: true });
  const close = () => {
    signal.removeEventListener("abort", abort);
    state.isOpen = false;
    connection.quit();
  };
  try {
    await connected(connection);
    if (relay.user !== "") await signedIn(connection, relay);
  } catch (error) {
    close();
    throw beforeMail(error, relay);
  }
  return {
    isOpen: () => state.isOpen && !signal.aborted,
    send: (letter) => sendOne(connection, letter, signal),
    [Symbol.dispose]: close,
  };
}

async function connected(connection: SMTPConnection): Promise<void> {
  const failed = once(connection, "error").then(([error]) => {
    throw error;
  });
  const ready = new Promise<void>((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  const ended = once(connection, "end").then(() => {
    throw new Error("the relay closed the connection");
  });
  for (const each of [failed, ended]) each.catch(() => undefined);
  await Promise.race([ready, failed, ended]);
}

function signedIn(connection: SMTPConnection, { user, password }: RelaySettings): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.login({ user, pass: password }, (error) => (error ? reject(error) : resolve()));
  });
}

/** Nothing of a message has left yet, whatever went wrong. */
function beforeMail(error: unknown, relay: RelaySettings): SendError {
  const { code, says, command } = read(error, [relay.password]);
  const options = { answer: { code, says, command }, cause: withoutSecret(error) };
  const sentence = `The mail relay said no before any mail: ${says}`;
  const row = rowOf(code, says);
  if (row !== undefined) {
    const wait = row.class === "later" ? { retryAfterMs: row.retryAfterMs ?? 60_000 } : {};
    return new SendError(row.class, `${row.says} (${says})`, { ...options, ...wait });
  }
  if (code === 421 || (code >= 400 && code < 500)) {
    return new SendError("later", sentence, { ...options, retryAfterMs: 60_000 });
  }
  if (command.startsWith("AUTH") || code === 530 || code === 535) {
    return new SendError("expired", sentence, options);
  }
  return code >= 500
    ? new SendError("refused", sentence, options)
    : new SendError("not-sent", sentence, options);
}

function withoutSecret(error: unknown): unknown {
  return error instanceof Error ? error.name : undefined;
}

/** One copy. Settles when the relay answers, the connection ends, or the deadline passes. */
function sendOne(
  connection: SMTPConnection,
  letter: Letter,
  signal: AbortSignal,
): Promise<Outcome> {
  let hasStarted = false;
  const body = new Readable({
    read() {
      // The library asks for the first piece only after the relay answered DATA with 354.
      hasStarted = true;
      this.push(letter.bytes);
      this.push(null);
    },
  });
  return new Promise((resolve) => {
    const settle = (outcome: Outcome) => {
      connection.off("error", broken).off("end", ended);
      signal.removeEventListener("abort", late);
      resolve(outcome);
    };
    const broken = (error: unknown) => settle(outcomeOf(read(error, []), hasStarted));
    const ended = () => settle(lostOutcome(hasStarted, "the relay closed the connection"));
    const late = () => settle(lostOutcome(hasStarted, "no answer within the deadline"));
    connection.once("error", broken).once("end", ended);
    signal.addEventListener("abort", late, { once: true });
    connection.send(envelopeOf(letter), body, (error, info) => {
      if (error) {
        const told = read(error, []);
        // The session goes on after a clean "no": the next copy starts afresh.
        if (told.code === 0) broken(error);
        else connection.reset(() => settle(outcomeOf(told, hasStarted)));
        return;
      }
      const says = info?.response ?? "";
      settle({ state: "accepted", id: acceptanceId(says, info?.serverMessageId, letter), says });
    });
  });
}

/** A relay that knows RFC 3461 is asked to report failures alone, with the headers of what came back and no more. */
function envelopeOf({ from, to, isReported }: Letter) {
  const dsn = { ret: "HDRS" as const, notify: ["FAILURE" as const], orcpt: `rfc822;${to}` };
  return { from, to: [to], ...(isReported ? { dsn } : {}) };
}

function lostOutcome(hasStarted: boolean, says: string): Outcome {
  return { state: hasStarted ? "unknown" : "later", says };
}

function outcomeOf({ code, says }: Told, hasStarted: boolean): Outcome {
  const row = rowOf(code, says);
  const told = row === undefined ? says : `${row.says} (${says})`;
  if (code >= 500) return { state: "refused", says: told };
  if (code >= 400) return { state: "later", says: told };
  return lostOutcome(hasStarted, says);
}

/** The id a relay gives with its 250; the letter's own Message-ID where it gives none. */
function acceptanceId(says: string, id: string | undefined, letter: Letter): string {
  const queued = /queued as\s+<?([\w.:/+=@-]+)/i.exec(says)?.[1];
  return queued ?? id ?? letter.messageId;
}

interface Told {
  /** The reply's three digits, 0 when there was none. */
  code: number;
  says: string;
  command: string;
}

function read(error: unknown, secrets: readonly string[]): Told {
  const fields = new Map<string, unknown>(
    typeof error === "object" && error !== null ? Object.entries(error) : [],
  );
  const response = fields.get("response");
  const message = error instanceof Error ? error.message : "no answer";
  let says = (typeof response === "string" && response !== "" ? response : message).slice(0, 500);
  for (const secret of secrets) if (secret.length >= 4) says = says.replaceAll(secret, "[secret]");
  const code = Number(fields.get("responseCode") ?? 0);
  const command = fields.get("command");
  return {
    code: Number.isInteger(code) ? code : 0,
    says,
    command: typeof command === "string" ? command : "",
  };
}

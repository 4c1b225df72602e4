import type { Socket } from "node:net";
import { PDU } from "smpp/lib/pdu.js";
import { type FailureCode, RequestFailed } from "#platform/http/safe-failure.ts";
import { limit } from "#platform/limits.ts";

const pduBytesMax = limit(
  "sms.smpp.pdu",
  16_384,
  "octets",
  "one unit of SMPP, texts are far below",
);
const answerMsMax = limit(
  "sms.smpp.answer",
  15_000,
  "milliseconds",
  "then nobody knows whether the message was taken",
);
const silenceMsMax = limit(
  "sms.smpp.silence",
  10_000,
  "milliseconds",
  "then enquire_link is asked",
);
const headerBytes = 16;
const statusUnknownCommand = 3;

interface Waiting {
  command: PDU;
  timer: NodeJS.Timeout;
  resolve(answer: PDU): void;
  reject(failure: RequestFailed): void;
}

/** One connection that speaks SMPP: units in and out, and which answer belongs to which request. */
export class Link {
  readonly #socket: Socket;
  readonly #heard: (pdu: PDU) => void;
  readonly #waiting = new Map<number, Waiting>();
  readonly #pulse: NodeJS.Timeout;
  #sequence = 0;
  #rest: Buffer = Buffer.alloc(0);

  /** `heard` is given each deliver_sm, and answers it. */
  constructor(socket: Socket, heard: (pdu: PDU) => void) {
    this.#socket = socket;
    this.#heard = heard;
    socket.on("data", (piece: Buffer) => this.#read(piece));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.end("reset", "the gateway closed the connection"));
    // A gateway that died without a word is noticed, and one that drops quiet sessions is kept awake.
    this.#pulse = setInterval(() => void this.#enquire(), silenceMsMax).unref();
  }

  get isOpen(): boolean {
    return this.#socket.writable;
  }

  /** Resolves with the answer, whatever its status; rejects with RequestFailed. */
  ask(name: string, fields: Readonly<Record<string, unknown>> = {}): Promise<PDU> {
    const closed = () =>
      new RequestFailed("not-connected", "the session is closed", { sent: false });
    if (!this.isOpen) return Promise.reject(closed());
    this.#sequence = (this.#sequence % 0x7fff_ffff) + 1;
    const number = this.#sequence;
    const command = new PDU(name, { ...fields, sequence_number: number });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(number);
        reject(new RequestFailed("timed-out", "the gateway did not answer", { sent: true }));
      }, answerMsMax);
      this.#waiting.set(number, { command, timer, resolve, reject });
      this.#socket.write(command.toBuffer());
    });
  }

  /** Answers a request of the gateway's. */
  answer(pdu: PDU, status = 0): void {
    if (this.isOpen) this.#socket.write(pdu.response({ command_status: status }).toBuffer());
  }

  /** Ends the connection; whoever still waits learns that the answer will not come. */
  end(code: FailureCode, why: string): void {
    clearInterval(this.#pulse);
    this.#socket.destroy();
    for (const { timer, reject } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new RequestFailed(code, why, { sent: true }));
    }
    this.#waiting.clear();
  }

  async #enquire(): Promise<void> {
    try {
      await this.ask("enquire_link");
    } catch {
      this.end("timed-out", "the gateway fell silent");
    }
  }

  #read(piece: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, piece]);
    while (this.#rest.length >= headerBytes) {
      const length = this.#rest.readUInt32BE(0);
      if (length < headerBytes || length > pduBytesMax)
        return this.end("bad-answer", "the gateway sent what is no SMPP");
      if (this.#rest.length < length) return;
      const whole = this.#rest.subarray(0, length);
      this.#rest = this.#rest.subarray(length);
      try {
        this.#take(new PDU(whole));
      } catch {
        return this.end("bad-answer", "the gateway sent what is no SMPP");
      }
    }
  }

  #take(pdu: PDU): void {
    if (pdu.isResponse()) return this.#settle(pdu);
    if (pdu.command === "deliver_sm") this.#heard(pdu);
    else if (pdu.command === "unbind") {
      this.answer(pdu);
      this.end("reset", "the gateway ended the session");
    } else if (pdu.command === "enquire_link") this.answer(pdu);
    // These two want no answer (§4.1.7, §4.12).
    else if (pdu.command !== "outbind" && pdu.command !== "alert_notification")
      this.answer(pdu, statusUnknownCommand);
  }

  /** An answer that nobody waits for, or that comes a second time, is passed over. */
  #settle(pdu: PDU): void {
    const waiting = this.#waiting.get(pdu.sequence_number);
    if (waiting === undefined) return;
    this.#waiting.delete(pdu.sequence_number);
    clearTimeout(waiting.timer);
    const isOwn = pdu.command === `${waiting.command.command}_resp`;
    if (isOwn || pdu.command === "generic_nack") return waiting.resolve(pdu);
    waiting.reject(new RequestFailed("bad-answer", "another answer came", { sent: true }));
  }
}

import { fromGsm, fromUcs2, reader, type Unit } from "./smpp-wire.ts";

/** A "no" as command_status. */
export class Status extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`0x${status.toString(16)}`);
    this.status = status;
  }
}

export interface Submitted {
  to: string;
  words: string;
  dataCoding: number;
  wantsReceipt: boolean;
  /** Reference, how many, which; of a text in parts. */
  part: [number, number, number] | undefined;
}

function must(isRight: boolean, status: number): void {
  if (!isRight) throw new Status(status);
}

/** bind_… (§4.1): lengths of its fields and who may come in. */
export function mayBind({ body }: Unit, who: { systemId: string; password: string }): void {
  const read = reader(body);
  let given: string[];
  try {
    given = [read.words(16), read.words(9), read.words(13)];
  } catch {
    throw new Status(0x0d);
  }
  must(read.byte() === 0x34, 0x0d);
  must(given[0] === who.systemId, 0x0f);
  must(given[1] === who.password, 0x0e);
}

/** submit_sm (§4.4.1): numbering, lengths, flags; what it says. */
export function submittedIn({ body }: Unit, source: string): Submitted {
  const read = reader(body);
  read.words(6);
  const [fromTon, fromNpi, from] = [read.byte(), read.byte(), read.words(21)];
  must(from === source.replace("+", ""), 0x0a);
  must(fromTon === (source.startsWith("+") ? 1 : /^\d+$/.test(source) ? 3 : 5), 0x48);
  must(fromNpi === (source.startsWith("+") ? 1 : 0), 0x49);
  must(read.byte() === 1, 0x50);
  must(read.byte() === 1, 0x51);
  const to = read.words(21);
  must(/^[1-9]\d{6,14}$/.test(to), 0x0b);
  const esmClass = read.byte();
  must(esmClass === 0 || esmClass === 0x40, 0x43);
  read.byte();
  must(read.byte() <= 3, 0x06);
  must(read.words(17) === "", 0x61);
  must(read.words(17) === "", 0x62);
  const registered = read.byte();
  must(registered <= 1, 0x07);
  must(read.byte() <= 1, 0x54);
  const dataCoding = read.byte();
  must(dataCoding === 0 || dataCoding === 8, 0x45);
  read.byte();
  const octets = read.octets(read.byte());
  must(read.isAtEnd(), 0xc0);
  return {
    to: `+${to}`,
    ...saidIn(octets, esmClass === 0x40, dataCoding),
    wantsReceipt: registered === 1,
  };
}

/** The user data of one message on the air: 140 octets, into which septets are packed (3GPP TS 23.040). */
function saidIn(octets: Buffer, hasHeader: boolean, dataCoding: number) {
  const headBytes = hasHeader ? (octets[0] ?? 0) + 1 : 0;
  const text = octets.subarray(headBytes);
  must(text.length > 0, 0x01);
  const packed = dataCoding === 8 ? text.length : Math.ceil((text.length * 7) / 8);
  must(headBytes + packed <= 140, 0x01);
  const [length, kind, size, reference = 0, count = 0, number = 0] = octets;
  if (hasHeader) must(length === 5 && kind === 0 && size === 3, 0x43);
  if (hasHeader) must(number >= 1 && number <= count, 0x43);
  const part: Submitted["part"] = hasHeader ? [reference, count, number] : undefined;
  const words = dataCoding === 8 ? fromUcs2(text) : fromGsm(text);
  return { words, dataCoding, part };
}

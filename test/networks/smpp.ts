import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { LoopbackFault } from "./loopback.ts";
import { mayBind, Status, type Submitted, submittedIn } from "./smpp-rules.ts";
import { commands, cString, tlv, toGsm, toUcs2, type Unit, unitsIn, written } from "./smpp-wire.ts";

/** What a telephone shows: all parts together. */
export interface ShownText {
  to: string;
  text: string;
  /** One for each part. */
  ids: string[];
  dataCoding: number;
  wantsReceipt: boolean;
}

interface Delivery {
  body: Buffer;
  /** How often it was handed out. */
  told: number;
}

interface Session {
  socket: Socket;
  role: "none" | "transmitter" | "receiver" | "transceiver";
  /** What was handed out and not acknowledged, by sequence number. */
  open: Map<number, Delivery>;
}

export interface SmppServer extends AsyncDisposable {
  host: string;
  port: number;
  systemId: string;
  password: string;
  source: string;
  texts: ShownText[];
  binds: string[];
  /** Roles that this system may not take. */
  forbids: Set<string>;
  /** Each submit_sm that was asked, taken or not. */
  submissions: string[];
  refuse: Map<string, number>;
  /** Taken from these telephones' senders, and the connection then reset; or, `mute`, never answered. */
  lose: Set<string>;
  mute: Set<string>;
  /** Parts after the first are answered with this status. */
  refuseFurtherParts: number | undefined;
  /** As many submit_sm are answered with this status. */
  busy: { count: number; status: number };
  fail(fault: LoopbackFault | undefined): void;
  playError(status: number): void;
  /** What waits for a receiver, with how often it was told. */
  waiting(): Delivery[];
  acknowledged: number;
  inbound(from: string, text: string, as?: "plain" | "parts" | "first-part" | "latin"): void;
  receipt(id: string, to: string, stat: string, as?: "text" | "fields" | "short"): void;
  dropSessions(): void;
}

const bindErrors = new Set([0x05, 0x0d, 0x0e, 0x0f, 0x53]);
const windowMax = 10;

export async function startSmpp(
  options: { source?: string; key?: string; cert?: string } = {},
): Promise<SmppServer> {
  const { source = "+15550100" } = options;
  const who = { systemId: "riverside", password: "smsc-pw1" };
  const sessions = new Set<Session>();
  const queue: Delivery[] = [];
  const parts = new Map<string, (Submitted & { id: string })[]>();
  let fault: LoopbackFault | undefined;
  let played: number | undefined;
  let messages = 0x1a00;
  let sequence = 0;

  const hand = (session: Session) => {
    if (session.role !== "receiver" && session.role !== "transceiver") return;
    while (session.open.size < windowMax && session.socket.writable) {
      const next = queue.shift();
      if (next === undefined) return;
      next.told += 1;
      session.open.set((sequence += 1), next);
      const { body } = next;
      session.socket.write(written({ id: commands.deliver_sm, status: 0, sequence, body }));
    }
  };
  const put = (body: Buffer) => {
    queue.push({ body, told: 0 });
    for (const session of sessions) hand(session);
  };

  const take = (submitted: Submitted): string => {
    const id = (messages += 1).toString(16).toUpperCase();
    const { to, part, dataCoding, wantsReceipt } = submitted;
    const key = part === undefined ? id : `${to} ${part[0]}`;
    const group = [...(parts.get(key) ?? []), { ...submitted, id }];
    parts.set(key, group);
    if (group.length < (part?.[1] ?? 1)) return id;
    parts.delete(key);
    const inOrder = group.toSorted((a, b) => (a.part?.[2] ?? 0) - (b.part?.[2] ?? 0));
    const text = inOrder.map(({ words }) => words).join("");
    const ids = inOrder.map((each) => each.id);
    server.texts.push({ to, text, ids, dataCoding, wantsReceipt });
    return id;
  };

  const submit = (session: Session, unit: Unit): Buffer | undefined => {
    if (session.role === "none" || session.role === "receiver") throw new Status(0x04);
    if (fault === "reset-before-accept") return void session.socket.resetAndDestroy();
    const submitted = submittedIn(unit, source);
    server.submissions.push(submitted.to);
    if (played !== undefined) throw new Status(played);
    if (fault === "too-many-requests") throw new Status(0x58);
    if (server.busy.count > 0) {
      server.busy.count -= 1;
      throw new Status(server.busy.status);
    }
    const isFurther = (submitted.part?.[2] ?? 1) > 1;
    const refused = isFurther ? server.refuseFurtherParts : server.refuse.get(submitted.to);
    if (refused !== undefined) throw new Status(refused);
    const id = take(submitted);
    if (fault === "reset-after-accept" || server.lose.has(submitted.to))
      return void session.socket.resetAndDestroy();
    return server.mute.has(submitted.to) ? undefined : cString(id);
  };

  const bind = (session: Session, unit: Unit): Buffer => {
    if (session.role !== "none") throw new Status(0x05);
    if (fault === "out-of-order") throw new Status(0x08);
    if (fault === "expired-token") throw new Status(0x0e);
    if (played !== undefined && bindErrors.has(played)) throw new Status(played);
    mayBind(unit, who);
    const roles = { 1: "receiver", 2: "transmitter", 9: "transceiver" } as const;
    const role = roles[unit.id as 1 | 2 | 9];
    if (server.forbids.has(role)) throw new Status(0x0d);
    session.role = role;
    server.binds.push(session.role);
    setTimeout(() => hand(session), 5);
    return cString("loopback");
  };

  const acknowledge = (session: Session, { sequence: of, status }: Unit) => {
    const delivery = session.open.get(of);
    if (delivery === undefined) return;
    session.open.delete(of);
    if (status === 0) server.acknowledged += 1;
    else queue.push(delivery);
    if (status === 0) hand(session);
  };

  /** The body of the answer; undefined where none is given. Throws Status. */
  const answerTo = (session: Session, unit: Unit): Buffer | undefined => {
    if ([1, 2, 9].includes(unit.id)) return bind(session, unit);
    if (unit.id === commands.submit_sm) return submit(session, unit);
    if (unit.id === commands.enquire_link || unit.id === commands.unbind) return Buffer.alloc(0);
    throw new Status(0x03);
  };

  const heard = async (session: Session, unit: Unit) => {
    if (unit.id === commands.deliver_sm + commands.generic_nack) return acknowledge(session, unit);
    if (unit.id >= commands.generic_nack) return;
    const isKnown = Object.values<number>(commands).includes(unit.id);
    const id = isKnown ? unit.id + commands.generic_nack : commands.generic_nack;
    let answer: Unit = { id, status: 0, sequence: unit.sequence, body: Buffer.alloc(0) };
    try {
      const body = answerTo(session, unit);
      if (body === undefined) return;
      answer = { ...answer, body };
    } catch (error) {
      const status = error instanceof Status ? error.status : 0x02;
      answer = { ...answer, status };
    }
    const isAct = unit.id === commands.submit_sm;
    if (isAct && fault === "slow") await new Promise((resolve) => setTimeout(resolve, 1_000));
    if (!session.socket.writable) return;
    session.socket.write(written(answer));
    if (isAct && fault === "answers-twice") session.socket.write(written(answer));
    if (unit.id === commands.unbind) session.socket.end();
  };

  const open = (socket: Socket) => {
    const session: Session = { socket, role: "none", open: new Map() };
    sessions.add(session);
    let rest: Buffer = Buffer.alloc(0);
    socket.on("data", (piece: Buffer) => {
      const read = unitsIn(Buffer.concat([rest, piece]));
      rest = read.rest;
      for (const unit of read.units) void heard(session, unit);
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      sessions.delete(session);
      queue.unshift(...session.open.values());
    });
  };

  const listener =
    options.key && options.cert
      ? createTlsServer({ key: options.key, cert: options.cert }, open)
      : createServer(open);
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  if (typeof address !== "object" || address === null) throw new Error("no port was given");

  const server: SmppServer = {
    host: "127.0.0.1",
    port: address.port,
    ...who,
    source,
    texts: [],
    binds: [],
    forbids: new Set(),
    submissions: [],
    refuse: new Map(),
    lose: new Set(),
    mute: new Set(),
    refuseFurtherParts: undefined,
    busy: { count: 0, status: 0x58 },
    acknowledged: 0,
    fail: (given) => {
      fault = given;
      if (given === undefined) played = undefined;
    },
    playError: (status) => {
      played = status;
    },
    waiting: () => [...queue, ...[...sessions].flatMap(({ open: handed }) => [...handed.values()])],
    inbound(from, text, as = "plain") {
      for (const body of inboundBodies(from, source, text, as)) put(body);
    },
    receipt(id, to, stat, as = "text") {
      put(receiptBody({ id, to, stat, source }, as));
    },
    dropSessions() {
      for (const { socket } of sessions) socket.resetAndDestroy();
    },
    async [Symbol.asyncDispose]() {
      for (const { socket } of sessions) socket.destroy();
      if (!listener.listening) return;
      listener.close();
      await once(listener, "close");
    },
  };
  return server;
}

interface Fields {
  from: string;
  to: string;
  esmClass: number;
  dataCoding: number;
  octets: Buffer;
  more?: Buffer;
}

/** deliver_sm (§4.6.1). */
function deliverBody({ from, to, esmClass, dataCoding, octets, more }: Fields): Buffer {
  return Buffer.concat([
    cString(""),
    Buffer.from([1, 1]),
    cString(from.replace("+", "")),
    Buffer.from([1, 1]),
    cString(to.replace("+", "")),
    Buffer.from([esmClass, 0, 0]),
    cString(""),
    cString(""),
    Buffer.from([0, 0, dataCoding, 0, octets.length]),
    octets,
    more ?? Buffer.alloc(0),
  ]);
}

function inboundBodies(from: string, to: string, text: string, as: string): Buffer[] {
  const body = (octets: Buffer, esmClass = 0, dataCoding = 8) =>
    deliverBody({ from, to, esmClass, dataCoding, octets });
  if (as === "plain") return [body(toUcs2(text))];
  if (as === "latin") return [body(Buffer.from(text, "latin1"), 0, 1)];
  const half = Math.ceil(text.length / 2);
  const halves = [text.slice(0, half), text.slice(half)].map((words, index) =>
    body(Buffer.concat([Buffer.from([5, 0, 3, 77, 2, index + 1]), toUcs2(words)]), 0x40),
  );
  // The second comes first, as it may.
  return as === "parts" ? halves.reverse() : halves.slice(0, 1);
}

/** Receipts as gateways write them: Appendix B, the fields of §5.3.2 alone, and a short text of its own. */
function receiptBody(
  { id, to, stat, source }: { id: string; to: string; stat: string; source: string },
  as: string,
): Buffer {
  const states = ["DELIVRD", "EXPIRED", "DELETED", "UNDELIV", "ACCEPTD", "UNKNOWN", "REJECTD"];
  const long = `id:${id} sub:001 dlvrd:001 submit date:2611211200 done date:2611211201 stat:${stat} err:${stat === "DELIVRD" ? "000" : "075"} Text:Road closed`;
  const words = as === "text" ? long : as === "short" ? `id:${id} stat:${stat}` : "";
  const more =
    as === "fields"
      ? Buffer.concat([tlv(0x1e, cString(id)), tlv(0x427, Buffer.from([states.indexOf(stat) + 2]))])
      : Buffer.alloc(0);
  // Receipts are written in ASCII whatever the alphabet says.
  const octets = as === "short" ? toGsm(words) : Buffer.from(words, "latin1");
  return deliverBody({ from: to, to: source, esmClass: 0x04, dataCoding: 0, octets, more });
}

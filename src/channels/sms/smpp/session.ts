import { connect, type Socket } from "node:net";
import type { PDU } from "smpp/lib/pdu.js";
import { connect as connectTls } from "node:tls";
import { systemClock } from "#platform/clock.ts";
import { addressKind } from "#platform/http/safe-address.ts";
import { limit } from "#platform/limits.ts";
import type { Net } from "../../connector.ts";
import { lost } from "../../exchange.ts";
import { SendError } from "../../send-error.ts";
import { errorFor } from "./errors.ts";
import { Link } from "./link.ts";
import type { Place } from "./place.ts";

const connectMsMax = limit("sms.smpp.connect", 10_000, "milliseconds", "connection and TLS");
const unbindMsMax = limit(
  "sms.smpp.unbind",
  1_000,
  "milliseconds",
  "a goodbye keeps nobody waiting",
);
const version34 = 0x34;
/** "Temporary error of the receiver": the gateway keeps the message and tells it again (§5.1.3). */
const statusNotNow = 0x64;

export interface Session extends AsyncDisposable {
  link: Link;
  /** Ends when the caller's deadline does. */
  signal: AbortSignal;
}

/**
 * A bound session at an address that was checked. Rejects with SendError: `not-sent`, `expired`, `later` or `refused`;
 * nothing of any message has left by then.
 */
export async function openSession(
  net: Net,
  place: Place,
  role: "transmitter" | "receiver",
  heard?: (pdu: PDU) => void,
): Promise<Session> {
  const { signal } = net;
  const socket = await openSocket(net, place, signal);
  // What comes in while a text is sent waits for the poll, which puts it on record first.
  const link: Link = new Link(socket, heard ?? ((pdu) => link.answer(pdu, statusNotNow)));
  const abort = () => link.end("aborted", "the time of this try was over");
  signal.addEventListener("abort", abort, { once: true });
  const close = () => {
    signal.removeEventListener("abort", abort);
    link.end("reset", "the session was closed");
  };
  try {
    await bind(net, link, place, role);
  } catch (error) {
    close();
    throw error;
  }
  return {
    link,
    signal,
    async [Symbol.asyncDispose]() {
      if (link.isOpen) {
        const goodbye = link.ask("unbind").catch(() => undefined);
        await Promise.race([goodbye, systemClock.sleep(unbindMsMax, signal)]);
      }
      close();
    },
  };
}

async function bind(net: Net, link: Link, place: Place, role: string): Promise<void> {
  const command = `bind_${place.bind === "split" ? role : "transceiver"}`;
  const { systemId, password, systemType } = place;
  const answer = await link
    .ask(command, {
      system_id: systemId,
      password,
      system_type: systemType,
      interface_version: version34,
    })
    .catch((error: unknown) => {
      const says = "The gateway did not let this system in: no answer to the bind.";
      throw new SendError("not-sent", says, { cause: error });
    });
  if (answer.command_status === 0) return;
  const nowMs = net.now().epochMilliseconds;
  throw errorFor(answer, { isAct: false, secrets: [password], nowMs });
}

async function openSocket(net: Net, place: Place, signal: AbortSignal): Promise<Socket> {
  const { host, port, isTls } = place;
  const { address } = await net.resolve(host, port).catch((error: unknown) => {
    throw lost(error);
  });
  if (!isTls && addressKind(address) === "public") {
    const says = "The password and the texts would cross the open net: choose TLS, or a VPN.";
    throw new SendError("refused", says);
  }
  const name = address === host ? {} : { servername: host };
  const socket = isTls
    ? connectTls({ host: address, port, minVersion: "TLSv1.2", ...name })
    : connect({ host: address, port });
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(connectMsMax)]);
  try {
    await ready(socket, isTls ? "secureConnect" : "connect", bounded);
    socket.setNoDelay(true);
    return socket;
  } catch (error) {
    socket.destroy();
    const code = String(Reflect.get(Object(error), "code") ?? "no answer");
    const says = `Nobody lets us in at ${host}:${port} (${code}): check host, port and TLS, and whether the provider knows this server's address.`;
    throw new SendError("not-sent", says, { answer: { code } });
  }
}

function ready(socket: Socket, event: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error("timed out"));
    if (signal.aborted) return late();
    signal.addEventListener("abort", late, { once: true });
    socket.once("error", reject).once(event, () => {
      signal.removeEventListener("abort", late);
      socket.off("error", reject);
      resolve();
    });
  });
}

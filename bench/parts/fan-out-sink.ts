import { createServer } from "node:http";
import { SMTPServer } from "smtp-server";
import { nowMicros } from "./figures.ts";

/**
 * A relay and a push service on loopback that take everything at once and remember whom it was for, as a process of its
 * own. It ends with the bench that started it.
 */
let got = new Map<string, number>();
let firstMicros = 0;
let lastMicros = 0;

function take(who: string): void {
  lastMicros = nowMicros();
  if (firstMicros === 0) firstMicros = lastMicros;
  got.set(who, (got.get(who) ?? 0) + 1);
}

const relay = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS", "AUTH"],
  disableReverseLookup: true,
  logger: false,
  onData(stream, session, done) {
    stream.resume();
    stream.on("end", () => {
      for (const { address } of session.envelope.rcptTo) take(address);
      done(null, `2.0.0 Ok: queued as Q${got.size}Z`);
    });
  },
});
// Whoever is killed resets its connections.
relay.on("error", () => undefined);
const service = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    take(request.url ?? "");
    response.writeHead(201).end();
  });
});
service.keepAliveTimeout = 60_000;

const mailPort = await new Promise<number>((resolve) => {
  const listener = relay.listen(0, "127.0.0.1", () => {
    const address = listener.address();
    if (typeof address === "object" && address !== null) resolve(address.port);
  });
});
await new Promise<void>((resolve) => void service.listen(0, "127.0.0.1", resolve));
const address = service.address();
const pushPort = typeof address === "object" && address !== null ? address.port : 0;

process.on("message", (asked) => {
  if (asked === "forget") {
    got = new Map();
    firstMicros = 0;
  }
  const twice = [...got.values()].filter((count) => count > 1).length;
  process.send?.({
    people: got.size,
    twice,
    firstMicros,
    lastMicros,
    ...(asked === "who" ? { who: [...got.keys()] } : {}),
  });
});
process.once("disconnect", () => process.exit(0));
process.send?.({ mailPort, pushPort });

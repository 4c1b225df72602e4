import { createServer, request, type Server } from "node:http";
import { once } from "node:events";
import type { BlueskyPds } from "./bluesky.ts";
import type { LoopbackFault } from "./loopback.ts";

interface Row {
  status: number;
  code: string;
}

export interface BlueskyFront extends AsyncDisposable {
  host: string;
  url: string;
  fail(fault: LoopbackFault | undefined): void;
  play(row: Row): void;
}

/** A front door before the true server that spoils the connection, not the server's answers. */
export async function openBlueskyFront(pds: BlueskyPds): Promise<BlueskyFront> {
  let armed: LoopbackFault | undefined;
  let row: Row | undefined;
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? "";
    const isAct = /createRecord|applyWrites/.test(path);
    const fault = isAct || armed === "expired-token" ? armed : undefined;
    if (fault === "reset-before-accept") return incoming.socket.resetAndDestroy();
    // An ended token is renewed first: only one that stays so reaches a person.
    const isPlayed = row && (isAct || row.code === "ExpiredToken");
    const no = row && isPlayed ? noOf(row) : answerOf(fault);
    if (no !== undefined) {
      incoming.resume();
      return outgoing
        .writeHead(no.status, { "content-type": "application/json", "retry-after": "9" })
        .end(JSON.stringify(no.body));
    }
    const onward = request(
      pds.url + path,
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        if (fault === "reset-after-accept") {
          answer.resume();
          answer.on("end", () => incoming.socket.resetAndDestroy());
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        if (fault === "slow") setTimeout(() => answer.pipe(outgoing), 1_000);
        else answer.pipe(outgoing);
      },
    );
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${portOf(server)}`;
  return {
    host,
    url: `http://${host}`,
    fail(fault) {
      armed = fault;
    },
    play(given) {
      row = given;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function noOf({ status, code }: Row) {
  return { status, body: { error: code, message: "Row" } };
}

function answerOf(fault: LoopbackFault | undefined) {
  if (fault === "too-many-requests")
    return { status: 429, body: { error: "RateLimitExceeded", message: "Rate Limit Exceeded" } };
  if (fault === "out-of-order")
    return { status: 503, body: { error: "UpstreamFailure", message: "Down" } };
  if (fault === "expired-token")
    return { status: 400, body: { error: "ExpiredToken", message: "Token has expired" } };
  return undefined;
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port was given");
  return address.port;
}

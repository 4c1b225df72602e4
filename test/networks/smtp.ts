import { SMTPServer, type SMTPServerSession } from "smtp-server";

/** What relays do on a bad day, on demand. */
export interface SmtpFaults {
  /** The text is taken, then the connection is reset instead of the 250. */
  resetAfterData?: boolean;
  /** The connection is reset at MAIL FROM. */
  resetBeforeData?: boolean;
  /** Every mail from here on is put off with 450. */
  putsOff?: boolean;
  /** New connections are greeted with 421. */
  isClosed?: boolean;
  /** Sign-in is answered with 535. */
  noSignIn?: boolean;
  slowMs?: number;
  /** One reply, where a relay gives it: at the greeting, at the sign-in, else for the address. */
  says?: { status: number; words: string };
  /** These addresses get 550. */
  refused?: readonly string[];
  /** These addresses get 550, for what is in the letter. */
  choosy?: readonly string[];
  /** These addresses get 450. */
  later?: readonly string[];
  /** The text to these addresses is taken and the connection reset. */
  lost?: readonly string[];
  /** The 250 carries no id. */
  givesNoId?: boolean;
}

export interface SmtpLetter {
  /** The envelope's sender, and what was asked of reports (RFC 3461). */
  from: string;
  asks: Readonly<Record<string, unknown>>;
  to: string;
  raw: string;
  headers: ReadonlyMap<string, string>;
  text: string;
  html: string;
}

export interface SmtpPeer extends AsyncDisposable {
  host: string;
  port: number;
  user: string;
  password: string;
  letters: SmtpLetter[];
  /** How many were opened so far. */
  connections(): number;
  fail(faults: SmtpFaults): void;
}

function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

export interface SmtpOptions {
  /** 0, any free one, when absent. */
  port?: number;
  /** Told of each letter as it is taken. */
  taken?: (letter: SmtpLetter) => void;
}

/** A real SMTP server on loopback that keeps what it is given. */
export async function startSmtp(options: SmtpOptions = {}): Promise<SmtpPeer> {
  const letters: SmtpLetter[] = [];
  const user = "openbeat";
  const password = "relay-password-1";
  let faults: SmtpFaults = {};
  let connections = 0;
  const reset = (session: SMTPServerSession) => {
    for (const connection of server.connections) {
      const { id, _socket: socket } = connection as unknown as {
        id: string;
        _socket: { resetAndDestroy(): void };
      };
      if (id === session.id) socket.resetAndDestroy();
    }
  };
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    hideDSN: false,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    onConnect(_session, done) {
      connections += 1;
      if (faults.says?.status === 421) return done(reply(421, faults.says.words));
      done(faults.isClosed ? reply(421, "4.3.2 Service not available") : undefined);
    },
    onAuth(auth, _session, done) {
      const { status = 0, words = "" } = faults.says ?? {};
      if ([530, 534, 535].includes(status)) return done(reply(status, words));
      const isRight = auth.username === user && auth.password === password && !faults.noSignIn;
      if (isRight) done(null, { user });
      else done(reply(535, `5.7.8 Not this password: ${auth.password ?? ""}`));
    },
    onMailFrom(_address, session, done) {
      if (faults.resetBeforeData) return reset(session);
      done(faults.putsOff ? reply(450, "4.7.1 Greylisted, come back later") : undefined);
    },
    onRcptTo({ address }, _session, done) {
      if (faults.says) return done(reply(faults.says.status, faults.says.words));
      if (faults.refused?.includes(address)) return done(reply(550, "5.1.1 No such mailbox"));
      if (faults.choosy?.includes(address)) return done(reply(550, "5.7.1 Not wanted here"));
      if (faults.later?.includes(address)) return done(reply(450, "4.2.1 Mailbox busy"));
      return done();
    },
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", () => {
        const raw = Buffer.concat(pieces).toString("latin1");
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo.map((each) => each.address);
        const from = mailFrom ? mailFrom.address : "";
        for (const { address, ...each } of rcptTo) {
          const asks = { ...(mailFrom ? mailFrom.args : {}), ...each.args };
          const letter = { from, asks, to: address, raw, ...parts(raw) };
          letters.push(letter);
          options.taken?.(letter);
        }
        if (faults.resetAfterData || to.some((each) => faults.lost?.includes(each)))
          return reset(session);
        const said = faults.givesNoId ? "2.0.0 Ok" : `2.0.0 Ok: queued as Q${letters.length}Z`;
        setTimeout(() => done(null, said), faults.slowMs ?? 0);
      });
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.on("error", reject);
    const listener = server.listen(options.port ?? 0, "127.0.0.1", () => {
      const address = listener.address();
      if (typeof address === "object" && address !== null) resolve(address.port);
    });
  });
  return {
    host: "127.0.0.1",
    port,
    user,
    password,
    letters,
    connections: () => connections,
    fail(next) {
      faults = next;
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Enough of MIME to read what our own composer writes. */
function parts(raw: string): Pick<SmtpLetter, "headers" | "text" | "html"> {
  const { headers } = entity(raw);
  const found = { text: "", html: "" };
  const visit = (source: string) => {
    const { headers: own, body } = entity(source);
    const type = own.get("content-type") ?? "text/plain";
    const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
    if (boundary !== undefined) {
      for (const each of body.split(`--${boundary}`).slice(1, -1)) visit(each.replace(/^\r\n/, ""));
    } else if (type.startsWith("text/plain")) found.text ||= decoded(body, own);
    else if (type.startsWith("text/html")) found.html ||= decoded(body, own);
  };
  visit(raw);
  return { headers, ...found };
}

function entity(source: string): { headers: Map<string, string>; body: string } {
  const end = source.indexOf("\r\n\r\n");
  const lines = source
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { headers, body: source.slice(end + 4) };
}

function decoded(body: string, headers: ReadonlyMap<string, string>): string {
  const encoding = headers.get("content-transfer-encoding")?.toLowerCase();
  const bytes =
    encoding === "base64"
      ? Buffer.from(body, "base64")
      : encoding === "quoted-printable"
        ? Buffer.from(
            body
              .replace(/=\r\n/g, "")
              .replace(/=([0-9A-F]{2})/gi, (_whole, hex: string) =>
                String.fromCharCode(parseInt(hex, 16)),
              ),
            "latin1",
          )
        : Buffer.from(body, "latin1");
  return bytes.toString("utf8").replaceAll("\r\n", "\n").replace(/\n$/, "");
}

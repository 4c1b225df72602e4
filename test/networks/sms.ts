import { createHmac, randomBytes } from "node:crypto";
import {
  fieldsOf,
  type Loopback,
  type LoopbackAnswer,
  No,
  startLoopback,
  type Visit,
  words,
} from "./loopback.ts";

export interface Text {
  sid: string;
  to: string;
  from: string;
  body: string;
  direction: "outbound-api" | "inbound";
  status: string;
  date_created: string;
  media: string[];
  statusCallback: string;
}

export interface SmsServer extends Loopback {
  account: string;
  token: string;
  from: string;
  messages: Text[];
  /** These telephones are answered with this code. */
  refuse: Map<string, number>;
  /** Answers to these telephones are lost after they were taken. */
  lose: Set<string>;
  /** Somebody writes to the agency; what the gateway then posts to the webhook. */
  inbound(from: string, body: string): URLSearchParams;
}

export function smsNo(status: number, code: number, message: string) {
  return {
    status,
    body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
  };
}

/** As the interface documents it, written once more and not taken from the connector. */
export function twilioSignature(token: string, url: string, form: URLSearchParams): string {
  let text = url;
  for (const name of [...new Set(form.keys())].sort()) text += name + (form.get(name) ?? "");
  return createHmac("sha1", token).update(Buffer.from(text, "utf8")).digest("base64");
}

/** A gateway by the published description of the Message resource (2010-04-01). */
export async function startSms(): Promise<SmsServer> {
  const account = `AC${"0123456789abcdef".repeat(2)}`;
  const token = "gateway-auth-token-for-tests-0123456";
  const from = "+15550100";
  const messages: Text[] = [];
  const refuse = new Map<string, number>();
  const lose = new Set<string>();
  const basic = `Basic ${Buffer.from(`${account}:${token}`).toString("base64")}`;
  const no = (status: number, code: number, message: string) =>
    new No(status, smsNo(status, code, message).body);
  const put = (text: Omit<Text, "sid" | "date_created">): Text => {
    const made = {
      ...text,
      sid: `SM${randomBytes(16).toString("hex")}`,
      date_created: new Date().toUTCString().replace("GMT", "+0000"),
    };
    messages.unshift(made);
    return made;
  };
  const shape = (text: Text) => ({
    sid: text.sid,
    account_sid: account,
    to: text.to,
    from: text.from,
    body: text.body,
    direction: text.direction,
    status: text.status,
    date_created: text.date_created,
    date_sent: null,
    num_segments: "1",
    num_media: String(text.media.length),
    price: null,
    price_unit: "USD",
    error_code: null,
    error_message: null,
    messaging_service_sid: null,
  });

  const create = async (visit: Visit): Promise<LoopbackAnswer> => {
    if (!visit.request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded"))
      throw no(400, 21_602, "Message body is required");
    const fields = await fieldsOf(visit);
    const [to, body, sender] = [words(fields["To"]), words(fields["Body"]), words(fields["From"])];
    const code = refuse.get(to);
    if (code !== undefined) throw no(400, code, `Refused: ${code}`);
    if (!/^\+[1-9]\d{6,14}$/.test(to)) throw no(400, 21_211, "Invalid 'To' Phone Number");
    if (body === "") throw no(400, 21_602, "Message body is required");
    if (body.length > 1_600)
      throw no(400, 21_617, "The concatenated message body exceeds the 1600 character limit");
    if (sender !== from) throw no(400, 21_659, "From is not a Twilio phone number");
    const media = new URLSearchParams(visit.body.toString()).getAll("MediaUrl");
    if (media.length > 10) throw no(400, 21_623, "Number of media files exceeds allowed limit");
    const made = put({
      to,
      from,
      body,
      direction: "outbound-api",
      status: "queued",
      media,
      statusCallback: words(fields["StatusCallback"]),
    });
    if (lose.has(to)) visit.request.socket.resetAndDestroy();
    return { status: 201, body: shape(made) };
  };

  const list = (visit: Visit): LoopbackAnswer => {
    const size = Number(visit.query.get("PageSize") ?? 50);
    if (size > 1_000) throw no(400, 20_001, "Page size");
    const page = Number(visit.query.get("Page") ?? 0);
    const to = visit.query.get("To");
    const all = messages.filter((each) => to === null || each.to === to);
    const shown = all.slice(page * size, (page + 1) * size);
    const hasMore = all.length > (page + 1) * size;
    const next = `${visit.path}?${new URLSearchParams({ PageSize: String(size), Page: String(page + 1), ...(to === null ? {} : { To: to }) })}`;
    return {
      status: 200,
      body: {
        messages: shown.map(shape),
        page,
        page_size: size,
        next_page_uri: hasMore ? next : null,
      },
    };
  };

  const answer = (visit: Visit): LoopbackAnswer | Promise<LoopbackAnswer> => {
    if (visit.request.headers.authorization !== basic) throw no(401, 20_003, "Authenticate");
    const base = `/2010-04-01/Accounts/${account}`;
    if (visit.path === `${base}.json`)
      return { status: 200, body: { sid: account, status: "active", friendly_name: "Riverside" } };
    if (visit.path !== `${base}/Messages.json`)
      throw no(404, 20_404, "The requested resource was not found");
    return visit.method === "POST" ? create(visit) : list(visit);
  };

  const loopback = await startLoopback({
    answer,
    isAct: ({ method }) => method === "POST",
    tooMany: smsNo(429, 20_429, "Too Many Requests"),
    outOfOrder: smsNo(503, 20_503, "Service Unavailable"),
    expired: smsNo(401, 20_003, "Authenticate"),
  });
  return {
    ...loopback,
    account,
    token,
    from,
    messages,
    refuse,
    lose,
    inbound(sender, body) {
      const made = put({
        to: from,
        from: sender,
        body,
        direction: "inbound",
        status: "received",
        media: [],
        statusCallback: "",
      });
      return new URLSearchParams({
        ToCountry: "US",
        MessageSid: made.sid,
        SmsSid: made.sid,
        AccountSid: account,
        SmsStatus: "received",
        From: sender,
        To: from,
        Body: body,
        NumMedia: "0",
        NumSegments: "1",
        ApiVersion: "2010-04-01",
      });
    },
    [Symbol.asyncDispose]: () => loopback[Symbol.asyncDispose](),
  };
}

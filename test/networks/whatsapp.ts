import { createHash } from "node:crypto";
import { graphNo, graphThrow, graphToken } from "./graph.ts";
import {
  fieldsOf,
  type Loopback,
  type LoopbackAnswer,
  startLoopback,
  type Visit,
  words,
} from "./loopback.ts";

export interface WhatsappMessage {
  id: string;
  to: string;
  template: string;
  text: string;
  picture: string | undefined;
  key: string;
}

export interface WhatsappServer extends Loopback {
  number: string;
  token: string;
  appSecret: string;
  messages: WhatsappMessage[];
  refuse: Map<string, number>;
  /** Answers about these telephones are lost after the message was taken. */
  lose: Set<string>;
  /** Bytes that somebody sent to the number, under a media id. */
  sent: Map<string, Uint8Array>;
  /** Media lie at this address from now on, whoever owns it. */
  leadTo(url: string | undefined): void;
  setQuality(rating: string): void;
}

function read(value: unknown, ...path: (string | number)[]): unknown {
  let at: unknown = value;
  for (const name of path)
    at = typeof at === "object" && at !== null ? Reflect.get(at, name) : undefined;
  return at;
}

/** One number of the Cloud API: template messages by its documentation (v25.0). */
export async function startWhatsapp(): Promise<WhatsappServer> {
  const number = "106540352242922";
  const token = "EAAJ-whatsapp-system-user-token-for-tests";
  const appSecret = "whatsapp-app-secret-for-tests-01234567";
  const messages: WhatsappMessage[] = [];
  const media = new Set<string>();
  const refuse = new Map<string, number>();
  const lose = new Set<string>();
  const sent = new Map<string, Uint8Array>();
  let leading: string | undefined;
  let quality = "GREEN";
  const templates = new Map([
    ["agency_news", false],
    ["agency_picture", true],
  ]);

  const send = (fields: Record<string, unknown>): LoopbackAnswer => {
    if (fields["messaging_product"] !== "whatsapp")
      throw graphThrow(400, 131_008, "messaging_product is missing");
    const to = words(fields["to"]);
    const code = refuse.get(to);
    if (code !== undefined) throw graphThrow(400, code, `(#${code}) Refused`);
    if (!/^\+?\d{7,15}$/.test(to)) throw graphThrow(400, 131_009, "Parameter value is not valid");
    if (fields["type"] !== "template") throw graphThrow(400, 131_047, "Re-engagement message");
    const template = fields["template"];
    const name = words(read(template, "name"));
    const wantsPicture = templates.get(name);
    if (wantsPicture === undefined || read(template, "language", "code") !== "en_US")
      throw graphThrow(404, 132_001, "Template name does not exist in the translation");
    const parts = read(template, "components");
    const all: unknown[] = Array.isArray(parts) ? parts : [];
    const body = all.find((part) => read(part, "type") === "body");
    const header = all.find((part) => read(part, "type") === "header");
    const text = words(read(body, "parameters", 0, "text"));
    const picture = words(read(header, "parameters", 0, "image", "id")) || undefined;
    if (text === "" || wantsPicture !== (picture !== undefined))
      throw graphThrow(400, 132_000, "Number of parameters does not match");
    if (text.length > 1_024) throw graphThrow(400, 132_005, "Translated text too long");
    if (/[\n\t]| {4}/.test(text)) throw graphThrow(400, 132_012, "Parameter format does not match");
    if (picture !== undefined && !media.has(picture))
      throw graphThrow(400, 131_053, "Media upload error");
    const key = words(fields["biz_opaque_callback_data"]);
    if (key.length > 512) throw graphThrow(400, 131_009, "biz_opaque_callback_data is too long");
    const id = `wamid.${createHash("sha256").update(`${messages.length} ${to}`).digest("base64")}`;
    messages.push({ id, to, template: name, text, picture, key });
    return {
      status: 200,
      body: {
        messaging_product: "whatsapp",
        contacts: [{ input: to, wa_id: to.slice(1) }],
        messages: [{ id, message_status: "accepted" }],
      },
    };
  };

  const answer = async (visit: Visit): Promise<LoopbackAnswer> => {
    const [, version, id, edge] = visit.path.split("/");
    if (version === "whatsapp_business") {
      const bytes = sent.get(visit.query.get("mid") ?? "");
      const isOurs = visit.request.headers.authorization === `Bearer ${token}`;
      return isOurs && bytes ? { status: 200, bytes } : { status: 404 };
    }
    if (version !== "v25.0") throw graphThrow(400, 2_635, "Unknown version");
    if (graphToken(visit, appSecret) !== token)
      throw graphThrow(401, 190, "Invalid OAuth access token.");
    const own = sent.get(id ?? "");
    if (own && edge === undefined) {
      if (visit.query.get("phone_number_id") !== number)
        throw graphThrow(400, 100, "Media is not of this number", 33);
      const url = leading ?? `${visit.origin}/whatsapp_business/attachments/?mid=${id}`;
      return { status: 200, body: { id, url, mime_type: "image/jpeg", file_size: own.length } };
    }
    if (id !== number) throw graphThrow(400, 100, "Object does not exist", 33);
    if (edge === undefined)
      return {
        status: 200,
        body: {
          id: number,
          display_phone_number: "+1 555-0100",
          verified_name: loopback.presented.name,
          quality_rating: quality,
        },
      };
    if (edge === "whatsapp_business_profile") {
      const { description, website, picture: url } = loopback.presented;
      const own = {
        about: description,
        websites: [website],
        profile_picture_url: `${url}?oh=${Date.now()}`,
      };
      return { status: 200, body: { data: [own] } };
    }
    const fields = await fieldsOf(visit);
    if (edge === "messages") {
      const taken = send(fields);
      if (lose.has(words(fields["to"]))) visit.request.socket.resetAndDestroy();
      return taken;
    }
    const file = fields["file"];
    if (
      !(file instanceof Blob) ||
      file.size > 5_242_880 ||
      !/^image\/(png|jpeg)$/.test(words(fields["type"]))
    )
      throw graphThrow(400, 131_053, "Media upload error");
    const made = String(1_000 + media.size);
    media.add(made);
    return { status: 200, body: { id: made } };
  };

  const loopback = await startLoopback({
    answer,
    isAct: ({ path }) => path.endsWith("/messages"),
    tooMany: graphNo(400, 130_429, "(#130429) Rate limit hit"),
    outOfOrder: { status: 503, body: undefined },
    expired: graphNo(401, 190, "Error validating access token", 463),
  });
  return {
    ...loopback,
    number,
    token,
    appSecret,
    messages,
    refuse,
    lose,
    sent,
    leadTo(url) {
      leading = url;
    },
    setQuality(rating) {
      quality = rating;
    },
    [Symbol.asyncDispose]: () => loopback[Symbol.asyncDispose](),
  };
}

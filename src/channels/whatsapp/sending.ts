import type { Account } from "../account.ts";
import type { Attempt, Finding, Published } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { baseOf } from "../endpoint.ts";
import { listField, textField } from "../exchange.ts";
import { callGraph, codesIn, type Graph } from "../graph.ts";
import { blindFinding, numbersIn, sendToAll } from "../mailing.ts";
import { graphLive, graphVersion } from "../meta-login.ts";
import { notActed } from "../oauth.ts";
import { aboutOnePerson, whatsappErrors } from "./errors.ts";

type Settings = Readonly<Record<string, string>>;

export function graphFor(given: Settings, secrets: { token: string; appSecret: string }): Graph {
  const base = `${baseOf(given["endpoint"], graphLive)}/${graphVersion}`;
  return { base, ...secrets, errors: whatsappErrors };
}

export function graphOf({ settings, credential }: Account): Graph {
  const { token = "", appSecret = "" } = credential;
  return graphFor(settings, { token, appSecret });
}

/** The words as a template's one gap takes them: a link stands behind a space, never on a line of its own. */
export function wordsOf({ text, link }: OutboundMessage): string {
  return link === undefined || text.includes(link.url) ? text : `${text} ${link.url}`;
}

/** One message to each person of the list: the template with the text in its one gap. */
export async function publish(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published> {
  const graph = graphOf(account);
  const picture = await uploaded(net, graph, account, message);
  const template = templateOf(account.settings, message, picture);
  const send = async (address: string) => {
    const json = {
      messaging_product: "whatsapp",
      recipient_type: "individual",
      to: address,
      type: "template",
      template,
      // Comes back with every receipt: it names the delivery.
      biz_opaque_callback_data: attempt.key,
    };
    const path = `/${account.remoteId}/messages`;
    const { body } = await callGraph(net, graph, "POST", path, { json });
    const id = textField(listField(body, "messages")[0], "id");
    if (id === "") throw new SendError("unknown", "WhatsApp's answer names no message.");
    return id;
  };
  const recipients = numbersIn(account.settings["recipients"] ?? "");
  const isAboutAddress = (error: SendError) => aboutOnePerson.has(codesIn(error).code);
  return sendToAll({ net, account, attempt, recipients, send, isAboutAddress, isBlind: true });
}

/** The Cloud API has no list of what was sent, and a receipt comes by the webhook or not at all. */
export async function find(
  _net: Net,
  _account: Account,
  _message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  return blindFinding(attempt, "WhatsApp tells nobody which messages it took.");
}

function templateOf(settings: Settings, message: OutboundMessage, picture: string | undefined) {
  const { language = "en_US" } = settings;
  const body = { type: "body", parameters: [{ type: "text", text: wordsOf(message) }] };
  if (picture === undefined) {
    return { name: settings["template"] ?? "", language: { code: language }, components: [body] };
  }
  const header = { type: "header", parameters: [{ type: "image", image: { id: picture } }] };
  const name = settings["pictureTemplate"] ?? "";
  return { name, language: { code: language }, components: [header, body] };
}

/** The picture is brought once for all; it shows nothing to anyone, so a lost answer is "later". */
async function uploaded(
  net: Net,
  graph: Graph,
  account: Account,
  message: OutboundMessage,
): Promise<string | undefined> {
  const [item] = message.media;
  if (item === undefined) return undefined;
  if (!account.settings["pictureTemplate"])
    throw new SendError("refused", "This channel has no template with a picture.");
  const body = new FormData();
  const bytes = new Uint8Array(await net.media(item.sha256));
  body.set("messaging_product", "whatsapp");
  body.set("type", item.type);
  body.set("file", new Blob([bytes], { type: item.type }), "picture");
  const path = `/${account.remoteId}/media`;
  const answer = await callGraph(net, graph, "POST", path, { body }).catch((error: unknown) => {
    throw notActed(error);
  });
  return textField(answer.body, "id");
}

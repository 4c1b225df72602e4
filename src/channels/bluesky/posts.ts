import type { Account } from "../account.ts";
import type { Attempt, Finding, Published, Remote } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { cleaned, field, listField, textField } from "../exchange.ts";
import { collection, postRecord, said, uriParts } from "./record.ts";
import { call, isNamed } from "./session.ts";
import { recordKey } from "./tid.ts";

/** One record under the delivery's own key. */
export async function publish(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published> {
  const rkey = recordKey(attempt.key);
  const record = await postRecord(net, account, message, attempt);
  const json = { repo: account.remoteId, collection, rkey, record };
  try {
    const what = { nsid: "com.atproto.repo.createRecord", json };
    return published((await call(net, account, what)).body, account);
  } catch (error) {
    return alreadyThere(net, account, message, attempt, error);
  }
}

function published(body: unknown, account: Account): Published {
  const uri = textField(body, "uri");
  const cid = textField(body, "cid");
  const native = cleaned(body, Object.values(account.credential));
  if (uri === "" || cid === "") {
    throw new SendError("unknown", "The server's answer names no post.", { answer: native });
  }
  const { repo, rkey } = uriParts(uri);
  return { id: uri, url: `https://bsky.app/profile/${repo}/post/${rkey}`, extra: { cid }, native };
}

/**
 * The server answers 500 to a second record under one key and leaves the first as it was (seen on
 * PDS 0.5.35). So after any lost answer the key is looked up: what is there is this delivery's post.
 */
async function alreadyThere(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
  error: unknown,
): Promise<Published> {
  const status = error instanceof SendError ? field(error.answer, "status") : undefined;
  if (typeof status !== "number" || status < 500) throw error;
  const finding = await find(net, account, message, attempt);
  if (finding.found) return finding.remote;
  throw error;
}

/** Provable both ways: the key is this delivery's alone, and the repository is read directly. */
export async function find(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  const query = { repo: account.remoteId, collection, rkey: recordKey(attempt.key) };
  try {
    const { body } = await call(net, account, { nsid: "com.atproto.repo.getRecord", query });
    if (textField(field(body, "value"), "text") !== said(message)) {
      const why = "Another text stands under this delivery's key: a person must look.";
      return { found: false, absent: false, why };
    }
    return { found: true, remote: published(body, account) };
  } catch (error) {
    if (isNamed(error, "RecordNotFound")) return { found: false, absent: true, keyed: true };
    if (!(error instanceof SendError)) throw error;
    return { found: false, absent: false, why: error.message };
  }
}

/**
 * Bluesky shows no edits, so the new text is a new post and the old one goes, both in one commit:
 * the public never sees both or neither. Replies to the old post stay, below a gap.
 */
export async function edit(
  net: Net,
  account: Account,
  remote: Remote,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published> {
  const old = uriParts(remote.id);
  const value = await postRecord(net, account, message, attempt);
  const type = "com.atproto.repo.applyWrites";
  const writes = [
    { $type: `${type}#delete`, collection, rkey: old.rkey },
    { $type: `${type}#create`, collection, rkey: recordKey(attempt.key), value },
  ];
  try {
    const json = { repo: account.remoteId, writes };
    const { body } = await call(net, account, { nsid: type, json });
    const created = listField(body, "results").find((each) => textField(each, "uri") !== "");
    return published(created, account);
  } catch (error) {
    return alreadyThere(net, account, message, attempt, error);
  }
}

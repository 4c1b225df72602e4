import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import { SendError } from "../send-error.ts";
import { baseOf } from "../endpoint.ts";
import { type Answer, field, listField, numberField, textField } from "../exchange.ts";
import { type Call, call, callWith } from "./session.ts";
import { videoErrors } from "./video-errors.ts";

const live = "https://video.bsky.app";
const liveDid = "did:web:video.bsky.app";
/** As the network's tutorial recommends: it stores the token and uses it when it is done. */
const tokenSeconds = 1_800;

/** One call to the service that works on videos, with a token of the account's server or without any. */
export function askVideo(
  net: Net,
  account: Account,
  token: string | undefined,
  what: Call,
): Promise<Answer> {
  const base = baseOf(account.settings["videoEndpoint"], live);
  const secrets = token === undefined ? [] : [token];
  return callWith(net, base, token, { ...what, errors: videoErrors }, secrets);
}

/**
 * Who must take the token with which the video service puts the finished video away: the server where the account's
 * repository lies, which is another host than the entryway that the account signs in at.
 */
export async function homeOf(net: Net, account: Account): Promise<string> {
  const { body } = await call(net, account, { nsid: "com.atproto.server.getSession", query: {} });
  const home = listField(field(body, "didDoc"), "service").find((each) =>
    textField(each, "id").endsWith("#atproto_pds"),
  );
  const address = URL.parse(textField(home, "serviceEndpoint"));
  if (address !== null) return `did:web:${address.hostname}`;
  const own = await call(net, account, { nsid: "com.atproto.server.describeServer", query: {} });
  return textField(own.body, "did");
}

export function uploadToken(net: Net, account: Account, home: string): Promise<string> {
  return serviceToken(net, account, home, "com.atproto.repo.uploadBlob");
}

/** Asks the live service whether the account may bring a video of this size today. */
export async function mustBeAllowed(net: Net, account: Account, sizeBytes: number): Promise<void> {
  const nsid = "app.bsky.video.getUploadLimits";
  const token = await serviceToken(net, account, liveDid, nsid);
  const { body } = await askVideo(net, account, token, { nsid, query: {} });
  const isUsedUp =
    numberField(body, "remainingDailyVideos") === 0 ||
    (numberField(body, "remainingDailyBytes") ?? Infinity) < sizeBytes;
  if (field(body, "canUpload") !== false && !isUsedUp) return;
  const code = isUsedUp ? "DailyLimitExceeded" : "UploadForbidden";
  const row = videoErrors.find((each) => each.code === code);
  const why = textField(body, "message") || textField(body, "error");
  const says = `${row?.says ?? ""}${why === "" ? "" : ` (${why})`}`;
  throw new SendError(row?.class ?? "refused", says, {
    answer: body,
    ...(row?.retryAfterMs === undefined ? {} : { retryAfterMs: row.retryAfterMs }),
  });
}

async function serviceToken(net: Net, account: Account, aud: string, lxm: string): Promise<string> {
  const exp = String(Math.floor(net.now().epochMilliseconds / 1_000) + tokenSeconds);
  const what = { nsid: "com.atproto.server.getServiceAuth", query: { aud, lxm, exp } };
  return textField((await call(net, account, what)).body, "token");
}

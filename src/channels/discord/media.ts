import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { MediumAsked, MediumPlace } from "../inbound.ts";
import { listField, textField } from "../exchange.ts";
import { pictureName } from "../shown.ts";
import { call, placeOf } from "./calls.ts";

/** Addresses of files are signed for a day: the message tells a fresh one (reference, signed attachment CDN URLs). */
export async function mediumAt(
  net: Net,
  account: Account,
  { remoteId, url, tries }: MediumAsked,
): Promise<MediumPlace | undefined> {
  if (tries === 0) return undefined;
  const path = `/channels/${encodeURIComponent(account.remoteId)}/messages/${encodeURIComponent(remoteId)}`;
  const { body } = await call(net, placeOf(account), "GET", path);
  const fresh = listField(body, "attachments").map((each) => textField(each, "url"));
  const found = fresh.find((each) => pictureName(each) === pictureName(url));
  return found === undefined ? undefined : { url: found };
}

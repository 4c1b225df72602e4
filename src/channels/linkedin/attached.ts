import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { InboundItem, MediumAsked, MediumPlace } from "../inbound.ts";
import { field, listField, textField } from "../exchange.ts";
import { call, part } from "./calls.ts";

const mediaScheme = "linkedin-media:";
/** Where each kind of file is told by its urn (Images, Videos and Documents APIs). */
const places: Readonly<Record<string, string>> = {
  image: "images",
  video: "videos",
  document: "documents",
};

/** The pictures, the video or the document of a post, by their urns. */
export function attachedTo(post: unknown): InboundItem["media"] {
  const content = field(post, "content");
  const several = listField(field(content, "multiImage"), "images");
  return [field(content, "media"), ...several].flatMap((each) => {
    const [urn, alt] = [textField(each, "id"), textField(each, "altText")];
    const kind = kindOf(urn);
    if (places[kind] === undefined) return [];
    return [{ url: `${mediaScheme}${urn}`, type: kind, ...(alt === "" ? {} : { alt }) }];
  });
}

/** The page asks for an address, which is signed and lives a while: no credential goes there. */
export async function mediumAt(
  net: Net,
  account: Account,
  { url }: MediumAsked,
): Promise<MediumPlace | undefined> {
  if (!url.startsWith(mediaScheme)) return undefined;
  const urn = url.slice(mediaScheme.length);
  const path = `/rest/${places[kindOf(urn)] ?? "images"}/${part(urn)}`;
  const { body } = await call(net, account, "GET", path);
  const told = textField(body, "downloadUrl");
  return told === "" ? undefined : { url: told };
}

/** "image" of `urn:li:image:C5610AQ…`. */
function kindOf(urn: string): string {
  return urn.split(":")[2] ?? "";
}

import type { InboundItem } from "../inbound.ts";
import { field, listField, numberField, textField } from "../exchange.ts";

/** What is asked beside a post, so that its author and media come in the same answer. */
export const beside = {
  expansions: "author_id,attachments.media_keys",
  "user.fields": "username,name",
  "media.fields": "type,url,variants,alt_text",
};

/** The pictures and films of a post, out of what came beside it (docs.x.com, data dictionary, media). */
export function attachedTo(post: unknown, includes: unknown): InboundItem["media"] {
  const keys = listField(field(post, "attachments"), "media_keys");
  const all = listField(includes, "media");
  return keys.flatMap((key) => {
    const one = all.find((each) => textField(each, "media_key") === key);
    // What X gives no address of is named by its key: the record says that it is missing.
    const url = textField(one, "url") || filmOf(one) || (typeof key === "string" ? key : "");
    if (url === "") return [];
    const [type, alt] = [textField(one, "type"), textField(one, "alt_text")];
    return [{ url, type, ...(alt === "" ? {} : { alt }) }];
  });
}

/** Of a film's sizes the best; a playlist is no film. */
function filmOf(media: unknown): string {
  const films = listField(media, "variants")
    .filter((each) => textField(each, "content_type") === "video/mp4")
    .toSorted((a, b) => (numberField(b, "bit_rate") ?? 0) - (numberField(a, "bit_rate") ?? 0));
  return textField(films[0], "url");
}

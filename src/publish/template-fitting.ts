import { accountsFor, openChannels, type Channel, type Networks } from "#channels";
import type { TxCtx } from "#platform/context.ts";
import type { PostContent } from "./content.ts";
import { measurePost } from "./measure.ts";
import type { TemplateContent } from "./template-content.ts";
import type { Filled } from "./template-filling.ts";

/** What was chosen for one filling, as far as it decides where it goes. */
export interface Chosen {
  channels: readonly string[];
  media?: PostContent["media"];
  drawn?: object | undefined;
  isLifeSafety: boolean;
}

/**
 * Where it goes: as chosen, as the template says, or wherever it can be shown. Accounts that speak for one beat come along
 * unasked where life is in danger alone: who follows one beat must hear of that too.
 */
export async function channelsFor(
  tx: TxCtx,
  networks: Networks,
  { channels: own }: TemplateContent,
  { channels: chosen, drawn, media = [], isLifeSafety }: Chosen,
): Promise<Channel[]> {
  const wanted = new Set(chosen.length > 0 ? chosen : own);
  const hasPicture = drawn !== undefined || media.length > 0;
  const isShown = ({ network }: Channel) =>
    hasPicture || networks.connector(tx, network).capabilities.textAlone !== false;
  if (wanted.size > 0) return (await openChannels(tx)).filter(({ id }) => wanted.has(id));
  const meant = isLifeSafety ? await openChannels(tx) : await accountsFor(tx, []);
  return meant.filter(isShown);
}

const noPicture = new Set(["too-many-media", "media-type", "media-too-large"]);

interface Fitting {
  content: PostContent;
  filled: Filled;
  channels: readonly Channel[];
}

/** Each channel's own words: what the template says for its network, else the short text where the whole is too long. */
export async function fit(
  tx: TxCtx,
  networks: Networks,
  { content, filled, channels }: Fitting,
): Promise<PostContent> {
  const own = channels.flatMap(({ id, network }) => {
    const text = filled.networks[network];
    return text === undefined ? [] : [[id, { text }] as const];
  });
  const variants: PostContent["variants"] = Object.fromEntries(own);
  for (const one of await measurePost(tx, networks, { ...content, variants })) {
    const { channelId, count, max, unit, findings } = one;
    const known = variants[channelId];
    const isShort = filled.short !== "" && !known && (count > max || unit === "segments");
    // A text message with a picture is another, dearer thing; and some networks take none.
    const isPlain =
      content.media.length > 0 &&
      (unit === "segments" || findings.some(({ code }) => noPicture.has(code)));
    const next = {
      ...known,
      ...(isShort ? { text: filled.short } : {}),
      ...(isPlain ? { plain: true as const } : {}),
    };
    if (isShort || isPlain) variants[channelId] = next;
  }
  return { ...content, variants };
}

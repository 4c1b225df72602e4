import { type CallMore, type Caller } from "../bearer.ts";
import type { Net } from "../connector.ts";
import { SendError } from "../send-error.ts";
import { type Answer, field, listField, numberField, textField } from "../exchange.ts";
import { callAs, dataOf } from "./calls.ts";

/** What an administrator types, and what TikTok calls it. */
const visibilities: Readonly<Record<string, string>> = {
  everyone: "PUBLIC_TO_EVERYONE",
  followers: "FOLLOWER_OF_CREATOR",
  friends: "MUTUAL_FOLLOW_FRIENDS",
  me: "SELF_ONLY",
};

export interface Creator {
  username: string;
  nickname: string;
  levels: readonly unknown[];
  takesComments: boolean;
  videoSecondsMax: number | undefined;
}

/** What the account may do now. TikTok wants it asked before every post. */
export async function creatorOf(
  ask: (path: string, more: CallMore) => Promise<Answer>,
): Promise<Creator> {
  const data = dataOf(
    await ask("/v2/post/publish/creator_info/query/", { json: {}, isAct: false }),
  );
  return {
    username: textField(data, "creator_username"),
    nickname: textField(data, "creator_nickname"),
    levels: listField(data, "privacy_level_options"),
    takesComments: field(data, "comment_disabled") !== true,
    videoSecondsMax: numberField(data, "max_video_post_duration_sec"),
  };
}

export function creatorAs(net: Net, as: Caller): Promise<Creator> {
  return creatorOf((path, more) => callAs(net, as, "POST", path, more));
}

/** TikTok's word for who may see posts; a person mends it where the account offers it no more. */
export function levelFor(creator: Creator, typed: string): string {
  const level = visibilities[typed];
  if (level !== undefined && creator.levels.includes(level)) return level;
  const offered = Object.entries(visibilities).flatMap(([word, one]) =>
    creator.levels.includes(one) ? [word] : [],
  );
  throw new SendError(
    "expired",
    `The account does not offer the visibility “${typed}”. It offers: ${offered.join(", ")}.`,
  );
}

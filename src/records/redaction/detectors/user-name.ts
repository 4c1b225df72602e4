import { before, matched, type Suggestion } from "./detector.ts";

const handle =
  /(?<![\p{L}\p{N}@/.])@[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,38}[A-Za-z0-9_])?(?!@)(?=[^\w/]|$)/gu;
/** A page of somebody's on a network: the address names the person. */
const profile =
  /(?<![\w@])(?:https?:\/\/)?(?:www\.|m\.|mobile\.)?(?:facebook\.com|fb\.com|instagram\.com|x\.com|twitter\.com|tiktok\.com|threads\.net|threads\.com|youtube\.com|snapchat\.com\/add|linkedin\.com\/in|t\.me|reddit\.com\/u(?:ser)?|venmo\.com(?:\/u)?|cash\.app|bsky\.app\/profile|github\.com|twitch\.tv|pinterest\.com|onlyfans\.com|nextdoor\.com\/profile)\/([@$]?[A-Za-z0-9][A-Za-z0-9._-]{1,38}[A-Za-z0-9])(?=[/?#\s),.!"]|$)/giu;
const named =
  /\b(?:snap(?:chat)?|insta(?:gram)?|ig|tiktok|twitter|discord|venmo|cash ?app|telegram|kik|xbox|psn|gamertag|steam|handle|user ?name|screen ?name|usuario)(?:(?: (?:account|name|handle|id|tag|user))?(?: (?:is|was|called|es)|['’]s|:| =)| (?:account|handle|id|tag|user))(?: on there)? ?["“@$]{0,2}((?=[\w.]{0,24}[\d_.])[A-Za-z][\w.]{2,29}\w(?:#\d{4})?)(?![\w@])/giu;
const pages =
  /^@?(?:p|reel|reels|watch|status|posts|events|groups|groups|pages|hashtag|explore|share|sharer|shorts|playlist|channel|intent|search|home|login|help|about|story|stories|photo|photos|video|videos|everyone|here|channel|all|media|gmail|yahoo|hotmail)$/iu;

/** Names under which people go online; the agency's own are told apart by the person who reviews. */
export function userNames(text: string): Suggestion[] {
  const handles = matched(text, handle, "USERNAME", 0.8);
  const profiles = matched(text, profile, "USERNAME", 0.85);
  return [...handles, ...profiles, ...matched(text, named, "USERNAME", 0.75)].filter(
    (one) => !pages.test(text.slice(one.start, one.end)) && !isTime(text, one.start),
  );
}

/** "@ 5" and "@5pm" are hours. */
function isTime(text: string, start: number): boolean {
  return (
    /^@\d{1,4}(?:[ap]m?)?\b/iu.test(text.slice(start, start + 8)) || before(text, start, 1) === "@"
  );
}

import { limit } from "#platform/limits.ts";

/** What a device shows. Whoever passes by can read a lock screen: nobody's name and none of a post's words. */
export interface Notice {
  /** "A post waits for your approval". */
  title: string;
  /** "Missing person". */
  about: string;
  /** The device itself says how long there is, when it shows the notice: `{when}` becomes "in 5 minutes". */
  due?: { at: string; coming: string; over: string };
  language: string;
  /** Below /console/, with whatever follows a `#`. */
  address: string;
  /** A later notice of the same topic takes the place of an earlier one: 32 characters of base64url at most. */
  topic: string;
  isUrgent: boolean;
  /** Nobody needs it later. RFC 3339. */
  until: string;
}

const wordsMax = limit(
  "devices.words",
  120,
  "characters",
  "a lock screen shows about as much; push services take 4,096 bytes in all (RFC 8030, 7.2)",
);

/** The bytes that are sealed for the device: `web/notices-worker.ts` reads them. */
export function noticeBody({ until: _until, ...shown }: Notice): string {
  const cut = (text: string) =>
    text.length <= wordsMax ? text : `${text.slice(0, wordsMax - 1).trimEnd()}…`;
  return JSON.stringify({ ...shown, title: cut(shown.title), about: cut(shown.about) });
}

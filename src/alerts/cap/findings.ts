/** `error`: the message must not go out so. `warning`: somebody should look. `notice`: good to know. */
export type Level = "error" | "warning" | "notice";

/** What a rule says of a message. */
export interface Finding {
  level: Level;
  /** `cap.…` of the standard, `ipaws.…` of the profile, `house.…` of our own experience. */
  rule: string;
  /** Where, as an XPath from the root. */
  path: string;
  /** What is wrong and what to do, as a sentence. */
  message: string;
}

export type Say = (level: Level, rule: string, path: string, message: string) => void;

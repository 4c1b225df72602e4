/**
 * How far the chat was read. The log tells what happens from a moment on, so the histories are walked through once, and
 * again from time to time, beside it.
 */
export interface ChatPlace {
  /** Where the log goes on. */
  log: string;
  /** When the newest walk through the conversations began, and where the log was then. */
  at: string;
  base: string;
  /** The walk that is under way. */
  walk?: Walk;
  /** Conversations whose histories are still to be read, and from where on. */
  unread: Map<string, string>;
}

export interface Walk {
  /** Requests have a list of their own, for where the first one leaves them out. */
  list: "convos" | "requests";
  hadRequests: boolean;
  cursor: string;
  /** Conversations that did not move since the log was here are known already. */
  since: string;
}

/** The third word of the account's cursor; undefined where the chat was not read yet. */
export function placeIn(word: string): ChatPlace | undefined {
  const told = new URLSearchParams(word);
  const of = (name: string) => told.get(name) ?? "";
  if (of("log") === "" || of("at") === "") return undefined;
  const list = of("list") === "requests" ? "requests" : "convos";
  const hadRequests = of("hadRequests") === "true";
  const walk: Walk = { list, hadRequests, cursor: of("cursor"), since: of("since") };
  return {
    log: of("log"),
    at: of("at"),
    base: of("base"),
    ...(told.has("list") ? { walk } : {}),
    unread: new Map(
      told.getAll("unread").map((one): [string, string] => {
        const [id = "", cursor = ""] = one.split(" ");
        return [id, cursor];
      }),
    ),
  };
}

/** One word, whatever the network's cursors are made of. Empty where the network named no place in its log. */
export function wordOf({ log, at, base, walk, unread }: ChatPlace): string {
  if (log === "") return "";
  const told = new URLSearchParams({
    log,
    at,
    base,
    ...(walk ? { ...walk, hadRequests: String(walk.hadRequests) } : {}),
  });
  for (const [id, cursor] of unread) told.append("unread", `${id} ${cursor}`);
  return told.toString();
}

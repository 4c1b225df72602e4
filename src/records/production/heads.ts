import { z } from "zod";
import type { Producible } from "#archive";

/** Who said something to whom, and in which conversation: read from what the record's source wrote. */
export interface Heads {
  /** What records of one conversation share. */
  key: string;
  /** What people call it. */
  title: string;
  from: string;
  to: readonly string[];
}

/** The names that the heads of records are made with. */
export interface Names {
  agency: string;
  accounts: ReadonlyMap<string, { name: string; network: string }>;
  people: ReadonlyMap<string, string>;
}

const message = z.looseObject({
  from: z.string(),
  to: z.array(z.string()).default([]),
  thread: z.string().default(""),
});
/** A post has words of its own; what came in from a network has its author before them. */
const authorLine = /^(.{0,200}) @(\S{1,200})$/;

/** The heads of a record. What nobody wrote stays empty; nothing is guessed. */
export function headsOf(record: Producible, names: Names): Heads {
  const { clear, channelId, personId, direction, subject, kind } = record;
  const account = channelId === null ? undefined : names.accounts.get(channelId);
  const told = message.safeParse(clear.payload);
  if (told.success) {
    const { from, to, thread } = told.data;
    const title = thread || [from, ...to].filter(Boolean).join(", ");
    return { key: `thread ${subject.id} ${title}`, title, from, to };
  }
  const own = personId === null ? names.agency : (names.people.get(personId) ?? names.agency);
  const name = account ? accountName(account) : "";
  if (direction === "in") {
    const [first = ""] = clear.text.split("\n", 1);
    const author = authorLine.exec(first);
    const from = author ? `${author[1] ?? ""} @${author[2] ?? ""}`.trim() : "";
    return {
      key: `account ${channelId ?? subject.kind}`,
      title: name || kind,
      from,
      to: [name || names.agency],
    };
  }
  const key =
    subject.kind === "inbound-item"
      ? `account ${channelId ?? ""}`
      : `${subject.kind} ${subject.id}`;
  const [title = ""] = clear.text.split("\n", 1);
  return {
    key,
    title: (name || title || subject.kind).slice(0, 120),
    from: own,
    to: name ? [name] : [],
  };
}

/** "Riverside PD (facebook)"; an account that is called by its network says it once. */
function accountName({ name, network }: { name: string; network: string }): string {
  return name.toLowerCase().includes(network) ? name : `${name} (${network})`;
}

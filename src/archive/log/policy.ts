import { limit } from "#platform/limits.ts";
import { parseWitnessKey } from "./cosignature.ts";
import { NoteFault, parseVkey, type NoteVerifier } from "./note.ts";

/* Whom one trusts, C2SP tlog-policy: logs, witnesses, and how many of which must have cosigned. */

const linesMax = limit(
  "archive.policy",
  1_000,
  "lines",
  "a policy names a handful of logs and witnesses",
);

export interface PolicyWitness {
  /** Its name in the policy. */
  name: string;
  vkey: string;
  verifier: NoteVerifier;
  /** Its submission prefix, without a slash at its end; undefined where nothing is to be asked of it. */
  url: string | undefined;
}

export interface TrustPolicy {
  logs: { vkey: string; origin: string }[];
  witnesses: PolicyWitness[];
  /** The members and how many of them make the group; a witness is a group of itself. */
  groups: ReadonlyMap<string, { needed: number; members: string[] }>;
  /** A witness's or group's name, or `none`. */
  quorum: string;
}

/** A line of a policy that cannot be followed; the message names it. */
export class PolicyFault extends Error {}

/** Reads a policy; throws a PolicyFault that names the line. Without a quorum line none is asked for. */
export function parsePolicy(text: string): TrustPolicy {
  const policy = { ...emptyPolicy(), groups: new Map<string, Group>() };
  const lines = text.split("\n");
  if (lines.length > linesMax) throw new PolicyFault(`A policy has at most ${linesMax} lines.`);
  let quorum: string | undefined;
  for (const [at, line] of lines.entries()) {
    const words = line.trim().split(/[ \t]+/);
    if (words[0] === "" || words[0]?.startsWith("#")) continue;
    try {
      if (words[0] === "quorum" && quorum !== undefined)
        throw new PolicyFault("there is a quorum already");
      quorum = addLine(policy, words) ?? quorum;
    } catch (error) {
      if (!(error instanceof PolicyFault) && !(error instanceof NoteFault)) throw error;
      throw new PolicyFault(`Line ${at + 1}: ${error.message}.`, { cause: error });
    }
  }
  return { ...policy, quorum: quorum ?? "none" };
}

/** Knows nobody and asks for nothing. */
export function emptyPolicy(): TrustPolicy {
  return { logs: [], witnesses: [], groups: new Map(), quorum: "none" };
}

/** Whether these witnesses, by their names in the policy, are enough. */
export function isQuorum({ groups, quorum }: TrustPolicy, cosigned: ReadonlySet<string>): boolean {
  const counts = (name: string): boolean => {
    const group = groups.get(name);
    return group ? group.members.filter(counts).length >= group.needed : cosigned.has(name);
  };
  return quorum === "none" || counts(quorum);
}

/** The quorum as a person reads it: "2 of 3" where it is one group of witnesses, else its name. */
export function quorumWords({ groups, quorum }: TrustPolicy): string {
  const group = groups.get(quorum);
  if (!group || group.members.some((name) => groups.has(name))) return quorum;
  return `${group.needed} of ${group.members.length}`;
}

interface Group {
  needed: number;
  members: string[];
}

interface Draft extends TrustPolicy {
  groups: Map<string, Group>;
}

/** Takes up one line; returns the quorum where the line names it. */
function addLine(policy: Draft, [what, ...words]: string[]): string | undefined {
  if (what === "log") addLog(policy, words);
  else if (what === "witness") addWitness(policy, words);
  else if (what === "group") addGroup(policy, words);
  else if (what === "quorum") return quorumOf(policy, words);
  else throw new PolicyFault(`"${what ?? ""}" is neither log, witness, group nor quorum`);
  return undefined;
}

function addLog({ logs }: Draft, [vkey, ...rest]: string[]): void {
  if (vkey === undefined || rest.length > 1) throw new PolicyFault("it should read log KEY [URL]");
  if (logs.some((one) => one.vkey === vkey)) throw new PolicyFault("this log is there already");
  logs.push({ vkey, origin: parseVkey(vkey).name });
}

function addWitness(policy: Draft, [name, vkey, url, ...rest]: string[]): void {
  if (name === undefined || vkey === undefined || rest.length > 0)
    throw new PolicyFault("it should read witness NAME KEY [URL]");
  mustBeNew(policy, name);
  const verifier = parseWitnessKey(vkey);
  const isThere = policy.witnesses.some((one) => one.verifier.key.equals(verifier.key));
  if (isThere) throw new PolicyFault("this witness's key is there already");
  const isAddress = url === undefined || /^https?:$/.test(URL.parse(url)?.protocol ?? "");
  if (!isAddress) throw new PolicyFault(`${url} is no web address`);
  policy.witnesses.push({ name, vkey, verifier, url: url?.replace(/\/$/, "") });
}

function addGroup(policy: Draft, [name, rule, ...members]: string[]): void {
  if (name === undefined || rule === undefined || members.length === 0)
    throw new PolicyFault("it should read group NAME all|any|NUMBER MEMBER…");
  mustBeNew(policy, name);
  const taken = new Set([...policy.groups.values()].flatMap((group) => group.members));
  for (const member of members) {
    mustBeKnown(policy, member);
    if (taken.has(member)) throw new PolicyFault(`${member} is a member already`);
    taken.add(member);
  }
  const needed = rule === "all" ? members.length : rule === "any" ? 1 : Number(rule);
  if (!Number.isInteger(needed) || needed < 1 || needed > members.length)
    throw new PolicyFault(`"${rule}" of ${members.length} cannot be`);
  policy.groups.set(name, { needed, members });
}

function quorumOf(policy: Draft, [name, ...rest]: string[]): string {
  if (name === undefined || rest.length > 0) throw new PolicyFault("it should read quorum NAME");
  if (name !== "none") mustBeKnown(policy, name);
  return name;
}

function mustBeNew({ witnesses, groups }: Draft, name: string): void {
  if (name === "none" || groups.has(name) || witnesses.some((one) => one.name === name))
    throw new PolicyFault(`the name ${name} is taken`);
}

function mustBeKnown({ witnesses, groups }: Draft, name: string): void {
  if (!groups.has(name) && !witnesses.some((one) => one.name === name))
    throw new PolicyFault(`${name} is not named above`);
}

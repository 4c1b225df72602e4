import type { Attempt } from "./attempt.ts";
import type { OutboundMessage } from "./outbound.ts";
import type { FanOut } from "./readers.ts";

export interface SettingField {
  name: string;
  label: string;
  /** Secrets go into the enveloped credential; the rest into plain settings. */
  kind: "text" | "url" | "secret" | "lines" | "choice";
  required: boolean;
  help: string;
  placeholder?: string;
  /** Of a choice; the first counts where none was made. */
  choices?: readonly { value: string; label: string }[];
  /** Asked only where that other field has this value. */
  when?: { field: string; is: string };
}

/** Whether a field is asked at all, by what the others hold. */
export function isAsked(
  { when }: SettingField,
  all: readonly SettingField[],
  input: Readonly<Record<string, string>>,
): boolean {
  if (when === undefined) return true;
  const other = all.find(({ name }) => name === when.field);
  return (input[when.field] || other?.choices?.[0]?.value) === when.is;
}

export interface Authorized {
  /** The network's own stable id of the account (a DID, an account id, an address). */
  remoteId: string;
  handle: string;
  displayName: string;
  profileUrl: string;
  /** Secret; enveloped by the caller, decrypted only by the sender. */
  credential: Readonly<Record<string, string>>;
  settings: Readonly<Record<string, string>>;
  /** Limits that the live network reported, by `what`. */
  limits?: Readonly<Record<string, number>>;
}

export interface AccountFacts {
  id: string;
  remoteId: string;
  handle: string;
  settings: Readonly<Record<string, string>>;
  limits: Readonly<Record<string, number>>;
  /** The share of a budget that is kept for life safety, where command set its own. */
  reserves?: Readonly<Record<string, number>>;
}

export interface Account extends AccountFacts {
  credential: Readonly<Record<string, string>>;
  /** Called when the network issued new tokens; persisted before anything else happens. */
  renewed(credential: Readonly<Record<string, string>>): Promise<void>;
  /** The credential as it is kept now: another process may have renewed it meanwhile. */
  current?(): Promise<Readonly<Record<string, string>>>;
  /** Addresses (of telephones) that asked to be left alone. */
  optedOut?(): Promise<ReadonlySet<string>>;
  /** Those who subscribed to this channel and whom this message is for; absent where nobody can. */
  readers?(attempt: Pick<Attempt, "key">, message: OutboundMessage): Promise<FanOut>;
}

/** What the network tells of an account; a part it does not tell is left out and never compared. */
export interface Profile {
  name?: string;
  /** An address or a hash: anything that changes with the picture. */
  picture?: string;
  description?: string;
  /** The links that the account shows beside its description. */
  website?: string;
  /** Where the picture's bytes lie now, as an item's medium is told; signed anew each time, so never compared. */
  pictureUrl?: string;
  /** Who may post and change the account there, where the network tells an app of them. */
  administrators?: readonly { id: string; name: string }[];
}

export interface Health {
  state: "healthy" | "degraded" | "broken";
  says: string;
  fix?: string;
  quota?: { used: number; of: number; resetsAt?: string };
  /** What the consent of this account does not let us read; the completeness page names it. */
  untold?: readonly "messages"[];
}

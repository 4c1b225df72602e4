import type { Account, Authorized, Health, SettingField } from "../account.ts";
import { SendError } from "../send-error.ts";
import type { Role } from "./actors.ts";
import { addresses } from "./addresses.ts";
import { freshKeys, isPair, publicNames } from "./keys.ts";

export const settings: readonly SettingField[] = [
  {
    name: "actor",
    label: "Actor",
    kind: "text",
    required: true,
    help: "news for the agency itself; for a beat its code, as in beat-3.",
    placeholder: "news",
  },
];

/** An actor of our own: it needs nobody's consent, and keys that nobody else has. */
export async function authorize(
  roles: readonly Role[],
  origin: string,
  input: Readonly<Record<string, string>>,
): Promise<Authorized> {
  const at = addresses(origin);
  const name = (input["actor"] ?? "").trim().toLowerCase();
  const role = roles.find((one) => one.name === name);
  if (!role)
    throw new SendError(
      "expired",
      "There is no such actor: write news, or beat- and the code of a beat.",
    );
  const keys = await freshKeys();
  return {
    remoteId: at.actor(name),
    handle: `@${at.handle(name)}`,
    displayName: role.title,
    profileUrl: at.actor(name),
    credential: keys.credential,
    settings: { actor: name, ...keys.settings },
  };
}

export function healthOf(origin: string, account: Account): Health {
  const shown = account.settings[publicNames.rsa] ?? "";
  if (shown === "" || !isPair(account.credential, shown))
    return {
      state: "broken",
      says: "The key of this actor is not the one that it shows.",
      fix: "End this channel and connect the actor again.",
    };
  if (origin.startsWith("https://"))
    return { state: "healthy", says: "Served by this installation." };
  return {
    state: "healthy",
    says: "Served by this installation, without https: other servers will not follow it.",
  };
}

import { ask } from "#ui/api.ts";

/** How many approvals wait for this person: the number in the rail. Loaded first, so it knows no client. */
export async function approvalsForMe(): Promise<number> {
  const { pending } = await ask<{ pending: { whyNotMe: unknown }[] }>("GET", "/approvals");
  return pending.filter(({ whyNotMe }) => whyNotMe === null).length;
}

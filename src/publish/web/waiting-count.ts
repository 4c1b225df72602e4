import { ask } from "#ui/api.ts";

interface Pending {
  pending: { whyNotMe: unknown }[];
}

/** The number in the rail, from the answer that the approvals' page reads too. Loaded first, so it knows no client. */
export const approvalsForMe = {
  key: ["approvals"],
  load: () => ask<Pending>("GET", "/approvals"),
  of: (answer: unknown) =>
    (answer as Pending).pending.filter(({ whyNotMe }) => whyNotMe === null).length,
};

import type { Account } from "../account.ts";
import { baseOf } from "../endpoint.ts";
import type { ErrorRow } from "../error-table.ts";
import type { Graph } from "../graph.ts";
import { graphLive, graphVersion } from "../meta-login.ts";

const liveVideo = "https://graph-video.facebook.com";

/** Errors of Pages beyond those all of Meta's interfaces share. Source: docs/graph-api, Page reference. */
export const facebookErrors: readonly ErrorRow[] = [
  {
    status: 400,
    code: "506",
    class: "refused",
    says: "Facebook shows these very words already and takes them no second time in a row.",
  },
  { status: 400, code: "1500", class: "refused", says: "Facebook does not take this link." },
  { status: 400, code: "324", class: "refused", says: "Facebook could not read the picture." },
  {
    status: 400,
    code: "100",
    subcode: "1366046",
    class: "refused",
    says: "The picture is too large or of a kind that Facebook does not take.",
  },
  {
    status: 400,
    code: "352",
    class: "refused",
    says: "Facebook does not take this video's format.",
  },
  {
    status: 400,
    code: "6000",
    class: "later",
    says: "The video did not arrive whole.",
    retryAfterMs: 60_000,
  },
  {
    status: 400,
    code: "80001",
    class: "later",
    says: "The page made too many calls.",
    retryAfterMs: 600_000,
  },
];

export function graphFor(
  given: Readonly<Record<string, string>>,
  secrets: { token: string; appSecret: string },
): Graph {
  return {
    base: `${baseOf(given["endpoint"], graphLive)}/${graphVersion}`,
    ...secrets,
    errors: facebookErrors,
  };
}

export function graphOf({ settings, credential }: Account): Graph {
  const { token = "", appSecret = "" } = credential;
  return graphFor(settings, { token, appSecret });
}

/** Videos have a host of their own. */
export function videoGraphOf(account: Account): Graph {
  const base = `${baseOf(account.settings["endpoint"], liveVideo)}/${graphVersion}`;
  return { ...graphOf(account), base };
}

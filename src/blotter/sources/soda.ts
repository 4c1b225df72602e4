import { z } from "zod";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { RequestFailed, type FailureCode } from "#platform/http/safe-failure.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Row } from "../intake/reading.ts";
import type { PortalAddress } from "./portal-address.ts";

const answerMs = limit("blotter.portal-time", 25_000, "ms", "for a portal to answer one query");
const patienceMax = limit(
  "blotter.portal-patience",
  21_600,
  "seconds",
  "that a portal may ask us to wait at most",
);

/** A portal that cannot answer now; `againMs`: when it asked to be asked again. */
export class PortalBusy extends Refusal {
  readonly againMs: number | undefined;
  constructor(message: string, againMs?: number) {
    super("portal-busy", message, { status: 503 });
    this.againMs = againMs;
  }
}

export interface SodaAnswer {
  /** Undefined: nothing has changed since the answer of that tag. */
  rows: Row[] | undefined;
  etag: string | null;
}

/** How rows are asked of a SODA 2.1 endpoint (dev.socrata.com/docs/queries). */
export interface Soda {
  web: Pick<SafeClient, "fetch">;
  token: string;
}

/** One query. Throws a Refusal with what somebody can do, a PortalBusy where time alone helps. */
export async function sodaRows(
  soda: Soda,
  url: string,
  { query, etag }: { query: Readonly<Record<string, string | number>>; etag?: string | undefined },
): Promise<SodaAnswer> {
  const asked = new URL(url);
  for (const [name, value] of Object.entries(query))
    asked.searchParams.set(`$${name}`, String(value));
  const answer = await get(soda, asked.href, etag === undefined ? {} : { "if-none-match": etag });
  if (answer.status === 304) return { rows: undefined, etag: etag ?? null };
  mustBeFine(answer, await answer.clone().text());
  const rows = z
    .array(z.record(z.string(), z.unknown()))
    .safeParse(await answer.json().catch(() => null));
  if (!rows.success)
    throw new Refusal("portal-odd", "The portal answered with something that is no list of rows.");
  return { rows: rows.data, etag: answer.headers.get("etag") };
}

const about = z.object({
  name: z.string().default(""),
  columns: z.array(
    z.object({
      fieldName: z.string(),
      name: z.string().default(""),
      dataTypeName: z.string().default("text"),
    }),
  ),
});

/** What a dataset says of its columns. */
export async function sodaAbout(soda: Soda, { about: url }: PortalAddress) {
  const answer = await get(soda, url, {});
  mustBeFine(answer, await answer.clone().text());
  const told = about.safeParse(await answer.json().catch(() => null));
  if (!told.success)
    throw new Refusal("portal-odd", "The portal does not say which columns this dataset has.");
  return told.data;
}

async function get({ web, token }: Soda, url: string, more: Record<string, string>) {
  return web
    .fetch(url, {
      headers: {
        accept: "application/json",
        "user-agent": "Openbeat (+https://openbeat.org)",
        // The portal throttles by it; it opens nothing (dev.socrata.com/docs/app-tokens).
        ...(token === "" ? {} : { "x-app-token": token }),
        ...more,
      },
      // A token goes to the portal that it is for, and nowhere else.
      redirect: "error",
      signal: AbortSignal.timeout(answerMs),
    })
    .catch((error: unknown) => {
      if (!(error instanceof RequestFailed)) throw error;
      throw passing.has(error.code)
        ? new PortalBusy(whyNot[error.code])
        : new Refusal("portal-unreachable", whyNot[error.code], { cause: error });
    });
}

const passing: ReadonlySet<FailureCode> = new Set([
  "not-connected",
  "reset",
  "timed-out",
  "aborted",
]);

/** What somebody who added the source can do something about; the rest is the portal's. */
const whyNot: Record<FailureCode, string> = {
  "refused-url": "This is no address of the open web. Copy the dataset's address from its page.",
  "refused-address":
    "This address lies in a private network, and portals are read from the open web.",
  "name-not-resolved": "There is no server of this name. Look at the address.",
  "not-connected": "The portal could not be reached.",
  reset: "The portal broke off its answer.",
  "timed-out": "The portal did not answer in time.",
  aborted: "The portal did not answer in time.",
  "too-large": "The portal's answer is too large to be read.",
  "too-many-redirects": "The portal sends us elsewhere. Copy the dataset's own address.",
  "bad-answer": "The portal answered with something that cannot be read.",
};

const fault = z.object({ message: z.string().optional() });

/** dev.socrata.com/docs/response-codes: 202 is "not ready yet", 429 and 5xx pass, the rest is ours to mend. */
function mustBeFine({ status, headers }: Response, body: string): void {
  if (status === 200) return;
  if (status === 202 || status === 429 || status >= 500) {
    const seconds = Number(headers.get("retry-after"));
    const againMs = seconds > 0 ? Math.min(seconds, patienceMax) * 1_000 : undefined;
    throw new PortalBusy(
      status === 429
        ? "The portal asks us to come less often. An app token helps."
        : `The portal answered ${status}: it is tried again.`,
      againMs,
    );
  }
  if (status === 401 || status === 403)
    throw new Refusal(
      "portal-refuses",
      "The portal does not let us read this dataset. Look at the app token, and whether it is public.",
    );
  if (status === 404)
    throw new Refusal("portal-gone", "The portal has no dataset at this address any more.");
  const said = fault.safeParse(jsonIn(body)).data?.message?.slice(0, 300) ?? "";
  throw new Refusal("portal-odd", `The portal answered ${status}${said ? `: ${said}` : ""}.`);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

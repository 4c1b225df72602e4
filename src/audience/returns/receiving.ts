import { asSystem, type Ctx } from "#platform/context.ts";
import type { ReturnSettings } from "#platform/config/returns.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import {
  listenForMail,
  openMailListener,
  type Arrived,
  type MailDesk,
  type MailListener,
} from "#platform/mail/listener.ts";
import { provenReturn, type ProvenReturn } from "./return-path.ts";
import { readReport, type Report } from "./report.ts";
import { takeReport, type Taken } from "./taking.ts";

const bounds = {
  letterBytes: limit(
    "audience.report",
    12_582_912,
    "bytes",
    "a report as it comes: many servers send the whole letter back, with its pictures",
  ),
  heldBytes: limit(
    "audience.reports-held",
    67_108_864,
    "bytes",
    "of reports that come in at once; a further one is asked to come again",
  ),
  connections: limit("audience.report-connections", 30, "connections", "at once"),
  perAddress: limit("audience.report-address", 10, "connections", "at once of one address"),
  idleMs: limit("audience.report-idle", 30_000, "ms", "a connection may be silent"),
  connectionMs: limit("audience.report-connection", 300_000, "ms", "a connection may last"),
  recipients: limit("audience.report-for", 5, "letters", "that one report is about"),
  unknown: limit(
    "audience.report-unknown",
    5,
    "return paths",
    "that we never wrote, until a connection is ended",
  ),
};
const toldMax = limit(
  "audience.reports-told",
  200,
  "reports an hour",
  "that change nothing are on the audit trail; further ones are in the program's log alone",
);
const hourMs = 3_600_000;

/** Where providers send what their readers complained of, once the agency gave them this address (RFC 5965). */
const feedbackBox = "feedback";

/** While it runs, letters that could not be delivered come back here, and what they say is heard. */
export async function receiveReturns(
  ctx: Ctx,
  settings: ReturnSettings,
  signal: AbortSignal,
): Promise<void> {
  await listenForMail(deskOf(ctx, settings), signal);
}

/** Listens until it is closed. Throws where it cannot, or where the certificate cannot be read. */
export function openReturns(ctx: Ctx, settings: ReturnSettings): Promise<MailListener> {
  return openMailListener(deskOf(ctx, settings));
}

function deskOf(ctx: Ctx, door: ReturnSettings): MailDesk {
  const budget = { hour: -1, told: 0 };
  const isFeedback = (address: string) => address.toLowerCase() === `${feedbackBox}@${door.domain}`;
  const leave = (of: ProvenReturn | undefined, why: Left, remote: string) =>
    left(ctx, { of, why, remote, budget });
  return {
    door,
    bounds,
    banner: "returned letters only",
    unknownSays: "5.1.1 No letter of ours",
    log: ctx.log,
    isKnown: async (address) =>
      isFeedback(address) || (await provenReturn(ctx, door.domain, address)) !== undefined,
    turnedAway: (why, remote) =>
      ctx.log.warn({ why: why === "unknown" ? "forged" : why, remote }, ignored),
    async take(letter) {
      const report = readReport(letter.bytes);
      for (const address of letter.recipients) {
        const path = isFeedback(address) && report.kind === "feedback" ? report.mailFrom : address;
        const of = await provenReturn(ctx, door.domain, path);
        const why = of ? faultOf(letter, report) : "forged";
        const taken = of && why === undefined ? await takeReport(ctx, of, report) : undefined;
        if (why !== undefined) await leave(of, why, letter.remote);
        else if (taken && isLeft(taken)) await leave(of, taken, letter.remote);
        else ctx.log.info({ taken }, "a report of a letter was read");
      }
    },
  };
}

type Left = "forged" | "malformed" | "no report" | "has a sender" | Extract<Taken, LeftTaken>;
type LeftTaken = "over" | "replayed" | "not for us";

const ignored = "a report of a letter changed nothing";

function isLeft(taken: Taken): taken is LeftTaken {
  return taken === "over" || taken === "replayed" || taken === "not for us";
}

/** A report of delivery comes from nobody, so that nothing is ever answered to it (RFC 3464, 2). */
function faultOf({ mailFrom }: Arrived, { kind }: Report): Left | undefined {
  if (kind === "none") return "no report";
  if (kind === "malformed") return "malformed";
  return kind === "status" && mailFrom !== "" ? "has a sender" : undefined;
}

interface LeftReport {
  of: ProvenReturn | undefined;
  why: Left;
  remote: string;
  budget: { hour: number; told: number };
}

/** Whoever sends thousands of them fills no audit trail. */
async function left(ctx: Ctx, { of, why, remote, budget }: LeftReport): Promise<void> {
  ctx.log.warn({ why, remote }, ignored);
  if (!of) return;
  const hour = Math.floor(ctx.clock.now().epochMilliseconds / hourMs);
  if (budget.hour !== hour) Object.assign(budget, { hour, told: 0 });
  budget.told += 1;
  if (budget.told > toldMax) return;
  await transact(asSystem(ctx, "audience", of.agencyId), (tx) =>
    tx.happenings.tell(tx, {
      kind: "audience.report-left",
      subject: { kind: "subscriber", id: of.subscriberId },
      facts: { why },
    }),
  );
}

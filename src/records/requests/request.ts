import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { ownAgency } from "#agency";
import { stamp, type Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { requestKinds } from "../clocks/law.ts";
import { recordRequests, requestNumbers } from "./tables.ts";

export const askedMax = limit(
  "requests.asked",
  10_000,
  "characters",
  "of what one request asks for",
);
const contactMax = limit("requests.contact", 300, "characters", "of a requester's name or address");

export const ways = ["portal", "mail", "email", "phone", "in-person"] as const;
export const closings = [
  "produced",
  "partly",
  "denied",
  "no-records",
  "withdrawn",
  "transferred",
] as const;
export type Closing = (typeof closings)[number];
export type Request = typeof recordRequests.$inferSelect;

const short = z.string().trim().max(contactMax).default("");

/** Who asks, and how to answer. All of it may be left out: most laws let one ask without a name. */
const requester = z.object({
  name: short,
  organization: short,
  email: z.union([z.literal(""), z.email().max(contactMax)]).default(""),
  phone: short,
  address: z.string().trim().max(1_000).default(""),
});
export type Requester = z.infer<typeof requester>;

export const requestDraft = z.object({
  asked: z.string().trim().min(10).max(askedMax),
  kind: z.enum(requestKinds).default("standard"),
  requester: requester.prefault({}),
  /** How the copies are wanted: "e-mail", "paper", "look at them here". */
  format: z.string().trim().max(100).default(""),
  language: z.enum(["en", "es"]).default("en"),
});
export type RequestDraft = z.input<typeof requestDraft>;

/** "2026-0042": running within the year of receipt. */
export function numberOf({ year, running }: Pick<Request, "year" | "running">): string {
  return `${year}-${String(running).padStart(4, "0")}`;
}

/**
 * Whoever files a request, and whoever destroys records, come one after the other: a request that is filed now finds
 * what is there, or nothing is destroyed any more.
 */
export async function takeTurn(tx: TxCtx): Promise<void> {
  await bump(tx, 0, 0);
}

/** The next number of a year. Whoever asks at the same time waits: no number is given twice or left out. */
export async function takeNumber(tx: TxCtx, year: number): Promise<number> {
  await takeTurn(tx);
  return bump(tx, year, 1);
}

async function bump(tx: TxCtx, year: number, by: number): Promise<number> {
  const [row] = await tx.tx
    .insert(requestNumbers)
    .values({ agencyId: agencyOf(tx), year, last: by })
    .onConflictDoUpdate({
      target: [requestNumbers.agencyId, requestNumbers.year],
      set: { last: sql`${requestNumbers.last} + ${by}` },
    })
    .returning();
  return found(row, "number").last;
}

/** What is sealed of a request: whoever asks, and the form in which they want it. */
const contact = requester.extend({ format: z.string().default("") });
export type Contact = z.infer<typeof contact>;

export async function sealContact(tx: TxCtx, id: string, given: Contact): Promise<Buffer> {
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  return keys.seal(contactPlace(tx, id), JSON.stringify(given));
}

export async function openContact(
  tx: TxCtx,
  { id, sealed }: Pick<Request, "id" | "sealed">,
): Promise<Contact> {
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  return contact.parse(JSON.parse(keys.open(contactPlace(tx, id), sealed).toString()));
}

function contactPlace(tx: TxCtx, rowId: string) {
  return { table: "record_requests", column: "sealed", agencyId: agencyOf(tx), rowId };
}

export async function requestById(tx: TxCtx, id: string): Promise<Request> {
  const [row] = await tx.tx.select().from(recordRequests).where(isRequest(tx, id));
  return found(row, "request");
}

/** The request, locked until this transaction ends: what two clerks do comes one after the other. */
export async function lockedRequest(tx: TxCtx, id: string): Promise<Request> {
  const [row] = await tx.tx.select().from(recordRequests).where(isRequest(tx, id)).for("update");
  return found(row, "request");
}

/** As above, and refused where it is closed. */
export async function lockedOpenRequest(tx: TxCtx, id: string): Promise<Request> {
  const row = await lockedRequest(tx, id);
  if (row.state === "closed")
    throw new Refusal(
      "request-closed",
      `Request ${numberOf(row)} is closed. Reopen it, or have a new one filed.`,
      { status: 409 },
    );
  return row;
}

export function isRequest(ctx: Ctx, id: string) {
  return and(eq(recordRequests.agencyId, agencyOf(ctx)), eq(recordRequests.id, id));
}

/** The newest number first. */
export const newestFirst = [desc(recordRequests.year), desc(recordRequests.running)];

/** Now, and today by the agency's own calendar. */
export async function nowThere(ctx: Ctx): Promise<{ at: string; today: string; timeZone: string }> {
  const { timeZone } = await ownAgency(ctx);
  const now = ctx.clock.now();
  return { at: stamp(now), today: dayThere(now, timeZone), timeZone };
}

function dayThere(at: Temporal.Instant, timeZone: string): string {
  return at.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

import { z } from "zod";
import { authorize } from "#agency";
import { sha256 } from "#platform/crypto/canonical.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { settleClock } from "./clock-of.ts";
import { nowThere, numberOf, requestDraft, sealContact, takeNumber, ways } from "./request.ts";
import { addStep } from "./steps.ts";
import { recordRequests } from "./tables.ts";

/** What a clerk writes down of a request that came by letter, by telephone or at the counter. */
export const intake = requestDraft.extend({
  way: z.enum(ways).default("email"),
  /** The day on which it arrived: the clock counts from it. Today where it is left out. */
  receivedOn: z.iso.date().optional(),
});

/** Files a request: it has a number, a clock and an archive record from then on. */
export async function receiveRequest(
  ctx: Ctx,
  given: z.input<typeof intake>,
  ticket?: string,
): Promise<{ id: string; number: string }> {
  const { way, asked, kind, requester, format, language, receivedOn } = intake.parse(given);
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.receive");
    const { at, today } = await nowThere(tx);
    const day = receivedOn ?? today;
    if (day > today) throw new Refusal("received-later", "A request cannot arrive after today.");
    const year = Number(day.slice(0, 4));
    const id = tx.ids.uuid();
    const contact = { ...requester, format };
    const [row] = await tx.tx
      .insert(recordRequests)
      .values({
        agencyId: agencyOf(tx),
        id,
        year,
        running: await takeNumber(tx, year),
        way,
        kind,
        asked,
        sealed: await sealContact(tx, id, contact),
        statusHash: ticket === undefined ? null : ticketHash(ticket),
        language,
        receivedOn: day,
        receivedAt: at,
        state: "open",
      })
      .returning();
    const request = found(row, "request");
    const more = { receivedOn: day, kind, requester: contact };
    await addStep(tx, request, { kind: "received", facts: { way }, text: asked }, more);
    await settleClock(tx, request);
    return { id, number: numberOf(request) };
  });
}

export function ticketHash(ticket: string): string {
  return sha256(ticket).toString("hex");
}

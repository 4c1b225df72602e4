import { systemClock } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import type { Attempt } from "../../attempt.ts";
import type { Net } from "../../connector.ts";
import { lost, textField } from "../../exchange.ts";
import { mayBegin } from "../../mailing.ts";
import { SendError } from "../../send-error.ts";
import { busy, errorFor } from "./errors.ts";
import { addressOf, type Place } from "./place.ts";
import type { Session } from "./session.ts";
import type { ShortMessage } from "./texts.ts";

const waitsMax = limit("sms.smpp.waits", 3, "pauses", "a gateway that stays busy is tried later");
const firstWaitMs = 250;
const againMs = 5_000;

export interface Submission {
  net: Net;
  session: Session;
  place: Place;
  attempt: Attempt;
  parts: readonly ShortMessage[];
}

/**
 * One text to one telephone, a submit_sm for each part; resolves with the ids that the gateway gave. Rejects with
 * SendError: `unknown` where an answer never came, or where only the first parts were taken.
 */
export async function submitText(submission: Submission, telephone: string): Promise<string> {
  const ids: string[] = [];
  for (const part of submission.parts) {
    try {
      ids.push(await submitPart(submission, telephone, part));
    } catch (error) {
      if (!(error instanceof SendError) || ids.length === 0) throw error;
      const says = `Only ${ids.length} of ${submission.parts.length} parts were taken: ${error.message}`;
      throw new SendError("unknown", says, { answer: error.answer, cause: error });
    }
  }
  return ids.join(" ");
}

async function submitPart(
  { net, session, place, attempt }: Submission,
  telephone: string,
  part: ShortMessage,
): Promise<string> {
  const fields = { ...addresses(place, telephone), ...part };
  for (let pause = 0; ; pause += 1) {
    const answer = await asked(session, fields);
    const status = answer.command_status;
    if (status === 0) return idIn(answer);
    const told = { isAct: true, secrets: [place.password], nowMs: net.now().epochMilliseconds };
    const no = errorFor(answer, told);
    if (!busy.has(status) || pause >= waitsMax) throw no;
    await systemClock.sleep(firstWaitMs * 2 ** pause, session.signal);
    // A hold may have come while we waited (core D4).
    if (session.signal.aborted || !(await mayBegin(net, attempt))) throw no;
  }
}

async function asked({ link }: Session, fields: Readonly<Record<string, unknown>>) {
  try {
    return await link.ask("submit_sm", fields);
  } catch (error) {
    const failure = lost(error);
    if (failure.class !== "not-sent") throw failure;
    const options = { retryAfterMs: againMs, cause: error };
    throw new SendError("not-sent", failure.message, options);
  }
}

function addresses({ source, wantsReceipts }: Place, telephone: string) {
  const to = addressOf(telephone);
  return {
    source_addr_ton: source.ton,
    source_addr_npi: source.npi,
    source_addr: source.address,
    dest_addr_ton: to.ton,
    dest_addr_npi: to.npi,
    destination_addr: to.address,
    registered_delivery: wantsReceipts ? 1 : 0,
  };
}

function idIn(answer: unknown): string {
  const id = textField(answer, "message_id");
  if (id === "") throw new SendError("unknown", "The gateway's answer names no message.");
  return id;
}

import type { Published } from "./attempt.ts";
import type { MailingAsk, Round } from "./mailing.ts";
import { settledIn } from "./mailing-progress.ts";
import { SendError } from "./send-error.ts";

/** The truth about every address, as the try's outcome. */
export function concluded({ attempt, isBlind }: MailingAsk, round: Round): Published {
  const { mailing, before, stopped, firstRefusal, firstDoubt } = round;
  const { unknown, left } = mailing;
  const accepted = Object.values(mailing.accepted);
  const doubtful = Object.keys(unknown).length;
  const counts = `${accepted.length} accepted, ${Object.keys(mailing.refused).length} refused, ${doubtful} unknown, ${left} waiting`;
  const native = { ...mailing };
  // Without a place to keep who was reached, a second try would write to them again.
  const isDoubt = doubtful > 0 && (left === 0 || isBlind !== true || attempt.keep === undefined);
  if (isDoubt || (left > 0 && accepted.length > 0 && attempt.keep === undefined)) {
    const why = (firstDoubt ?? stopped)?.message ?? "The gateway's answer was lost.";
    throw new SendError("unknown", `${why} In all: ${counts}.`, { answer: native, cause: stopped });
  }
  const isFurther = settledIn(mailing) > before;
  if (left > 0) throw patience(stopped, accepted.length + doubtful, { counts, native, isFurther });
  const [first] = accepted;
  if (first === undefined) {
    const why = firstRefusal?.message ?? "Nobody is left to write to.";
    throw new SendError("refused", `${why} In all: ${counts}.`, {
      answer: firstRefusal?.answer ?? native,
    });
  }
  return { id: first, native };
}

function patience(
  stopped: SendError | undefined,
  reached: number,
  { counts, native, isFurther }: { counts: string; native: unknown; isFurther: boolean },
): SendError {
  if (stopped === undefined) {
    const options = { answer: native, retryAfterMs: 1_000, goesOn: isFurther };
    return new SendError("later", `The time of one try was over: ${counts}.`, options);
  }
  if (reached === 0) return stopped;
  const wait = { answer: native, retryAfterMs: stopped.retryAfterMs ?? 60_000, cause: stopped };
  // Some have it: a "no for good" in the middle is for a person, who must not start anew blindly.
  const isFatal = stopped.class === "refused" || stopped.class === "expired";
  return new SendError(
    isFatal ? "expired" : "later",
    `${stopped.message} In all: ${counts}.`,
    wait,
  );
}

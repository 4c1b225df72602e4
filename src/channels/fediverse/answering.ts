import { RequestFailed } from "#platform/http/safe-failure.ts";
import type { Account } from "../account.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { addresses, objectIdIn } from "./addresses.ts";
import { NotThere, type Outside } from "./outside.ts";
import { authorOf } from "./peers.ts";
import { requestKey } from "./signing.ts";
import type { Answered } from "./store.ts";

/** Whoever wrote what a message answers, where that was somebody else: they are told, whether they follow or not. */
export async function answeredBy(
  outside: Outside,
  origin: string,
  account: Account,
  { replyTo }: OutboundMessage,
): Promise<Answered | undefined> {
  if (replyTo === undefined || objectIdIn(origin, replyTo.id) !== undefined) return undefined;
  const signer = () => requestKey(addresses(origin), account);
  const author = await authorOf(outside, replyTo.id, signer).catch(unreachable);
  const { actor, handle, inbox, host } = author;
  return { actor, handle, inbox, host };
}

/** Nothing was written down yet, so another try is safe; a note that is gone can be answered no more. */
function unreachable(cause: unknown): never {
  if (cause instanceof NotThere && (cause.status === 404 || cause.status === 410))
    throw new SendError("refused", "What this answers is no longer there.", { cause });
  const isRefused = cause instanceof RequestFailed && cause.code.startsWith("refused-");
  if (isRefused || cause instanceof TypeError)
    throw new SendError("refused", "The server of what this answers cannot be reached.", {
      cause,
    });
  throw new SendError("later", "The server of what this answers does not answer right now.", {
    cause,
  });
}

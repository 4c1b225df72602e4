import type { Account } from "../account.ts";
import type { Attempt, Finding } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { isVideo } from "../media-findings.ts";
import { keptOf } from "../upload-progress.ts";
import { sendingOf } from "./calls.ts";
import { shownWith } from "./listing.ts";
import { publishedAs, sendingName } from "./sending.ts";

/**
 * A kept sending says by itself how it stands. Without one a video was never brought; pictures may be public
 * with the answer lost, and the list that TikTok gives does not promise to hold them: a person looks.
 */
export async function find(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  try {
    const id = keptOf(attempt)[sendingName];
    if (id !== undefined) return await found(net, account, message, { id, attempt });
    const shown = await shownWith(net, account, message, attempt);
    if (shown !== undefined) return { found: true, remote: shown };
    if (message.media.some(isVideo)) return { found: false, absent: true };
    const why = "TikTok cannot be asked after pictures whose sending it did not name.";
    return { found: false, absent: false, why };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    return { found: false, absent: false, why: error.message };
  }
}

async function found(
  net: Net,
  account: Account,
  message: OutboundMessage,
  { id, attempt }: { id: string; attempt: Attempt },
): Promise<Finding> {
  const now = await sendingOf(net, account, id);
  if (now.status === "PUBLISH_COMPLETE")
    return { found: true, remote: await publishedAs(net, account, message, { id, now, attempt }) };
  const [first] = message.media;
  const isPart = now.status === "PROCESSING_UPLOAD" && now.uploadedBytes < (first?.sizeBytes ?? 0);
  if (now.status === "FAILED" || isPart) return { found: false, absent: true };
  return { found: false, absent: false, why: "TikTok still looks the post over." };
}

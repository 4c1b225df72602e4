import type { Ctx } from "#platform/context.ts";
import type { Attempt } from "./attempt.ts";
import type { OutboundMessage } from "./outbound.ts";
import { SendError } from "./send-error.ts";

/**
 * Pictures, videos, captions and covers must lie in this installation's store before the first byte leaves: found
 * missing halfway, they would leave a doubt whether the post is public (core D3). A try that goes on is let through.
 */
export async function mustHaveBytes(
  ctx: Ctx,
  { message, attempt }: { message: OutboundMessage; attempt: Pick<Attempt, "progress"> },
): Promise<void> {
  if (attempt.progress !== undefined) return;
  const carried = message.media.flatMap(({ sha256, captions, poster }) => [
    sha256,
    ...(captions ? [captions.sha256] : []),
    ...(poster ? [poster.sha256] : []),
  ]);
  const card = message.link?.imageSha256;
  for (const sha256 of new Set(card === undefined ? carried : [...carried, card]))
    if (!(await ctx.blobs.has(sha256)))
      throw new SendError(
        "refused",
        "A picture or video of this post is missing from this installation's store. Put it in again, or restore it from a backup.",
      );
}

import { strategyInForce, wasObjective } from "#policy";
import type { TxCtx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import type { PostVersion } from "./posts.ts";

/**
 * What is handed in serves an objective of the strategy in force. Posts that went out under an earlier one stay
 * what they are; a draft whose objective was taken out chooses another.
 */
export async function mustServeObjective(tx: TxCtx, { content }: PostVersion): Promise<void> {
  const { purpose } = content;
  const { objectives } = await strategyInForce(tx);
  if (objectives.some(({ key }) => key === purpose)) return;
  const known = objectives.map(({ name }) => name.en).join(", ");
  const details = { known: objectives.map(({ key }) => key) };
  if (await wasObjective(tx, purpose))
    throw new Refusal(
      "objective-retired",
      `The strategy in force no longer has the objective "${purpose}". Choose another: ${known}.`,
      { details },
    );
  throw new Refusal(
    "unknown-objective",
    `The strategy in force has no objective "${purpose}". Choose one of: ${known}.`,
    { details },
  );
}

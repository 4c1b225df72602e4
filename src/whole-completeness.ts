import { completenessOf } from "#channels";
import { sourcesTold } from "#records";
import type { Ctx } from "#platform/context.ts";

/** How complete the record of a span is: every account's, and every program's that hands messages in. */
export async function wholeCompleteness(ctx: Ctx, span: Parameters<typeof completenessOf>[1]) {
  const { asOf, accounts } = await completenessOf(ctx, span);
  return { asOf, accounts: [...accounts, ...(await sourcesTold(ctx, span))] };
}

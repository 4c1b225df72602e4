import { adoptBlotterPolicy, modelBlotterPolicy, takeCalls } from "#blotter";
import type { Ctx } from "#platform/context.ts";
import { listCalls } from "../../src/blotter/desk.ts";
import { keepCallBack } from "../../src/blotter/keeping.ts";

/** A call of another agency that somebody keeps back. */
export async function keptCall(sheriff: Ctx, deputy: Ctx, marker: string): Promise<string> {
  await adoptBlotterPolicy(sheriff, { content: modelBlotterPolicy, why: marker });
  const takenAt = sheriff.clock.now().toString();
  await takeCalls(sheriff, marker, [
    { number: marker, takenAt, type: `NOISE ${marker}`, initialType: `NOISE ${marker}` },
  ]);
  const [call] = await listCalls(sheriff, {});
  await keepCallBack(deputy, call?.id ?? "", marker);
  return call?.id ?? "";
}

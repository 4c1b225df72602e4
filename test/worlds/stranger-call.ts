import { adoptBlotterPolicy, modelBlotterPolicy, takeCalls } from "#blotter";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { listCalls } from "../../src/blotter/desk.ts";
import { keepCallBack } from "../../src/blotter/keeping.ts";
import { proposeBlotterPolicy } from "../../src/blotter/proposals.ts";
import { callSilences } from "../../src/blotter/schema.ts";
import { addCallSource, callSourceDraft } from "../../src/blotter/sources/sources.ts";

/** A call of another agency that somebody keeps back; a silent source of it, and rules that somebody proposed. */
export async function keptCall(sheriff: Ctx, deputy: Ctx, marker: string) {
  await adoptBlotterPolicy(sheriff, { content: modelBlotterPolicy, why: marker });
  const takenAt = sheriff.clock.now().toString();
  await takeCalls(sheriff, marker, [
    { number: marker, takenAt, type: `NOISE ${marker}`, initialType: `NOISE ${marker}` },
  ]);
  const [call] = await listCalls(sheriff, {});
  await keepCallBack(deputy, call?.id ?? "", marker);
  const { id: callSource } = await addCallSource(sheriff, {
    ...callSourceDraft.parse({
      kind: "portal",
      name: marker,
      url: "https://data.example.gov/d/aaaa-bbbb",
    }),
    silentMinutes: 15,
  });
  const proposal = await proposeBlotterPolicy(deputy, { content: modelBlotterPolicy, why: marker });
  const callSilence = sheriff.ids.uuid();
  await transact(sheriff, (tx) =>
    tx.tx.insert(callSilences).values({
      agencyId: agencyOf(tx),
      id: callSilence,
      sourceId: callSource,
      fromAt: stamp(tx.clock.now()),
      seenAt: stamp(tx.clock.now()),
    }),
  );
  return { call: call?.id ?? "", callSource, callSilence, blotterProposal: proposal };
}

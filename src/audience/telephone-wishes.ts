import { askOf, channelById, inboundItem, isNumber } from "#channels";
import type { TxCtx } from "#platform/context.ts";
import type { Recorded } from "#platform/events.ts";
import { withinAgency } from "#platform/context.ts";
import { removeAddress } from "./own-page.ts";
import { confirmTelephone } from "./subscribing.ts";

/**
 * In the transaction that captures a text: STOP and its kin end the subscription of that telephone at once, however they are
 * written in, and YES confirms one that waits for it (47 CFR 64.1200(a)(10); CTIA 5.1.3). The gateway answers HELP.
 */
export async function hearTelephones(tx: TxCtx, happened: readonly Recorded[]): Promise<void> {
  for (const { kind, subject, agencyId, record } of happened) {
    const inAgency = tx.actor.agencyId === agencyId ? tx : withinAgency(tx, "audience", agencyId);
    if (kind === "channels.opt-out-added") {
      const address = addressIn(record?.payload);
      if (isNumber(address)) await removeAddress(inAgency, "text", address, "wish");
    }
    if (kind !== "channels.message-received") continue;
    const item = await inboundItem(inAgency, subject.id);
    const ask = item === undefined ? undefined : askOf(item.text);
    if (!item || (ask !== "stop" && ask !== "start") || !isNumber(item.authorHandle)) continue;
    if ((await channelById(inAgency, item.channelId)).network !== "sms") continue;
    if (ask === "stop") await removeAddress(inAgency, "text", item.authorHandle, "stop");
    else await confirmTelephone(inAgency, item.authorHandle);
  }
}

function addressIn(payload: unknown): string {
  const isOne = typeof payload === "object" && payload !== null && "address" in payload;
  return isOne ? String(payload.address) : "";
}

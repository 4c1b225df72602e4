import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { Asked, Looked } from "../inbound.ts";
import { listField, textField } from "../exchange.ts";
import { countsIn } from "../shown-now.ts";
import { call, dataOf } from "./calls.ts";
import { fields } from "./listing.ts";
import { itemOf } from "./reading.ts";

const idsMax = 20;
const counters = ["like_count", "comment_count", "share_count"];

/** Own public videos by their ids (Query Videos); those that are deleted, or public no more, are left out by TikTok. */
export async function look(
  net: Net,
  account: Account,
  all: readonly Asked[],
): Promise<readonly Looked[]> {
  const looked: Looked[] = [];
  for (let at = 0; at < all.length; at += idsMax) {
    const ids = all.slice(at, at + idsMax).map(({ remoteId }) => remoteId);
    const json = { filters: { video_ids: ids } };
    const path = `/v2/video/query/?fields=${fields},${counters.join(",")}`;
    const data = dataOf(await call(net, account, "POST", path, { json, isAct: false }));
    const shown = new Map(listField(data, "videos").map((each) => [textField(each, "id"), each]));
    for (const remoteId of ids) {
      const video = shown.get(remoteId);
      if (video === undefined) looked.push({ remoteId, state: "gone" });
      else {
        const [item, counts] = [itemOf(video, account), countsIn(video, counters)];
        looked.push({ remoteId, state: "there", item, counts });
      }
    }
  }
  return looked;
}

import { noticeKinds, type NoticeKind, type NoticeState } from "./api.ts";
import type { Meaning } from "#ui/StateBadge.tsx";

/** Green is proven: the person is found. What stands in public is told as a fact, without praise. */
export const meanings: Record<NoticeState, Meaning> = {
  draft: "neutral",
  submitted: "wait",
  active: "info",
  located: "good",
  expired: "neutral",
  withdrawn: "neutral",
};

export function isKind(kind: string): kind is NoticeKind {
  return noticeKinds.some((one) => one === kind);
}

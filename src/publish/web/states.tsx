import {
  IconArrowBackUp,
  IconCalendarCheck,
  IconCircleCheck,
  IconClockPause,
  IconHandStop,
  IconHourglassLow,
  IconLoader2,
  IconPencil,
  IconPlayerPause,
  IconQuestionMark,
  IconTrash,
  IconX,
} from "@tabler/icons-react";
import { stateWords } from "./words/states.ts";
import type { Icon } from "#ui/registration.ts";
import { StateBadge, type Meaning } from "#ui/StateBadge.tsx";
import { useWords } from "#ui/words.ts";

export const postStates = ["draft", "submitted", "returned", "approved", "recalled"] as const;
export type PostState = (typeof postStates)[number];

interface Look {
  meaning: Meaning;
  icon: Icon;
}

const postLooks: Record<PostState, Look> = {
  draft: { meaning: "neutral", icon: IconPencil },
  submitted: { meaning: "wait", icon: IconHourglassLow },
  returned: { meaning: "wait", icon: IconArrowBackUp },
  approved: { meaning: "info", icon: IconCalendarCheck },
  recalled: { meaning: "neutral", icon: IconTrash },
};

export const deliveryStates = [
  "waiting",
  "sending",
  "sent",
  "unconfirmed",
  "asked",
  "refused",
  "held",
  "expired",
  "recalling",
  "recalled",
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Red only for failure, amber where a person must act, green only for what the network proved. */
const deliveryLooks: Record<DeliveryState, Look> = {
  waiting: { meaning: "neutral", icon: IconClockPause },
  sending: { meaning: "info", icon: IconLoader2 },
  sent: { meaning: "good", icon: IconCircleCheck },
  unconfirmed: { meaning: "wait", icon: IconHourglassLow },
  asked: { meaning: "wait", icon: IconQuestionMark },
  refused: { meaning: "bad", icon: IconX },
  held: { meaning: "wait", icon: IconHandStop },
  expired: { meaning: "bad", icon: IconPlayerPause },
  recalling: { meaning: "info", icon: IconLoader2 },
  recalled: { meaning: "neutral", icon: IconTrash },
};

export function asPostState(word: string): PostState {
  return postStates.find((state) => state === word) ?? "draft";
}

export function asDeliveryState(word: string): DeliveryState {
  return deliveryStates.find((state) => state === word) ?? "waiting";
}

/** The word of a post's state, outside a badge. */
export function usePostStateLabel(): (state: PostState) => string {
  const t = useWords(stateWords);
  return (state) => (state === "recalled" ? t("recalledPost") : t(state));
}

export function PostStateBadge({ state }: { state: string }) {
  const label = usePostStateLabel();
  const known = asPostState(state);
  return <StateBadge {...postLooks[known]} label={label(known)} />;
}

export function DeliveryStateBadge({ state }: { state: string }) {
  const t = useWords(stateWords);
  const known = asDeliveryState(state);
  return <StateBadge {...deliveryLooks[known]} label={t(known)} />;
}

export function lookOf(state: string): Look {
  return postLooks[asPostState(state)];
}

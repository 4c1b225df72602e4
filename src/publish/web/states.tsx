import {
  IconArrowBackUp,
  IconCalendarCheck,
  IconCircleCheck,
  IconCircleHalf2,
  IconClockPause,
  IconHandStop,
  IconHourglassLow,
  IconLoader2,
  IconPencil,
  IconPlayerPause,
  IconQuestionMark,
  IconTrash,
  IconUserQuestion,
  IconX,
} from "@tabler/icons-react";
import type { Standing } from "./api.ts";
import { stateWords } from "./words/states.ts";
import type { Icon } from "#ui/registration.ts";
import { StateBadge, type Meaning } from "#ui/StateBadge.tsx";
import { useWords } from "#ui/words.ts";

interface Look {
  meaning: Meaning;
  icon: Icon;
}

/** In the order of a post's life: what the list can be narrowed to. */
const standingLooks: Record<Standing, Look> = {
  draft: { meaning: "neutral", icon: IconPencil },
  submitted: { meaning: "wait", icon: IconHourglassLow },
  returned: { meaning: "wait", icon: IconArrowBackUp },
  armed: { meaning: "info", icon: IconHandStop },
  waiting: { meaning: "info", icon: IconCalendarCheck },
  sending: { meaning: "info", icon: IconLoader2 },
  "partly-sent": { meaning: "info", icon: IconCircleHalf2 },
  sent: { meaning: "good", icon: IconCircleCheck },
  unconfirmed: { meaning: "wait", icon: IconHourglassLow },
  "needs-person": { meaning: "wait", icon: IconUserQuestion },
  expired: { meaning: "bad", icon: IconPlayerPause },
  recalling: { meaning: "info", icon: IconLoader2 },
  "partly-recalled": { meaning: "wait", icon: IconTrash },
  recalled: { meaning: "neutral", icon: IconTrash },
};

export const standings = Object.keys(standingLooks).filter(isStanding);

export function isStanding(word: string): word is Standing {
  return word in standingLooks;
}

const deliveryStates = [
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

function asDeliveryState(word: string): DeliveryState {
  return deliveryStates.find((state) => state === word) ?? "waiting";
}

/** The word for where a post stands, outside a badge. */
export function useStandingLabel(): (standing: Standing) => string {
  const t = useWords(stateWords);
  return (standing) => t(`post-${standing}`);
}

/** Where a post stands as a whole: the server's word, derived from its deliveries. */
export function StandingBadge({ standing }: { standing: Standing }) {
  const label = useStandingLabel();
  return <StateBadge {...standingLooks[standing]} label={label(standing)} />;
}

/** "3 sent · 1 refused": each channel once, in the order of a delivery's life. */
export function useCounted(): (counts: Readonly<Record<string, number>>) => string {
  const t = useWords(stateWords);
  return (counts) =>
    deliveryStates
      .filter((state) => (counts[state] ?? 0) > 0)
      .map((state) => t("counted", { count: counts[state] ?? 0, state: t(state).toLowerCase() }))
      .join(" · ");
}

export function DeliveryStateBadge({ state }: { state: string }) {
  const t = useWords(stateWords);
  const known = asDeliveryState(state);
  return <StateBadge {...deliveryLooks[known]} label={t(known)} />;
}

export function lookOf(standing: Standing): Look {
  return standingLooks[standing];
}

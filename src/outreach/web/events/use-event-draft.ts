import { eventsApi, type EventContent, type EventData } from "./api.ts";
import { useTyped } from "#ui/use-typed.ts";

/** The event as it is typed. */
export function useEventDraft({ event, content, version }: EventData) {
  return useTyped({ content, version, changedAt: event.changedAt }, (typed, over) =>
    eventsApi.save(event.id, typed, over),
  );
}

export interface EventFieldProps {
  content: EventContent;
  change: (part: Partial<EventContent>) => void;
}

import { lazy, Suspense } from "react";
import type { MessageData } from "./api.ts";
import { alertsWords } from "./words.ts";
import { loadBeatsView } from "#agency/web";
import { useWords } from "#ui/words.ts";

const BeatsView = lazy(loadBeatsView);

/** The area over the beats. */
export function AlertMap({ rings }: { rings: MessageData["content"]["area"]["rings"] }) {
  const t = useWords(alertsWords);
  return (
    <Suspense>
      <BeatsView
        label={t("mapOf")}
        area={{ type: "MultiPolygon", coordinates: rings.map((ring) => [ring]) }}
      />
    </Suspense>
  );
}

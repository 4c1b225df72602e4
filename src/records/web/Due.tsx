import { shortDay } from "./day-words.ts";
import type { RequestRow } from "./requests-api.ts";
import { requestsWords } from "./words/requests.ts";
import { Quiet } from "#ui/layout.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { useLanguage, useWords } from "#ui/words.ts";
import css from "./Requests.module.css";

const meanings = { overdue: "bad", soon: "wait", later: "neutral", none: "neutral" } as const;

type Standing = Pick<RequestRow, "state" | "nearness" | "dueOn" | "closedHow">;

/** How a request stands to its day: a word, a colour and the day itself. */
export function Due({ request }: { request: Standing }) {
  const t = useWords(requestsWords);
  const language = useLanguage();
  const { state, nearness, dueOn } = request;
  if (state === "closed") return <Quiet>–</Quiet>;
  if (state === "waiting") return <StateBadge meaning="info" label={t("stands")} />;
  const label = nearness === "none" ? t("noDay") : t(nearness);
  return (
    <span className={css["due"]}>
      <StateBadge meaning={meanings[nearness]} label={label} />
      {dueOn && <span>{shortDay(dueOn, language)}</span>}
    </span>
  );
}

const ends = ["produced", "partly", "denied", "no-records", "withdrawn", "transferred"] as const;

/** Open, waiting, or how it ended. */
export function RequestState({ request }: { request: Standing }) {
  const t = useWords(requestsWords);
  const { state, closedHow } = request;
  const end = ends.find((one) => one === closedHow);
  if (state === "closed") return <StateBadge meaning="neutral" label={t(end ?? "closed")} />;
  return <StateBadge meaning={state === "waiting" ? "info" : "wait"} label={t(state)} />;
}

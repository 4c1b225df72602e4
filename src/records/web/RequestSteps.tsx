import {
  IconCalendarPlus,
  IconCash,
  IconCashOff,
  IconCheck,
  IconClock,
  IconDownload,
  IconInbox,
  IconLock,
  IconLockOpen,
  IconPackageExport,
  IconMail,
  IconMessage,
  IconPlayerPause,
  IconPlayerPlay,
  IconUser,
} from "@tabler/icons-react";
import { shortDay, whyWords } from "./day-words.ts";
import { dollars } from "./fees-api.ts";
import type { RequestData } from "./requests-api.ts";
import css from "./Requests.module.css";
import { stageWord, type RequestSay } from "./stage-words.ts";
import { requestsWords } from "./words/requests.ts";
import { requestWords } from "./words/request.ts";
import { Panel } from "#ui/layout.tsx";
import type { Icon } from "#ui/registration.ts";
import { Timeline } from "#ui/Timeline.tsx";
import { useLanguage, useWords, type Language, type Say } from "#ui/words.ts";

type Step = RequestData["steps"][number];

const icons: Readonly<Record<string, Icon>> = {
  received: IconInbox,
  assigned: IconUser,
  letter: IconMail,
  extended: IconCalendarPlus,
  paused: IconPlayerPause,
  resumed: IconPlayerPlay,
  message: IconMessage,
  produced: IconPackageExport,
  delivered: IconPackageExport,
  fetched: IconDownload,
  accepted: IconCheck,
  paid: IconCash,
  waived: IconCashOff,
  told: IconClock,
  closed: IconLock,
  reopened: IconLockOpen,
};

const fromRequester = new Set(["received", "message", "accepted", "fetched"]);

/** Who did what about the request, and every letter in its words; newest first. */
export function RequestSteps({ steps }: Pick<RequestData, "steps">) {
  const t = useWords(requestWords);
  const list = useWords(requestsWords);
  const language = useLanguage();
  return (
    <Panel title={t("happened")}>
      <Timeline
        label={t("happened")}
        entries={steps.toReversed().map((step) => ({
          id: step.id,
          at: step.at,
          who: step.by || t(fromRequester.has(step.kind) ? "theRequester" : "system"),
          what: saidOf(step, t, list, language),
          ...detailOf(step, t),
          icon: icons[step.kind] ?? IconClock,
        }))}
      />
    </Panel>
  );
}

function detailOf({ kind, text, facts }: Step, t: RequestSay) {
  const fulfils = textIn(facts, "fulfils");
  const codes = Array.isArray(facts["codes"]) ? facts["codes"].map(String) : [];
  if (kind === "received" || (text === "" && codes.length === 0)) return {};
  return {
    detail: (
      <>
        {text !== "" && <p className={css["letter"]}>{text}</p>}
        {fulfils !== "" && <p>{t("fulfils", { stage: stageWord(t, fulfils) })}</p>}
        {codes.length > 0 && <p>{t("exemptions", { codes: codes.join(", ") })}</p>}
      </>
    ),
  };
}

function textIn(facts: Step["facts"], name: string): string {
  const value = facts[name];
  return typeof value === "string" ? value : "";
}

function sumIn(facts: Step["facts"], language: Language): string {
  return dollars(Number(facts["cents"] ?? 0), language);
}

const letters = [
  "acknowledgement",
  "estimate",
  "clarification",
  "extension",
  "fees",
  "invoice",
  "closing",
] as const;
const ends = ["produced", "partly", "denied", "no-records", "withdrawn", "transferred"] as const;
type EndSay = Say<(typeof ends)[number]>;

/** The clause that completes "Priya Nair …". */
function saidOf({ kind, facts, to, by }: Step, t: RequestSay, list: EndSay, language: Language) {
  const stage = stageWord(t, textIn(facts, "stage"));
  switch (kind) {
    case "assigned":
      if (to === "") return t("did-unassigned");
      return to === by ? t("did-took") : t("did-assigned", { name: to });
    case "letter":
      return t(`did-${letters.find((one) => one === facts["kind"]) ?? "other"}`);
    case "extended": {
      const { days = "" } = (facts["term"] ?? {}) as { days?: number };
      return t("did-extended", { stage, days, ground: textIn(facts, "ground") });
    }
    case "paused":
      return t("did-paused", { reason: whyWords(textIn(facts, "reason"), language) });
    case "told": {
      const due = shortDay(textIn(facts, "due"), language);
      return t(facts["what"] === "overdue" ? "did-overdue" : "did-told", { stage, due });
    }
    case "closed": {
      const how = ends.find((one) => one === facts["how"]);
      return t("did-closed", { how: how ? list(how) : "" });
    }
    case "resumed":
      return t("did-resumed", { why: textIn(facts, "why") });
    case "reopened":
      return t("did-reopened", { why: textIn(facts, "why") });
    case "produced":
      return t("did-produced", { first: textIn(facts, "first"), last: textIn(facts, "last") });
    case "message":
      return t("did-message");
    case "delivered":
      return t("did-delivered", { part: Number(facts["production"] ?? 1) });
    case "fetched":
      return t("did-fetched", { part: Number(facts["production"] ?? 1) });
    case "accepted":
      return t(by ? "did-accepted-for" : "did-accepted");
    case "paid":
      return t("did-paid", { sum: sumIn(facts, language), reference: textIn(facts, "reference") });
    case "waived":
      return t("did-waived", { sum: sumIn(facts, language), why: textIn(facts, "why") });
    case "received":
      return t("did-received");
  }
}

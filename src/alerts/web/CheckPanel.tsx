import { useQuery } from "@tanstack/react-query";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { messageOf, type AlertForm } from "./alert-draft.ts";
import { alertsApi, type AlertMode, type Checked } from "./api.ts";
import css from "./Alerts.module.css";
import { missingFields } from "./missing-fields.ts";
import { alertsWords } from "./words.ts";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { languageName } from "#ui/language-name.ts";
import { useSettled } from "#ui/use-settled.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** What the finished message would say, held against what was drawn and typed, while it is typed. */
export function CheckPanel({ form, mode }: { form: AlertForm; mode: AlertMode }) {
  const t = useWords(alertsWords);
  const settled = useSettled(form, 500);
  const { data } = useQuery({
    queryKey: ["alert-check", mode, settled],
    queryFn: () => alertsApi.check({ mode, content: messageOf(settled, Date.now(), "sayings") }),
    placeholderData: (before) => before,
  });
  return (
    <Panel title={t("check")}>
      {data?.checked ? (
        <CheckedWords checked={data.checked} />
      ) : (
        <Stack gap={8}>
          <Quiet>{t("checkWait")}</Quiet>
          <ul className={css["problems"]}>
            {missingFields(data?.problems ?? []).map((field) => (
              <li key={field}>{t(field)}</li>
            ))}
          </ul>
        </Stack>
      )}
    </Panel>
  );
}

/** The verdict on one message: ground, words, phones, and what the rules say. */
export function CheckedWords({ checked }: { checked: Checked }) {
  const t = useWords(alertsWords);
  const { drawnKm2, parsedKm2, differences, findings, sayings } = checked;
  const km2 = (value: number) => value.toLocaleString("en-US", { maximumFractionDigits: 2 });
  return (
    <Stack gap={12}>
      <p>{t("drawn", { drawn: km2(drawnKm2), parsed: km2(parsedKm2) })}</p>
      <Reach checked={checked} />
      {differences.length === 0 ? (
        <Notice icon={IconCircleCheck} meaning="good">
          {t("same_ok")}
        </Notice>
      ) : (
        differences.map((one) => (
          <Notice key={one} icon={IconAlertTriangle} meaning="bad">
            {one}
          </Notice>
        ))
      )}
      {sayings.map((one) => (
        <Quality key={one.language} said={one} />
      ))}
      {findings.length > 0 && (
        <ul className={css["problems"]}>
          {findings.map(({ rule, path, message, level }) => (
            <li key={`${rule} ${path} ${message}`} data-level={level}>
              {message}
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}

/** How many people the finished message would reach; a lost polygon once reached ten million. */
function Reach({ checked: { reach, beatsReach } }: { checked: Checked }) {
  const t = useWords(alertsWords);
  const reader = useLanguage();
  if (!reach) return <Quiet>{t("reachNone")}</Quiet>;
  const round = new Intl.NumberFormat(reader, { maximumSignificantDigits: 2 });
  const { people, least, most, source, year } = reach;
  const [low, high] = [round.format(least), round.format(most)];
  const bounds = low === high ? "" : t("reachBounds", { least: low, most: high });
  const isWide = beatsReach !== null && beatsReach.people > 0 && people > beatsReach.people;
  return (
    <>
      <p>{t("reach", { people: round.format(people), bounds, source, year })}</p>
      {isWide && (
        <Notice icon={IconAlertTriangle} meaning="bad">
          {t("reachWide", { people: round.format(beatsReach.people) })}
        </Notice>
      )}
    </>
  );
}

function Quality({ said }: { said: Checked["sayings"][number] }) {
  const t = useWords(alertsWords);
  const reader = useLanguage();
  const { quality, language } = said;
  if (!quality) return null;
  const name = (element: (typeof quality.missing)[number]) =>
    t(element === "place" ? "placeElement" : element);
  const list = new Intl.ListFormat(reader, { type: "conjunction" });
  const there = quality.elements
    .filter(({ isThere }) => isThere)
    .map(({ element }) => name(element));
  return (
    <div>
      <strong>{languageName(language, reader)}</strong>{" "}
      {there.length > 0 && t("element", { names: list.format(there) })}{" "}
      {quality.missing.length > 0 && (
        <span className={css["lacks"]}>
          {t("lacks", { names: list.format(quality.missing.map(name)) })}
        </span>
      )}{" "}
      {quality.jargon.length > 0 && t("jargon", { names: quality.jargon.join(", ") })}
    </div>
  );
}

import { IconCalendarPlus } from "@tabler/icons-react";
import { useState } from "react";
import { longDay } from "./day-words.ts";
import { requestsApi, type LawData } from "./requests-api.ts";
import css from "./Requests.module.css";
import { lawWords } from "./words/law.ts";
import { Button } from "#ui/buttons.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";

interface ClosedDaysProps {
  data: LawData;
  changed: () => void;
}

/** The days on which this office is closed, or open against the state's calendar. */
export function ClosedDays({ data, changed }: ClosedDaysProps) {
  const t = useWords(lawWords);
  const language = useLanguage();
  const may = useMay();
  const { busy, error, act } = useAct();
  const [day, setDay] = useState("");
  const [reason, setReason] = useState("");
  const put = (which: string, why: string | null) =>
    void act(async () => {
      await requestsApi.changeDay(which, why);
      setDay("");
      setReason("");
      changed();
    });
  const mayChange = may("requests.change-law");
  return (
    <Panel title={t("closedDays")}>
      <Stack gap={12}>
        <Quiet small>{t("closedAbout")}</Quiet>
        {data.days.length === 0 && <Quiet>{t("noDays")}</Quiet>}
        <ul className={css["list"]}>
          {data.days.map((one) => (
            <li key={one.day} className={css["line"]}>
              <span>
                {longDay(one.day, language)}
                <br />
                <Quiet small>{one.reason || t("openDay")}</Quiet>
              </span>
              {mayChange && (
                <Button small look="quiet" disabled={busy} onClick={() => put(one.day, null)}>
                  {t("remove")}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {mayChange && (
          <>
            <DateTimeField kind="date" label={t("day")} hint="" value={day} onChange={setDay} />
            <TextField
              label={t("reason")}
              hint={t("reasonHint")}
              value={reason}
              maxLength={100}
              onChange={setReason}
            />
            <ErrorNotice error={error} />
            <Button
              icon={IconCalendarPlus}
              loading={busy}
              disabled={day === ""}
              onClick={() => put(day, reason)}
            >
              {t("add")}
            </Button>
          </>
        )}
      </Stack>
    </Panel>
  );
}

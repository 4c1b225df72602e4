import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import {
  planningApi,
  useChannels,
  useObjectives,
  usePlanningChanged,
  type QueueSlot,
} from "./api.ts";
import css from "./Planning.module.css";
import { nameOf, weekdays } from "#ui/rule-words.ts";
import { queueWords } from "./words/queue.ts";
import { useDayWords, useObjectiveName } from "./words-of.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Quiet } from "#ui/layout.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { useMay } from "#ui/session.ts";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** The times of a week that are kept free, and what each is for. */
export function Slots({ slots }: { slots: readonly QueueSlot[] }) {
  const t = useWords(queueWords);
  const language = useLanguage();
  const may = useMay();
  const changed = usePlanningChanged();
  const channels = useChannels();
  const objective = useObjectiveName();
  const day = useDayWords();
  return (
    <ul className={css["rows"]}>
      {slots.map((slot) => {
        const clock = day.clock(`2026-11-22T${slot.time}`);
        const name = `${nameOf(weekdays[slot.weekday % 7] ?? "MO", language)}, ${clock}`;
        const where = channels
          .filter(({ id }) => slot.channels.includes(id))
          .map((one) => one.name)
          .join(", ");
        return (
          <li key={slot.id} className={`${css["line"]} ${css["short"]}`}>
            <p>
              <strong>{name}</strong>
              <br />
              <Quiet small>
                {[where || t("anyChannel"), slot.objective && objective(slot.objective)]
                  .filter(Boolean)
                  .join(" · ")}
              </Quiet>
            </p>
            {may("slot.write") && (
              <ConfirmButton
                small
                look="quiet"
                question={t("dropQuestion", { name })}
                consequence={t("dropConsequence")}
                onConfirm={async () => {
                  await planningApi.dropSlot(slot.id);
                  await changed();
                }}
              >
                {t("drop")}
              </ConfirmButton>
            )}
          </li>
        );
      })}
    </ul>
  );
}

export function AddSlot() {
  const t = useWords(queueWords);
  const language = useLanguage();
  const changed = usePlanningChanged();
  const channels = useChannels();
  const objectives = useObjectives();
  const name = useObjectiveName();
  const { busy, error, act } = useAct();
  const [weekday, setWeekday] = useState("2");
  const [time, setTime] = useState("09:00");
  const [chosen, setChosen] = useState<string[]>([]);
  const [objective, setObjective] = useState("");
  const add = () =>
    act(async () => {
      await planningApi.addSlot({
        weekday: Number(weekday),
        time,
        channels: chosen,
        objective: objective || null,
      });
      await changed();
    });
  return (
    <div className={css["form"]}>
      <h3 className={css["sub"]}>{t("add")}</h3>
      <div className={css["pair"]}>
        <SelectField
          label={t("weekday")}
          value={weekday}
          choices={[1, 2, 3, 4, 5, 6, 7].map((day) => ({
            value: String(day),
            label: nameOf(weekdays[day % 7] ?? "MO", language),
          }))}
          onChange={setWeekday}
        />
        <TextField
          type="time"
          label={t("time")}
          value={time}
          onChange={(next) => setTime(next.slice(0, 5))}
        />
      </div>
      <PickManyField
        label={t("channels")}
        optional
        value={chosen}
        choices={channels.map(({ id, name: label }) => ({ value: id, label }))}
        onChange={setChosen}
      />
      <SelectField
        label={t("objective")}
        optional
        value={objective}
        choices={[
          { value: "", label: t("any") },
          ...objectives.map(({ key }) => ({ value: key, label: name(key) })),
        ]}
        onChange={setObjective}
      />
      <ErrorNotice error={error} />
      <div>
        <Button icon={IconPlus} loading={busy} onClick={() => void add()}>
          {t("add")}
        </Button>
      </div>
    </div>
  );
}

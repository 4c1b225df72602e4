import { IconArrowDown, IconArrowUp, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import {
  planningApi,
  useChannels,
  useObjectives,
  usePlanningChanged,
  useQueue,
  type QueuePlace,
  type QueueSlot,
} from "./api.ts";
import css from "./Planning.module.css";
import { PlanningTabs } from "./PlanningPage.tsx";
import { nameOf, weekdays } from "./rule-words.ts";
import { planningWords } from "./words/planning.ts";
import { queueWords } from "./words/queue.ts";
import { useDayWords, useObjectiveName } from "./words-of.ts";
import { Button, IconButton } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** `/planning/queue`: the slots of a week, and what stands in them. */
export function QueuePage() {
  const t = useWords(queueWords);
  const p = useWords(planningWords);
  const may = useMay();
  const { data, error, refetch } = useQueue();
  return (
    <>
      <PageHeader title={p("tabQueue")} about={t("about")} />
      <PlanningTabs />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <SkeletonPage />}
      {data && (
        <div className={css["panels"]}>
          <Panel title={t("coming")}>
            {data.places.length === 0 ? (
              <EmptyState small picture="calm" sentence={t("none")} />
            ) : (
              <Places places={data.places} />
            )}
          </Panel>
          <Panel title={t("slots")}>
            <Slots slots={data.slots} />
            {may("slot.write") && <AddSlot />}
          </Panel>
        </div>
      )}
    </>
  );
}

function Places({ places }: { places: readonly QueuePlace[] }) {
  const t = useWords(queueWords);
  const day = useDayWords();
  const may = useMay();
  const changed = usePlanningChanged();
  const { error, act } = useAct();
  const swap = (at: number, by: -1 | 1) => {
    const [from, to] = [places[at], places[at + by]];
    if (!from || !to) return;
    const key = ({ slotId, day: on }: QueuePlace) => ({ slotId, day: on });
    void act(async () => {
      await planningApi.swap({ from: key(from), to: key(to) });
      await changed();
    });
  };
  return (
    <>
      <p>
        <Quiet>{t("swapNote")}</Quiet>
      </p>
      <ErrorNotice error={error} />
      <ol className={css["plain"]}>
        {places.map((place, at) => (
          <li key={`${place.slotId} ${place.day}`} className={css["line"]}>
            <p>
              <span className="ob-figures">{day.time(place.local)}</span>
              <br />
              {place.post ? (
                <>
                  <Link to={`/posts/${place.post.id}`}>{place.post.headline}</Link>{" "}
                  <Quiet>{stateIn(t, place.post.state)}</Quiet>
                </>
              ) : (
                <span className={css["free"]}>{t("free")}</span>
              )}
            </p>
            {place.post
              ? may("queue.book") && (
                  <div className={css["acts"]}>
                    <IconButton
                      label={t("earlier", { name: place.post.headline })}
                      icon={IconArrowUp}
                      disabled={at === 0}
                      onClick={() => swap(at, -1)}
                    />
                    <IconButton
                      label={t("later", { name: place.post.headline })}
                      icon={IconArrowDown}
                      disabled={at === places.length - 1}
                      onClick={() => swap(at, 1)}
                    />
                    <ConfirmButton
                      small
                      look="quiet"
                      consequence={t("leaveConsequence")}
                      onConfirm={async () => {
                        await planningApi.leave(place.post?.id ?? "");
                        await changed();
                      }}
                    >
                      {t("leave")}
                    </ConfirmButton>
                  </div>
                )
              : may("post.draft") && <Link to={`/posts/new?at=${place.local}`}>{t("begin")}</Link>}
          </li>
        ))}
      </ol>
    </>
  );
}

type QueueSay = ReturnType<typeof useWords<"draft" | "submitted" | "returned" | "approved">>;

function stateIn(t: QueueSay, state: string): string {
  const known = (["draft", "submitted", "returned", "approved"] as const).find(
    (one) => one === state,
  );
  return known ? t(known) : state;
}

function Slots({ slots }: { slots: readonly QueueSlot[] }) {
  const t = useWords(queueWords);
  const language = useLanguage();
  const may = useMay();
  const changed = usePlanningChanged();
  const channels = useChannels();
  const objective = useObjectiveName();
  return (
    <ul className={css["plain"]}>
      {slots.map((slot) => {
        const name = `${nameOf(weekdays[slot.weekday % 7] ?? "MO", language)} ${slot.time}`;
        const where = channels
          .filter(({ id }) => slot.channels.includes(id))
          .map((one) => one.name)
          .join(", ");
        return (
          <li key={slot.id} className={css["line"]}>
            <p>
              <strong>{name}</strong>{" "}
              <Quiet>
                {[where || t("anyChannel"), slot.objective && objective(slot.objective)]
                  .filter(Boolean)
                  .join(" · ")}
              </Quiet>
            </p>
            {may("slot.write") && (
              <ConfirmButton
                small
                look="quiet"
                consequence={t("dropConsequence")}
                onConfirm={async () => {
                  await planningApi.dropSlot(slot.id);
                  await changed();
                }}
              >
                {t("drop", { name })}
              </ConfirmButton>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function AddSlot() {
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

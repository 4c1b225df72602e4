import { IconCalendarPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { openingsApi, useChannels, useOpeningsChanged, type OpeningRow } from "./api.ts";
import css from "./Openings.module.css";
import { openingWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** A day in the life of somebody who does this work: six drafts with one click. */
export function DayPanel({ opening }: { opening: OpeningRow }) {
  const t = useWords(openingWords);
  const channels = useChannels();
  const changed = useOpeningsChanged();
  const { busy, error, act } = useAct();
  const [who, setWho] = useState("");
  const [day, setDay] = useState("");
  const [chosen, setChosen] = useState<string[]>([]);
  const [isBegun, setBegun] = useState(false);
  const begin = () =>
    act(async () => {
      await openingsApi.day(opening.id, { who, day, channels: chosen });
      setBegun(true);
      await changed();
    });
  return (
    <Panel title={t("day")}>
      <Stack gap={16}>
        <Quiet>{t("dayAbout")}</Quiet>
        <div className={css["grid"]}>
          <TextField label={t("who")} maxLength={60} value={who} onChange={setWho} />
          <DateTimeField kind="date" label={t("dayOn")} value={day} onChange={setDay} />
          <PickManyField
            label={t("channels")}
            value={chosen}
            choices={channels.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setChosen}
          />
        </div>
        <ErrorNotice error={error} />
        <Row>
          <Button
            icon={IconCalendarPlus}
            loading={busy}
            disabled={isBegun || who.trim().length < 2 || day === "" || chosen.length === 0}
            onClick={() => void begin()}
          >
            {t("beginDay")}
          </Button>
          <span role="status">
            {isBegun && (
              <>
                {t("begunDay")} <Link to="/calendar">{t("seePosts")}</Link>
              </>
            )}
          </span>
        </Row>
      </Stack>
    </Panel>
  );
}

import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { planningApi, useChannels, useObjectives, usePlanningChanged } from "./api.ts";
import css from "./Planning.module.css";
import { feedWords } from "./words/feeds.ts";
import { useObjectiveName } from "./words-of.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Panel } from "#ui/layout.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** An address to read, and what its drafts are to be. */
export function AddFeed() {
  const t = useWords(feedWords);
  const changed = usePlanningChanged();
  const channels = useChannels();
  const objectives = useObjectives();
  const nameOf = useObjectiveName();
  const { busy, error, act } = useAct();
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const [chosen, setChosen] = useState<string[]>([]);
  const [objective, setObjective] = useState("inform");
  const [minutes, setMinutes] = useState("60");
  const add = () =>
    act(async () => {
      await planningApi.addFeed({
        name,
        url,
        channels: chosen,
        objective,
        everyMinutes: Number(minutes) || 60,
      });
      setName("");
      setUrl("");
      toast(t("soon"));
      await changed();
    });
  return (
    <Panel title={t("add")}>
      <div className={css["form"]}>
        <TextField label={t("name")} maxLength={120} value={name} onChange={setName} />
        <TextField type="url" label={t("url")} maxLength={2_000} value={url} onChange={setUrl} />
        <PickManyField
          label={t("channels")}
          optional
          value={chosen}
          choices={channels.map(({ id, name: label }) => ({ value: id, label }))}
          onChange={setChosen}
        />
        <div className={css["pair"]}>
          <SelectField
            label={t("objective")}
            value={objective}
            choices={objectives.map(({ key }) => ({ value: key, label: nameOf(key) }))}
            onChange={setObjective}
          />
          <TextField
            label={t("minutes")}
            inputMode="numeric"
            maxLength={4}
            value={minutes}
            onChange={setMinutes}
          />
        </div>
        <ErrorNotice error={error} />
        <div>
          <Button
            icon={IconPlus}
            loading={busy}
            disabled={name.trim() === "" || url.trim() === ""}
            onClick={() => void add()}
          >
            {t("add")}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { settingsApi } from "./api-agency.ts";
import css from "./Pages.module.css";
import { useUnits } from "./people-queries.ts";
import { useAct } from "#ui/use-act.ts";
import { settingsWords } from "./words/settings.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { useWords } from "#ui/words.ts";

export function UnitsPanel() {
  const t = useWords(settingsWords);
  const may = useMay();
  const queries = useQueryClient();
  const { busy, error, act } = useAct();
  const [name, setName] = useState("");
  const units = useUnits();
  const add = () =>
    act(async () => {
      await settingsApi.addUnit(name.trim());
      await queries.invalidateQueries({ queryKey: ["units"] });
      setName("");
    });
  return (
    <Panel title={t("units")}>
      <Stack gap={12}>
        <ErrorNotice error={error ?? units.error} />
        {units.data?.units.length === 0 && <Quiet>{t("unitsNone")}</Quiet>}
        <ul className={css["rows"]}>
          {units.data?.units.map((unit) => (
            <li key={unit.id}>{unit.name}</li>
          ))}
        </ul>
        {may("agency.change") && (
          <form
            className={css["add"]}
            onSubmit={(event) => {
              event.preventDefault();
              void add();
            }}
          >
            <TextField label={t("unitName")} value={name} maxLength={200} onChange={setName} />
            <Button type="submit" loading={busy} disabled={name.trim() === ""}>
              {t("addUnit")}
            </Button>
          </form>
        )}
      </Stack>
    </Panel>
  );
}

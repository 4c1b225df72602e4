import { IconPlugConnected } from "@tabler/icons-react";
import { useState } from "react";
import { columnFields, ColumnFields, type ColumnChoice } from "./ColumnFields.tsx";
import { SourceSecret } from "./SourceSecret.tsx";
import {
  sourcesApi,
  useCallSourcesChanged,
  type SourceList,
  type Suggestion,
} from "./sources-api.ts";
import { sourceWords } from "./words/sources.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { PasswordField } from "#ui/PasswordField.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

const kinds = ["api", "drop", "portal"] as const;
const silences = ["30", "120", "720", "1440", "4320"] as const;

/** A new source. A portal's columns are suggested, and confirmed by whoever adds it. */
export function AddSource({ list }: { list: SourceList }) {
  const t = useWords(sourceWords);
  const listChanged = useCallSourcesChanged();
  const { busy, error, act } = useAct();
  const [kind, setKind] = useState<(typeof kinds)[number]>("api");
  const [name, setName] = useState("");
  const [silent, setSilent] = useState("720");
  const [url, setUrl] = useState("");
  const [token, setToken] = useState("");
  const [found, setFound] = useState<Suggestion>();
  const [columns, setColumns] = useState<ColumnChoice>({});
  const [changed, setChanged] = useState(":updated_at");
  const [made, setMade] = useState<{ id: string; secret: string | null }>();
  const isPortal = kind === "portal";
  const isReady =
    name.trim() !== "" &&
    (!isPortal ||
      (found !== undefined && columnFields.every((one) => !one.isNeeded || columns[one.field])));
  const look = () =>
    act(async () => {
      const suggestion = await sourcesApi.suggest(url.trim(), token.trim());
      setFound(suggestion);
      setColumns(suggestion.suggested);
      if (name === "") setName(suggestion.name.slice(0, 120));
    });
  const add = () =>
    act(async () => {
      const silentMinutes = silent === "" ? null : Number(silent);
      const shared = { name: name.trim(), silentMinutes };
      const added = await sourcesApi.add(
        isPortal
          ? {
              kind,
              ...shared,
              columns: given(columns),
              url: url.trim(),
              token: token.trim(),
              changed,
            }
          : { kind, ...shared },
      );
      setMade(added);
      toast(t("added", { name: name.trim() }));
      setName("");
      setToken("");
      setFound(undefined);
      await listChanged();
    });
  return (
    <Panel title={t("add")}>
      <Stack>
        {made?.secret && <SourceSecret id={made.id} secret={made.secret} origin={list.origin} />}
        <SelectField
          label={t("kind")}
          value={kind}
          onChange={(value) => setKind(kinds.find((one) => one === value) ?? "api")}
          choices={kinds.map((value) => ({ value, label: t(value) }))}
        />
        {isPortal && (
          <>
            <TextField
              label={t("url")}
              hint={t("urlHint")}
              maxLength={500}
              value={url}
              onChange={setUrl}
            />
            <PasswordField
              autoComplete="new-password"
              label={t("token")}
              hint={t("tokenHint")}
              value={token}
              onChange={setToken}
            />
            <Row end>
              <Button loading={busy} disabled={url.trim() === ""} onClick={() => void look()}>
                {t("look")}
              </Button>
            </Row>
          </>
        )}
        {isPortal && found && (
          <ColumnFields
            found={found}
            columns={columns}
            onColumns={setColumns}
            changed={changed}
            onChanged={setChanged}
          />
        )}
        <TextField label={t("name")} maxLength={120} value={name} onChange={setName} />
        <SelectField
          label={t("silence")}
          value={silent}
          onChange={setSilent}
          choices={[
            { value: "", label: t("never") },
            ...silences.map((value) => ({ value, label: t(`m-${value}`) })),
          ]}
        />
        <ErrorNotice error={error} />
        <Row end>
          <Button
            look="primary"
            icon={IconPlugConnected}
            loading={busy}
            disabled={!isReady}
            onClick={() => void add()}
          >
            {t("addNow")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}

function given(columns: ColumnChoice): Record<string, string> {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([field, name]) => (name ? [[field, name]] : [])),
  );
}

import { IconLock, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { policyApi, type ListEntry, type ListKind } from "./api.ts";
import css from "./Lists.module.css";
import { useListCounts, usePolicyChanged } from "./queries.ts";
import { lintRuleWords } from "./words/lint.ts";
import { Button, IconButton } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

const kinds = ["unreleased-name", "officer", "public-place", "tip-line"] as const;

/** The agency's own lists: how much stands on each, a line to add, and their contents for a reason. */
export function ListsPanel() {
  const t = useWords(lintRuleWords);
  const may = useMay();
  const counts = useListCounts(may("policy-list.change"));
  if (!may("policy-list.change") || !counts) return null;
  return (
    <Panel title={t("lists")}>
      <Stack gap={16}>
        <p>
          <Quiet small>{t("listsAbout")}</Quiet>
        </p>
        <dl className={css["counts"]}>
          {kinds.map((kind) => (
            <div key={kind}>
              <dt>{t(kind)}</dt>
              <dd>{t("count", { count: counts[kind] })}</dd>
            </div>
          ))}
        </dl>
        <Adding />
        {may("policy-list.read") && <Opened />}
      </Stack>
    </Panel>
  );
}

function Adding() {
  const t = useWords(lintRuleWords);
  const changed = usePolicyChanged();
  const { busy, error, act } = useAct();
  const [kind, setKind] = useState<ListKind>("unreleased-name");
  const [value, setValue] = useState("");
  const [places, setPlaces] = useState("");
  const isName = kind === "unreleased-name" || kind === "officer";
  const add = () =>
    act(async () => {
      const streets = places.split(",").map((one) => one.trim());
      await policyApi.list({
        kind,
        value: value.trim(),
        ...(kind === "officer" ? { places: streets.filter((one) => one.length > 1) } : {}),
      });
      setValue("");
      setPlaces("");
      await changed();
      toast(t("added"));
    });
  return (
    <form
      className={css["adding"]}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <SelectField
        label={t("list")}
        value={kind}
        choices={kinds.map((one) => ({ value: one, label: t(one) }))}
        onChange={(next) => setKind(kinds.find((one) => one === next) ?? kind)}
      />
      <TextField
        label={isName ? t("valueName") : kind === "tip-line" ? t("valueLine") : t("valuePlace")}
        value={value}
        maxLength={200}
        onChange={setValue}
      />
      {kind === "officer" && (
        <TextField label={t("places")} value={places} maxLength={500} onChange={setPlaces} />
      )}
      <ErrorNotice error={error} />
      <div>
        <Button
          icon={IconPlus}
          loading={busy}
          disabled={value.trim().length < 2}
          onClick={() => void add()}
        >
          {t("add")}
        </Button>
      </div>
    </form>
  );
}

/** Opened for a reason, shown until the page is left. */
function Opened() {
  const t = useWords(lintRuleWords);
  const changed = usePolicyChanged();
  const { busy, error, act } = useAct();
  const [why, setWhy] = useState<string>();
  const [entries, setEntries] = useState<readonly ListEntry[]>();
  const open = () => act(async () => setEntries((await policyApi.openLists(why ?? "")).entries));
  const remove = (id: string) =>
    act(async () => {
      await policyApi.unlist(id);
      setEntries((before) => before?.filter((one) => one.id !== id));
      await changed();
      toast(t("removed"));
    });
  if (entries)
    return (
      <>
        <ErrorNotice error={error} />
        {entries.length === 0 && <Quiet>{t("nothing")}</Quiet>}
        <ul className={css["entries"]}>
          {entries.map(({ id, kind, value, places }) => (
            <li key={id}>
              <span>
                <strong>{value}</strong>
                {places.length > 0 && `, ${places.join(", ")}`}
                <small>{t(kinds.find((one) => one === kind) ?? "list")}</small>
              </span>
              <IconButton
                label={t("remove", { name: value })}
                icon={IconTrash}
                onClick={() => void remove(id)}
              />
            </li>
          ))}
        </ul>
      </>
    );
  if (why === undefined)
    return (
      <div>
        <Button look="quiet" icon={IconLock} onClick={() => setWhy("")}>
          {t("open")}
        </Button>
      </div>
    );
  return (
    <Stack gap={12}>
      <TextField label={t("openWhy")} isFirst value={why} maxLength={500} onChange={setWhy} />
      <ErrorNotice error={error} />
      <Row>
        <Button
          look="primary"
          loading={busy}
          disabled={why.trim().length < 3}
          onClick={() => void open()}
        >
          {t("openNow")}
        </Button>
        <Button look="quiet" disabled={busy} onClick={() => setWhy(undefined)}>
          {t("cancel")}
        </Button>
      </Row>
    </Stack>
  );
}

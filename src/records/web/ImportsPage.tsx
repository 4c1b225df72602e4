import { IconFileSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useNavigate } from "react-router";
import css from "./Imports.module.css";
import { ImportStateBadge } from "./ImportState.tsx";
import { importsApi, sendFile, type ImportRow } from "./imports-api.ts";
import { sizeOf } from "./sizes.ts";
import { importsWords } from "./words/imports.ts";
import { Button } from "#ui/buttons.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords, type Say } from "#ui/words.ts";

/** `/imports`: a file is brought and looked through; below, what was brought before. */
export function ImportsPage() {
  const t = useWords(importsWords);
  const may = useMay();
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <Stack gap={24}>
        {may("records.look-through") && <Bring />}
        <Panel title={t("past")}>
          <Past />
        </Panel>
        <Panel title={t("which")}>
          <Which />
        </Panel>
      </Stack>
    </>
  );
}

/** Names of programs are the same in every language. */
const programs: readonly { value: string; label: string }[] = [
  { value: "sms-backup-restore", label: "SMS Backup & Restore" },
  { value: "imessage", label: "iMessage" },
  { value: "whatsapp", label: "WhatsApp" },
  { value: "signal", label: "Signal" },
  { value: "telegram", label: "Telegram" },
  { value: "facebook", label: "Facebook" },
  { value: "instagram", label: "Instagram" },
  { value: "x-archive", label: "X" },
  { value: "google-voice", label: "Google Voice" },
  { value: "youtube", label: "YouTube" },
  { value: "mastodon", label: "Mastodon" },
  { value: "atproto-car", label: "Bluesky" },
  { value: "eml", label: "EML" },
  { value: "mbox", label: "mbox" },
  { value: "csv", label: "Table (CSV)" },
];

const noColumns = { text: "", time: "", from: "", to: "", id: "" };

function Bring() {
  const t = useWords(importsWords);
  const goTo = useNavigate();
  const { busy, error, act } = useAct();
  const id = useId();
  const [file, setFile] = useState<File>();
  const [account, setAccount] = useState("");
  const [format, setFormat] = useState("auto");
  const [columns, setColumns] = useState(noColumns);
  const [part, setPart] = useState(0);
  const send = () =>
    act(async () => {
      if (!file) return;
      const named = Object.entries(columns).filter(([, head]) => head.trim() !== "");
      const mapping = named.length > 0 && format === "csv" ? Object.fromEntries(named) : undefined;
      const brought = await sendFile(file, { format, account, mapping }, setPart);
      await goTo(`/imports/${brought.id}`);
    });
  return (
    <Panel title={t("bring")}>
      <div className={css["form"]}>
        <div className={css["file"]}>
          <label htmlFor={id}>{t("file")}</label>
          <input
            id={id}
            type="file"
            onChange={({ currentTarget }) => setFile(currentTarget.files?.[0])}
          />
        </div>
        <TextField
          label={t("account")}
          hint={t("accountHint")}
          optional
          value={account}
          onChange={setAccount}
        />
        <SelectField
          label={t("format")}
          value={format}
          onChange={setFormat}
          choices={[{ value: "auto", label: t("auto") }, ...programs]}
        />
        {format === "csv" && <Columns value={columns} onChange={setColumns} />}
        <ErrorNotice error={error} />
        <div className={css["acts"]}>
          <Button
            look="primary"
            icon={IconFileSearch}
            loading={busy}
            disabled={!file}
            onClick={() => void send()}
          >
            {t("send")}
          </Button>
          <Quiet small>
            {busy && part < 1 ? t("sending", { percent: Math.round(part * 100) }) : t("lookFirst")}
          </Quiet>
        </div>
      </div>
    </Panel>
  );
}

interface ColumnsProps {
  value: typeof noColumns;
  onChange: (value: typeof noColumns) => void;
}

function Columns({ value, onChange }: ColumnsProps) {
  const t = useWords(importsWords);
  const field = (name: keyof typeof noColumns, label: string) => (
    <TextField
      label={label}
      optional={name !== "text" && name !== "time"}
      value={value[name]}
      onChange={(head) => onChange({ ...value, [name]: head })}
    />
  );
  return (
    <fieldset className={css["columns"]}>
      <legend>{t("columns")}</legend>
      {field("text", t("columnText"))}
      {field("time", t("columnTime"))}
      {field("from", t("columnFrom"))}
      {field("to", t("columnTo"))}
      {field("id", t("columnId"))}
    </fieldset>
  );
}

function Past() {
  const t = useWords(importsWords);
  const language = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ["imports"],
    queryFn: importsApi.list,
    refetchInterval: ({ state }) =>
      state.data?.imports.some((one) => one.state === "looking" || one.state === "importing")
        ? 3_000
        : false,
  });
  return (
    <DataTable
      label={t("past")}
      rows={data?.imports}
      rowId={({ id }) => id}
      rowTitle={({ name }) => name}
      pageOf={({ id }) => `/imports/${id}`}
      columns={columnsFor(t, language)}
      empty={<EmptyState picture="paper" sentence={t("none")} small />}
      error={error}
      onRetry={() => void refetch()}
    />
  );
}

type ListSay = Say<"name" | "state" | "added" | "brought" | "size">;

function columnsFor(t: ListSay, language: string): Column<ImportRow>[] {
  return [
    {
      key: "name",
      label: t("name"),
      cell: ({ name, account }) => (
        <span className={css["named"]}>
          <span>{name}</span>
          {account !== "" && <Quiet small>{account}</Quiet>}
        </span>
      ),
    },
    { key: "state", label: t("state"), cell: ({ state }) => <ImportStateBadge state={state} /> },
    {
      key: "added",
      label: t("added"),
      isNumber: true,
      cell: ({ state, added }) =>
        state === "done" || state === "importing" ? added.toLocaleString(language) : "–",
    },
    {
      key: "size",
      label: t("size"),
      isNumber: true,
      wideOnly: true,
      cell: ({ sizeBytes }) => sizeOf(sizeBytes, language),
    },
    {
      key: "brought",
      label: t("brought"),
      wideOnly: true,
      cell: ({ broughtAt }) => <TimeAgo at={broughtAt} show="age" />,
    },
  ];
}

const ways = [
  ["Android", "how-sms"],
  ["iMessage", "how-imessage"],
  ["WhatsApp", "how-whatsapp"],
  ["Signal", "how-signal"],
  ["Facebook, Instagram", "how-meta"],
  ["X", "how-x"],
  ["Telegram", "how-telegram"],
  ["Google Voice, YouTube", "how-google"],
  ["Mastodon, Bluesky", "how-fediverse"],
  ["EML, mbox", "how-mail"],
  ["CSV", "how-csv"],
] as const;

/** Which file to ask for, and where it lies. */
function Which() {
  const t = useWords(importsWords);
  return (
    <dl className={css["ways"]}>
      {ways.map(([app, how]) => (
        <div key={app}>
          <dt>{app}</dt>
          <dd>{t(how)}</dd>
        </div>
      ))}
    </dl>
  );
}

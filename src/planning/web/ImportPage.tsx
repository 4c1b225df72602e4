import type { Column } from "../table.ts";
import { IconDownload, IconTableImport } from "@tabler/icons-react";
import { useId, useState } from "react";
import { lookAtTable, type ImportReport } from "./api.ts";
import { ImportReportPanel } from "./ImportReport.tsx";
import css from "./Planning.module.css";
import { PlanningTabs } from "./PlanningPage.tsx";
import { importWords } from "./words/imports.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Panel } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** `/planning/import`: a table is looked at, then the chosen lines become drafts. */
export function ImportPage() {
  const t = useWords(importWords);
  const { busy, error, act } = useAct();
  const [file, setFile] = useState<File>();
  const [text, setText] = useState("");
  const [report, setReport] = useState<ImportReport>();
  const table = file ?? text;
  const look = () =>
    act(async () => {
      setReport(undefined);
      setReport(await lookAtTable(table));
    });
  return (
    <>
      <PageHeader title={t("tab")} about={t("about")} />
      <PlanningTabs />
      <div className={css["form"]}>
        <Panel title={t("table")}>
          <div className={css["form"]}>
            <FileField
              label={t("file")}
              onChange={(next) => {
                setFile(next);
                setReport(undefined);
              }}
            />
            {!file && (
              <AreaField
                label={t("paste")}
                rows={4}
                value={text}
                onChange={(next) => {
                  setText(next);
                  setReport(undefined);
                }}
              />
            )}
            <Columns />
            <ErrorNotice error={error} />
            <div>
              <Button
                look="primary"
                icon={IconTableImport}
                loading={busy}
                disabled={!file && text.trim() === ""}
                onClick={() => void look()}
              >
                {t("look")}
              </Button>
            </div>
          </div>
        </Panel>
        {report && <ImportReportPanel report={report} table={table} onDone={setReport} />}
      </div>
    </>
  );
}

interface FileFieldProps {
  label: string;
  onChange: (file: File | undefined) => void;
}

function FileField({ label, onChange }: FileFieldProps) {
  const id = useId();
  return (
    <div className={css["file"]}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        onChange={({ currentTarget }) => onChange(currentTarget.files?.[0])}
      />
    </div>
  );
}

const columns = [
  "text",
  "title",
  "date",
  "time",
  "channels",
  "class",
  "objective",
  "link",
  "image",
  "alt",
  "language",
] as const satisfies readonly Column[];

/** What a table may hold, and one to begin with. */
function Columns() {
  const t = useWords(importWords);
  const [href] = useState(
    () => `data:text/csv;charset=utf-8,${encodeURIComponent(`\u{feff}${t("example")}`)}`,
  );
  return (
    <details className={css["numbers"]}>
      <summary>{t("columns")}</summary>
      <table className={css["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("column")}</th>
            <th scope="col">{t("holds")}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((name) => (
            <tr key={name}>
              <th scope="row">{t(`name-${name}`)}</th>
              <td>{t(`holds-${name}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <a className={css["download"]} href={href} download={t("exampleName")}>
        <IconDownload size={16} aria-hidden /> {t("exampleGet")}
      </a>
    </details>
  );
}

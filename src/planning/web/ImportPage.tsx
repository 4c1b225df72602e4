import { IconDownload, IconFileImport, IconTableImport } from "@tabler/icons-react";
import { useId, useState } from "react";
import { Link } from "react-router";
import { downloadReport, sendTable, usePlanningChanged, type ImportReport } from "./api.ts";
import css from "./Planning.module.css";
import { PlanningTabs } from "./PlanningPage.tsx";
import { importWords } from "./words/imports.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { StateBadge, type Meaning } from "#ui/StateBadge.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

type Line = ImportReport["lines"][number];

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
      setReport(await sendTable(table, { isDry: true }));
    });
  return (
    <>
      <PageHeader title={t("tab")} about={t("about")} />
      <PlanningTabs />
      <div className={css["form"]}>
        <Panel title={t("tab")}>
          <div className={css["form"]}>
            <FileField label={t("file")} onChange={setFile} />
            <AreaField
              label={t("paste")}
              hint={t("pasteHint")}
              optional
              rows={4}
              value={text}
              onChange={setText}
            />
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
        {report && <ReportPanel report={report} table={table} onDone={setReport} />}
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

interface ReportProps {
  report: ImportReport;
  table: File | string;
  onDone: (report: ImportReport) => void;
}

function ReportPanel({ report, table, onDone }: ReportProps) {
  const t = useWords(importWords);
  const changed = usePlanningChanged();
  const { busy, error, act } = useAct();
  const usable = report.lines.filter(({ state }) => state === "ok" || state === "warning");
  const [left, setLeft] = useState<readonly number[]>([]);
  const chosen = usable.map(({ line }) => line).filter((line) => !left.includes(line));
  const { totals } = report;
  const sum = Object.values(totals).reduce((all, one) => all + one, 0);
  const run = () =>
    act(async () => {
      const { made } = await sendTable(table, { lines: chosen });
      toast(t("made", { count: made.length }));
      await changed();
      onDone(await sendTable(table, { isDry: true }));
    });
  return (
    <Panel title={t("report")}>
      <p className={css["says"]}>
        {t("says", { ...totals, sum, lines: report.fileLines })}{" "}
        <Quiet>
          {t("readAs", {
            encoding: report.encoding,
            delimiter: report.delimiter === "\t" ? "Tab" : report.delimiter,
          })}{" "}
          {report.ignored.length > 0 && t("ignored", { names: report.ignored.join(", ") })}
        </Quiet>
      </p>
      <ErrorNotice error={error} />
      <Lines
        lines={report.lines}
        isChosen={(line) => !left.includes(line)}
        choose={(line, on) => setLeft(on ? left.filter((one) => one !== line) : [...left, line])}
      />
      <div className={css["acts"]}>
        <Button
          look="primary"
          icon={IconFileImport}
          loading={busy}
          disabled={chosen.length === 0}
          onClick={() => void run()}
        >
          {chosen.length === 0 ? t("noLines") : t("run", { count: chosen.length })}
        </Button>
        <Button icon={IconDownload} onClick={() => void act(() => downloadReport(table))}>
          {t("download")}
        </Button>
      </div>
    </Panel>
  );
}

const looks: Record<Line["state"], Meaning> = {
  ok: "good",
  warning: "wait",
  error: "bad",
  imported: "neutral",
};

interface LinesProps {
  lines: readonly Line[];
  isChosen: (line: number) => boolean;
  choose: (line: number, on: boolean) => void;
}

function Lines({ lines, isChosen, choose }: LinesProps) {
  const t = useWords(importWords);
  return (
    <div className={css["numbers"]}>
      <table className={css["table"]} aria-label={t("report")}>
        <thead>
          <tr>
            <th scope="col">{t("line")}</th>
            <th scope="col">{t("state")}</th>
            <th scope="col">{t("post")}</th>
            <th scope="col">{t("reasons")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ line, state, headline, notes, postId }) => (
            <tr key={line}>
              <th scope="row">
                {state === "ok" || state === "warning" ? (
                  <label className={css["pick"]}>
                    <input
                      type="checkbox"
                      aria-label={t("choose", { number: line })}
                      checked={isChosen(line)}
                      onChange={({ currentTarget }) => choose(line, currentTarget.checked)}
                    />
                    {line}
                  </label>
                ) : (
                  line
                )}
              </th>
              <td>
                <StateBadge meaning={looks[state]} label={t(`state-${state}`)} />
              </td>
              <td>{postId ? <Link to={`/posts/${postId}`}>{headline}</Link> : headline}</td>
              <td>
                {notes.map(({ field, code, says }) => (
                  <p key={`${field} ${code} ${says}`} className={css["reason"]}>
                    {t("field", { field, says })}
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

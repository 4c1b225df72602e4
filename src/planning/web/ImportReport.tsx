import { IconDownload, IconFileImport } from "@tabler/icons-react";
import { useState } from "react";
import {
  downloadReport,
  importLines,
  lookAtTable,
  undoImport,
  usePlanningChanged,
  type ImportReport,
} from "./api.ts";
import { ImportLines } from "./ImportLines.tsx";
import css from "./Planning.module.css";
import { importWords } from "./words/imports.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface ReportProps {
  report: ImportReport;
  table: File | string;
  onDone: (report: ImportReport) => void;
}

/** What each line would become; the chosen ones become drafts, and can be put away again. */
export function ImportReportPanel({ report, table, onDone }: ReportProps) {
  const t = useWords(importWords);
  const changed = usePlanningChanged();
  const { busy, error, act } = useAct();
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [sent, setSent] = useState<number>();
  const chosen = report.lines.flatMap(({ state, line }) =>
    (state === "ok" || state === "warning") && !left.has(line) ? [line] : [],
  );
  const { totals } = report;
  const sum = Object.values(totals).reduce((all, one) => all + one, 0);
  const readAgain = async () => {
    await changed();
    onDone(await lookAtTable(table));
  };
  const undo = async () => {
    const { count } = await undoImport(report.fileHash);
    toast(t("undone", { count }));
    await readAgain();
  };
  const run = () =>
    act(async () => {
      try {
        const made = await importLines(table, chosen, setSent);
        toast(t("made", { count: made }));
      } finally {
        setSent(undefined);
        await readAgain();
      }
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
      <ImportLines
        lines={report.lines}
        left={left}
        choose={(lines, on) => {
          const next = new Set(left);
          for (const line of lines)
            if (on) next.delete(line);
            else next.add(line);
          setLeft(next);
        }}
      />
      <ErrorNotice error={error} />
      <div className={css["acts"]} role="group" aria-label={t("report")}>
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
        {totals.imported > 0 && (
          <ConfirmButton look="quiet" consequence={t("undoConsequence")} onConfirm={undo}>
            {t("undo")}
          </ConfirmButton>
        )}
        <span role="status">
          {sent !== undefined && t("sent", { made: sent, count: chosen.length })}
        </span>
      </div>
    </Panel>
  );
}

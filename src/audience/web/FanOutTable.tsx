import type { FanOutRow } from "./api.ts";
import { audienceWords } from "./words.ts";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords, type Say } from "#ui/words.ts";

/** Each post that went or goes to subscribers, with what became of its copies. */
export function FanOutTable({ rows }: { rows: readonly FanOutRow[] }) {
  const t = useWords(audienceWords);
  return (
    <Panel title={t("fanOuts")}>
      <Stack gap={12}>
        <DataTable
          label={t("fanOuts")}
          columns={columnsOf(t)}
          rows={rows}
          rowId={({ id }) => id}
          rowTitle={({ placedAt }) => placedAt}
          empty={<EmptyState picture="paper" sentence={t("noFanOuts")} small />}
        />
        {rows.some(({ counts }) => counts.unknown > 0) && <Quiet>{t("unknownAbout")}</Quiet>}
      </Stack>
    </Panel>
  );
}

type Says = Say<
  | "at"
  | "way"
  | "state"
  | "done"
  | "going"
  | "lifeSafety"
  | "accepted"
  | "unknown"
  | "refused"
  | "open"
  | "resting"
  | "gathered"
  | FanOutRow["way"]
>;

function columnsOf(t: Says): Column<FanOutRow>[] {
  const number = (key: string, label: string, of: (row: FanOutRow) => number) => ({
    key,
    label,
    isNumber: true,
    cell: (row: FanOutRow) => of(row),
  });
  return [
    { key: "at", label: t("at"), cell: begunOf },
    { key: "way", label: t("way"), cell: ({ way }) => t(way) },
    { key: "state", label: t("state"), cell: (row) => stateOf(t, row) },
    number("accepted", t("accepted"), ({ counts }) => counts.accepted),
    number("open", t("open"), ({ counts }) => counts.waiting + counts.sending),
    number("resting", t("resting"), ({ counts }) => counts.resting),
    number("gathered", t("gathered"), ({ gathered }) => gathered),
    number("refused", t("refused"), ({ counts }) => counts.refused),
    number("unknown", t("unknown"), ({ counts }) => counts.unknown),
  ];
}

function begunOf({ placedAt }: FanOutRow) {
  return <TimeAgo at={placedAt} />;
}

function stateOf(t: Says, { finishedAt, isLifeSafety }: FanOutRow) {
  if (finishedAt !== null) return <StateBadge meaning="good" label={t("done")} />;
  return (
    <StateBadge
      meaning={isLifeSafety ? "bad" : "wait"}
      label={isLifeSafety ? t("lifeSafety") : t("going")}
    />
  );
}

import { useState } from "react";
import type { FanOutRow } from "./api.ts";
import { audienceWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords, type Say } from "#ui/words.ts";

const shownFirst = 8;

/** Each post or letter that went or goes to subscribers, with what became of its copies: what is done is folded. */
export function FanOutTable({ rows }: { rows: readonly FanOutRow[] }) {
  const t = useWords(audienceWords);
  const [isWhole, setWhole] = useState(false);
  const first = rows.filter(({ finishedAt }, at) => at < shownFirst || finishedAt === null);
  return (
    <Panel title={t("fanOuts")}>
      <Stack gap={12}>
        <DataTable
          label={t("fanOuts")}
          columns={columnsOf(t)}
          rows={isWhole ? rows : first}
          rowId={({ id }) => id}
          rowTitle={({ placedAt }) => placedAt}
          empty={<EmptyState picture="paper" sentence={t("noFanOuts")} small />}
        />
        {!isWhole && first.length < rows.length && (
          <div>
            <Button small onClick={() => setWhole(true)}>
              {t("showAll", { count: rows.length })}
            </Button>
          </div>
        )}
        {rows.some(({ counts }) => counts.unknown > 0) && <Quiet>{t("unknownAbout")}</Quiet>}
      </Stack>
    </Panel>
  );
}

type Says = Say<
  | "at"
  | "state"
  | "done"
  | "going"
  | "lifeSafety"
  | "what"
  | "digest"
  | "calls"
  | Counted
  | FanOutRow["way"]
>;

const counted = [
  "accepted",
  "open",
  "resting",
  "gathered",
  "refused",
  "unknown",
  "dropped",
] as const;
type Counted = (typeof counted)[number];

/** Three columns, which a telephone has room for: of the counts only those that there are. */
function columnsOf(t: Says): Column<FanOutRow>[] {
  return [
    { key: "copies", label: t("what"), cell: (row) => <Copies t={t} row={row} /> },
    { key: "state", label: t("state"), cell: (row) => stateOf(t, row) },
    { key: "at", label: t("at"), cell: begunOf },
  ];
}

function Copies({ t, row }: { t: Says; row: FanOutRow }) {
  const { counts, gathered } = row;
  const of = { ...counts, gathered, open: counts.waiting + counts.sending };
  const told = counted.flatMap((one) => (of[one] > 0 ? [t(one, { count: of[one] })] : []));
  return (
    <Stack gap={4}>
      {titleOf(t, row)}
      <span>{t(row.way)}</span>
      <Quiet>{told.join(" · ")}</Quiet>
    </Stack>
  );
}

/** A letter by its sort, a post by its own words. */
function titleOf(t: Says, { sort, title }: FanOutRow) {
  if (sort !== "post") return <strong>{t(sort)}</strong>;
  return title === "" ? undefined : <strong>{title}</strong>;
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

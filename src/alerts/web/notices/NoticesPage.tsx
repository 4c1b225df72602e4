import { IconPlus } from "@tabler/icons-react";
import { useSearchParams } from "react-router";
import { noticeStates, useNotices, type NoticeKind, type NoticeRow } from "./api.ts";
import { isKind, meanings } from "./states.ts";
import { noticeWords } from "./words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { SelectField } from "#ui/fields.tsx";
import { Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords, type Say } from "#ui/words.ts";

/** `/notices`: every notice, those changed last first. */
export function NoticesPage() {
  const t = useWords(noticeWords);
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const state = noticeStates.find((one) => one === params.get("state"));
  const { data, error, refetch } = useNotices(state);
  const begin = may("notice.draft") && (
    <LinkButton to="/notices/new" look="primary" icon={IconPlus}>
      {t("new")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} actions={begin} />
      <Stack gap={24}>
        <SelectField
          label={t("state")}
          choices={[
            { value: "", label: t("all") },
            ...noticeStates.map((value) => ({ value, label: t(value) })),
          ]}
          value={state ?? ""}
          onChange={(value) => setParams(value ? { state: value } : {}, { replace: true })}
        />
        <DataTable
          label={t("label")}
          columns={columnsOf(t)}
          rows={data?.notices}
          rowId={({ id }) => id}
          rowTitle={({ headline }) => headline}
          pageOf={({ id }) => `/notices/${id}`}
          error={error}
          onRetry={() => void refetch()}
          empty={<EmptyState picture="people" sentence={t(state ? "noneSo" : "empty")} />}
        />
      </Stack>
    </>
  );
}

type Says = Say<
  "who" | "kind" | "state" | "ends" | "noEnd" | "changed" | NoticeRow["state"] | NoticeKind
>;

function columnsOf(t: Says): Column<NoticeRow>[] {
  return [
    { key: "who", label: t("who"), cell: ({ headline }) => headline },
    {
      key: "kind",
      label: t("kind"),
      cell: ({ kind }) => (isKind(kind) ? t(kind) : kind),
      wideOnly: true,
    },
    { key: "state", label: t("state"), cell: (row) => badgeOf(t, row) },
    { key: "ends", label: t("ends"), cell: (row) => endOf(t, row), wideOnly: true },
    { key: "changed", label: t("changed"), cell: changedOf },
  ];
}

function badgeOf(t: Says, { state }: NoticeRow) {
  return <StateBadge meaning={meanings[state]} label={t(state)} />;
}

function endOf(t: Says, { expiresAt, state }: NoticeRow) {
  return expiresAt && state === "active" ? <TimeAgo at={expiresAt} /> : t("noEnd");
}

function changedOf({ changedAt }: NoticeRow) {
  return <TimeAgo at={changedAt} />;
}

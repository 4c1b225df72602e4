import { IconBooks, IconPlus } from "@tabler/icons-react";
import { useSearchParams } from "react-router";
import { pageKinds, usePages, type PageRow } from "./api.ts";
import { stateMeaning, stateOf } from "./states.ts";
import { pageWords } from "./words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { SelectField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

/** `/pages`: every page for the public, those changed last first. */
export function PagesPage() {
  const t = useWords(pageWords);
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const kind = pageKinds.find((one) => one === params.get("kind"));
  const { data, error, refetch } = usePages();
  const actions = (
    <Row>
      <LinkButton to="/pages/library" icon={IconBooks}>
        {t("models")}
      </LinkButton>
      {may("page.draft") && (
        <LinkButton to="/pages/new" look="primary" icon={IconPlus}>
          {t("new")}
        </LinkButton>
      )}
    </Row>
  );
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} actions={actions} />
      <Stack gap={24}>
        <SelectField
          label={t("kind")}
          choices={[
            { value: "", label: t("all") },
            ...pageKinds.map((value) => ({ value, label: t(value) })),
          ]}
          value={kind ?? ""}
          onChange={(value) => setParams(value ? { kind: value } : {}, { replace: true })}
        />
        <DataTable
          label={t("title")}
          columns={columnsOf(t)}
          rows={data?.pages.filter((one) => kind === undefined || one.kind === kind)}
          rowId={({ id }) => id}
          rowTitle={({ title }) => title}
          pageOf={({ id }) => `/pages/${id}`}
          error={error}
          onRetry={() => void refetch()}
          empty={<EmptyState picture="paper" sentence={t(kind ? "noneSo" : "empty")} />}
        />
      </Stack>
    </>
  );
}

type Says = ReturnType<typeof useWords<NonNullable<typeof pageWords.keys>>>;

function columnsOf(t: Says): Column<PageRow>[] {
  return [
    { key: "name", label: t("name"), cell: ({ title }) => title },
    { key: "kind", label: t("kind"), cell: ({ kind }) => t(kind), wideOnly: true },
    { key: "state", label: t("state"), cell: (row) => badgeOf(t, row) },
    {
      key: "version",
      label: t("version"),
      cell: ({ version }) => version,
      isNumber: true,
      wideOnly: true,
    },
    { key: "changed", label: t("changedAt"), cell: ({ changedAt }) => <TimeAgo at={changedAt} /> },
  ];
}

function badgeOf(t: Says, row: PageRow) {
  const state = stateOf(row.state, row.step);
  return <StateBadge meaning={stateMeaning[state]} label={t(state)} />;
}

import { IconPencil } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { policyApi, type VersionRow } from "./api.ts";
import { usePolicyChanged, useVersions } from "./queries.ts";
import { useAct } from "#ui/use-act.ts";
import { policyWords } from "./words/policy.ts";
import { Button, LinkButton } from "#ui/buttons.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { LinkTabs } from "#ui/LinkTabs.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords, type Say } from "#ui/words.ts";

/** `/policy/versions`: every version there ever was, and the way to the next one. */
export function VersionsPage() {
  const t = useWords(policyWords);
  const { data, error, refetch } = useVersions();
  const newest = data?.versions.find((one) => one.inForceFrom !== null)?.version;
  return (
    <>
      <PageHeader title={t("title")} about={t("versionsAbout")} actions={<BeginButton />} />
      <PolicyTabs />
      <DataTable
        label={t("tabVersions")}
        rows={data?.versions}
        rowId={({ version }) => String(version)}
        rowTitle={({ version }) => t("version", { version })}
        pageOf={({ version }) => `/policy/versions/${version}`}
        columns={columnsFor(t, newest)}
        empty={<EmptyState picture="paper" sentence={t("none")} />}
        error={error}
        onRetry={() => void refetch()}
      />
    </>
  );
}

type VersionSay = Say<"version" | "whole" | "state" | "since" | "madeAt">;

function columnsFor(t: VersionSay, newest: number | undefined): Column<VersionRow>[] {
  return [
    { key: "version", label: t("whole"), cell: ({ version }) => t("version", { version }) },
    {
      key: "state",
      label: t("state"),
      cell: (row) => <VersionState row={row} newest={newest} />,
    },
    {
      key: "since",
      label: t("since"),
      cell: ({ inForceFrom }) => (inForceFrom ? <TimeAgo at={inForceFrom} /> : "–"),
    },
    {
      key: "made",
      label: t("madeAt"),
      wideOnly: true,
      cell: ({ madeAt }) => <TimeAgo at={madeAt} />,
    },
  ];
}

interface VersionStateProps {
  row: Pick<VersionRow, "version" | "inForceFrom">;
  newest: number | undefined;
}

export function VersionState({ row, newest }: VersionStateProps) {
  const t = useWords(policyWords);
  if (row.inForceFrom === null) return <StateBadge meaning="wait" label={t("draft")} />;
  return row.version === newest ? (
    <StateBadge meaning="good" label={t("inForce")} />
  ) : (
    <StateBadge meaning="neutral" label={t("replaced")} />
  );
}

export function PolicyTabs() {
  const t = useWords(policyWords);
  return (
    <LinkTabs
      label={t("tabs")}
      tabs={[
        { to: "/policy", label: t("tabInForce") },
        { to: "/policy/versions", label: t("tabVersions") },
      ]}
    />
  );
}

/** Begins the next version, or leads to the draft there is: one draft at a time. */
export function BeginButton() {
  const t = useWords(policyWords);
  const may = useMay();
  const navigate = useNavigate();
  const changed = usePolicyChanged();
  const { data } = useVersions();
  const { busy, error, act } = useAct();
  if (!may("policy.change")) return null;
  const draft = data?.versions.find((one) => one.inForceFrom === null);
  if (draft)
    return (
      <LinkButton look="primary" icon={IconPencil} to={`/policy/versions/${draft.version}/edit`}>
        {t("continue")}
      </LinkButton>
    );
  const begin = () =>
    act(async () => {
      const { policy } = await policyApi.begin();
      await changed();
      await navigate(`/policy/versions/${policy.version}/edit`);
    });
  return (
    <>
      <ErrorNotice error={error} />
      <Button look="primary" icon={IconPencil} loading={busy} onClick={() => void begin()}>
        {t("begin")}
      </Button>
    </>
  );
}

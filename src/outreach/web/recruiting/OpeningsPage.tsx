import { IconPlus } from "@tabler/icons-react";
import { openingsApi, useOpenings, useOpeningsChanged, type OpeningRow } from "./api.ts";
import { meanings } from "./states.ts";
import { openingWords } from "./words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { LinkTabs } from "#ui/LinkTabs.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

/** The parts of recruiting, each with its own address. */
export function OpeningTabs() {
  const t = useWords(openingWords);
  return (
    <LinkTabs
      label={t("title")}
      tabs={[
        { to: "/openings", label: t("tabOpenings") },
        { to: "/openings/lists", label: t("tabLists") },
        { to: "/openings/results", label: t("tabResults") },
      ]}
    />
  );
}

/** `/openings`: what is open and what waits, those changed last first. */
export function OpeningsPage() {
  const t = useWords(openingWords);
  const may = useMay();
  const { data, error, refetch } = useOpenings();
  return (
    <>
      <PageHeader
        title={t("title")}
        about={t("about")}
        actions={
          <Row>
            <ApproveAll rows={data?.openings ?? []} />
            {may("opening.write") && (
              <LinkButton to="/openings/new" look="primary" icon={IconPlus}>
                {t("new")}
              </LinkButton>
            )}
          </Row>
        }
      />
      <Stack gap={24}>
        <OpeningTabs />
        <DataTable
          label={t("title")}
          columns={columnsOf(t)}
          rows={data?.openings}
          rowId={({ id }) => id}
          rowTitle={({ content }) => content.title.en}
          pageOf={({ id }) => `/openings/${id}`}
          error={error}
          onRetry={() => void refetch()}
          empty={<EmptyState picture="people" sentence={t("empty")} />}
        />
      </Stack>
    </>
  );
}

/** Everything that waits for this person: listed by name before it is said yes to. */
function ApproveAll({ rows }: { rows: readonly OpeningRow[] }) {
  const t = useWords(openingWords);
  const may = useMay();
  const changed = useOpeningsChanged();
  const waiting = rows.filter(
    ({ state, isMine }) => (state === "waiting" || state === "changed") && !isMine,
  );
  if (waiting.length < 2 || !may("opening.approve")) return null;
  const approve = async () => {
    await openingsApi.approve(waiting.map(({ id, hash }) => ({ id, hash })));
    await changed();
    toast(t("approved"));
  };
  return (
    <ConfirmButton
      consequence={
        <>
          <p>{t("approveAllSays", { count: waiting.length })}</p>
          <ul>
            {waiting.map(({ id, content }) => (
              <li key={id}>
                {content.title.en}: {content.applyUrl}
              </li>
            ))}
          </ul>
        </>
      }
      onConfirm={approve}
    >
      {t("approveAll")}
    </ConfirmButton>
  );
}

type Says = ReturnType<typeof useWords<NonNullable<typeof openingWords.keys>>>;

function columnsOf(t: Says): Column<OpeningRow>[] {
  return [
    { key: "name", label: t("name"), cell: ({ content }) => content.title.en },
    {
      key: "state",
      label: t("state"),
      cell: ({ state }) => <StateBadge meaning={meanings[state]} label={t(state)} />,
    },
    { key: "unit", label: t("unit"), cell: ({ content }) => content.unit, wideOnly: true },
    {
      key: "closes",
      label: t("closes"),
      cell: ({ content }) => content.closesOn || t("untilFilled"),
      wideOnly: true,
    },
    {
      key: "changed",
      label: t("changedAt"),
      cell: ({ changedAt }) => <TimeAgo at={changedAt} />,
      wideOnly: true,
    },
  ];
}

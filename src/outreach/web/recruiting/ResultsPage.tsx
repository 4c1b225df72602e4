import { IconDownload } from "@tabler/icons-react";
import { resultsFile, useResults, type Results } from "./api.ts";
import css from "./Openings.module.css";
import { OpeningTabs } from "./OpeningsPage.tsx";
import { openingWords } from "./words.ts";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

/** `/openings/results`: how often each link was followed. */
export function ResultsPage() {
  const t = useWords(openingWords);
  const { data, error, refetch } = useResults();
  return (
    <>
      <PageHeader
        title={t("tabResults")}
        about={t("resultsAbout")}
        actions={
          data &&
          data.links.length > 0 && (
            <a className={css["download"]} href={resultsFile} download="links.csv">
              <IconDownload size={16} aria-hidden /> {t("download")}
            </a>
          )
        }
      />
      <Stack gap={24}>
        <OpeningTabs />
        <ErrorNotice error={error} onRetry={() => void refetch()} />
        {!data && !error && <SkeletonPage />}
        {data && data.links.length > 0 && <Days days={data.days} />}
        {data && (
          <DataTable
            label={t("perPlace")}
            columns={columnsOf(t)}
            rows={data.links}
            rowId={({ id }) => id}
            rowTitle={({ opening, name }) => `${opening}, ${name}`}
            pageOf={({ openingId }) => `/openings/${openingId}`}
            empty={<EmptyState picture="channel" sentence={t("noResults")} />}
          />
        )}
      </Stack>
    </>
  );
}

type Says = ReturnType<typeof useWords<NonNullable<typeof openingWords.keys>>>;
type Row = Results["links"][number];

function columnsOf(t: Says): Column<Row>[] {
  return [
    { key: "opening", label: t("name"), cell: ({ opening }) => opening },
    { key: "from", label: t("from"), cell: ({ name }) => name },
    {
      key: "source",
      label: t("sourceMedium"),
      cell: ({ source, medium }) => `${source} / ${medium}`,
      wideOnly: true,
    },
    { key: "campaign", label: t("campaign"), cell: ({ campaign }) => campaign, wideOnly: true },
    {
      key: "recent",
      label: t("recent"),
      cell: ({ recent }) => recent,
      isNumber: true,
      wideOnly: true,
    },
    { key: "clicks", label: t("clicks"), cell: ({ clicks }) => clicks, isNumber: true },
  ];
}

const [height, step, bar] = [120, 20, 14];

/** A bar a day, with a sentence that says what it shows and a table twin. */
function Days({ days }: { days: Results["days"] }) {
  const t = useWords(openingWords);
  const all = days.reduce((sum, { clicks }) => sum + clicks, 0);
  const max = Math.max(...days.map(({ clicks }) => clicks), 1);
  return (
    <Panel title={t("perDay")}>
      <p>{t("perDaySays", { count: all })}</p>
      <svg
        className={css["days"]}
        viewBox={`0 0 ${days.length * step} ${height}`}
        preserveAspectRatio="none"
        aria-hidden
      >
        {days.map(({ day, clicks }, at) => {
          const long = Math.max((clicks / max) * (height - 4), clicks > 0 ? 3 : 1);
          return <rect key={day} x={at * step + 3} y={height - long} width={bar} height={long} />;
        })}
      </svg>
      <p className={css["ends"]} aria-hidden>
        <span>{days[0]?.day}</span>
        <span>{days.at(-1)?.day}</span>
      </p>
      <details>
        <summary>{t("numbers")}</summary>
        <table className={css["table"]} aria-label={t("perDay")}>
          <thead>
            <tr>
              <th scope="col">{t("date")}</th>
              <th scope="col">{t("clicks")}</th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, clicks }) => (
              <tr key={day}>
                <th scope="row">{day}</th>
                <td>{clicks}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Panel>
  );
}

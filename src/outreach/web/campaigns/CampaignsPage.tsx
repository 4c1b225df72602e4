import { IconPlus } from "@tabler/icons-react";
import { DayRange } from "../DayRange.tsx";
import css from "../Outreach.module.css";
import { useCampaigns, type CampaignModel, type CampaignRow } from "./api.ts";
import { campaignWords } from "./words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

/** `/campaigns`: the season's plans, and the models to begin with. */
export function CampaignsPage() {
  const t = useWords(campaignWords);
  const may = useMay();
  const { data, error, refetch } = useCampaigns();
  const begin = may("campaign.start") && (
    <LinkButton to="/campaigns/new" look="primary" icon={IconPlus}>
      {t("new")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} actions={begin} />
      <Stack gap={24}>
        <DataTable
          label={t("label")}
          columns={columnsOf(t)}
          rows={data?.campaigns}
          rowId={({ id }) => id}
          rowTitle={({ name }) => name}
          pageOf={({ id }) => `/campaigns/${id}`}
          error={error}
          onRetry={() => void refetch()}
          empty={<EmptyState picture="paper" sentence={t("empty")} />}
        />
        {may("campaign.start") && data && (
          <Panel title={t("models")}>
            <Stack gap={16}>
              <Quiet>{t("modelsAbout")}</Quiet>
              <div className={css["models"]}>
                {data.models.map((model) => (
                  <Model key={model.key} model={model} />
                ))}
              </div>
            </Stack>
          </Panel>
        )}
      </Stack>
    </>
  );
}

function columnsOf(t: ReturnType<typeof useCampaignWords>): Column<CampaignRow>[] {
  return [
    { key: "name", label: t("name"), cell: ({ name }) => name },
    {
      key: "days",
      label: t("days"),
      cell: ({ startsOn, endsOn }) => <DayRange from={startsOn} to={endsOn} />,
      wideOnly: true,
    },
    {
      key: "state",
      label: t("state"),
      cell: ({ state }) => (
        <StateBadge meaning={state === "running" ? "info" : "neutral"} label={t(state)} />
      ),
    },
    {
      key: "posts",
      label: t("posts"),
      cell: ({ counts }) => counts.posts,
      isNumber: true,
      wideOnly: true,
    },
    { key: "out", label: t("out"), cell: ({ counts }) => counts.out, isNumber: true },
  ];
}

const useCampaignWords = () => useWords(campaignWords);

function Model({ model }: { model: CampaignModel }) {
  const t = useWords(campaignWords);
  const language = useLanguage();
  const { key, name, about, pieces } = model;
  return (
    <div className={css["model"]}>
      <div>
        <h3>{name[language]}</h3>
        <p>{about[language]}</p>
        <Quiet small>{t("texts", { count: pieces.length })}</Quiet>
      </div>
      <LinkButton
        to={`/campaigns/new?model=${key}`}
      >{`${t("begin")}: ${name[language]}`}</LinkButton>
    </div>
  );
}

import { IconFlagOff } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { DayRange } from "../DayRange.tsx";
import { Counts } from "../Counts.tsx";
import { EventTime } from "../EventTime.tsx";
import { KitPanel } from "../kits/KitPanel.tsx";
import css from "../Outreach.module.css";
import { PostState } from "../PostState.tsx";
import { campaignsApi, useCampaign, useCampaignsChanged, type CampaignData } from "./api.ts";
import { AddPiece } from "./AddPiece.tsx";
import { HandIn } from "./HandIn.tsx";
import { campaignWords } from "./words.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { DataTable } from "#ui/DataTable.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

/** `/campaigns/:id`: its posts, how far it is, and the kit for partners. */
export function CampaignPage() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useCampaign(id);
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonPage />;
  return <Page key={data.campaign.id} data={data} />;
}

function Page({ data }: { data: CampaignData }) {
  const t = useWords(campaignWords);
  const may = useMay();
  const { campaign, counts } = data;
  const isRunning = campaign.state === "running";
  return (
    <>
      <PageHeader
        title={campaign.name}
        about={<DayRange from={campaign.startsOn} to={campaign.endsOn} />}
        up={{ to: "/campaigns", label: t("up") }}
        state={<StateBadge meaning={isRunning ? "info" : "neutral"} label={t(campaign.state)} />}
        actions={isRunning && may("campaign.end") && <EndButton id={campaign.id} />}
      />
      <div className={css["pages"]}>
        <Panel>
          <Counts
            counts={[
              { label: t("drafts"), value: counts.drafts },
              { label: t("submitted"), value: counts.submitted },
              { label: t("waiting"), value: counts.waiting },
              { label: t("out"), value: counts.out },
              { label: t("stopped"), value: counts.stopped },
              { label: t("places"), value: counts.places },
            ]}
          />
        </Panel>
        {isRunning && may("campaign.submit") && counts.drafts > 0 && <HandIn id={campaign.id} />}
        <Posts data={data} />
        {isRunning && may("campaign.start") && <AddPiece id={campaign.id} />}
        <KitPanel of="campaign" id={campaign.id} name={campaign.name} />
      </div>
    </>
  );
}

function Posts({ data }: { data: CampaignData }) {
  const t = useWords(campaignWords);
  return (
    <Panel title={t("posts")}>
      <DataTable
        label={t("posts")}
        columns={[
          {
            key: "post",
            label: t("post"),
            cell: titleOf,
          },
          {
            key: "on",
            label: t("on"),
            cell: dayOf,
          },
          {
            key: "language",
            label: t("language"),
            cell: ({ language }) => t(language === "es" ? "es" : "en"),
            wideOnly: true,
          },
          {
            key: "state",
            label: t("state"),
            cell: stateOf,
          },
        ]}
        rows={data.posts}
        rowId={({ postId }) => postId}
        rowTitle={({ title }) => title}
        empty={<Quiet>{t("noPosts")}</Quiet>}
      />
    </Panel>
  );
}

type PostRow = CampaignData["posts"][number];

function titleOf({ postId, title }: PostRow) {
  return <Link to={`/posts/${postId}`}>{title}</Link>;
}

function dayOf({ at }: PostRow) {
  return at ? <EventTime at={at} /> : "–";
}

function stateOf({ standing }: PostRow) {
  return <PostState state={standing} />;
}

function EndButton({ id }: { id: string }) {
  const t = useWords(campaignWords);
  const changed = useCampaignsChanged();
  const [why, setWhy] = useState("");
  const end = async () => {
    const told = await campaignsApi.end(id, why.trim().length < 3 ? t("end") : why.trim());
    await changed();
    toast(t("endDone", told));
  };
  return (
    <ConfirmButton
      grave
      icon={IconFlagOff}
      consequence={
        <Stack gap={16}>
          <p>{t("endConsequence")}</p>
          <TextField label={t("why")} optional maxLength={500} value={why} onChange={setWhy} />
        </Stack>
      }
      onConfirm={end}
    >
      {t("end")}
    </ConfirmButton>
  );
}

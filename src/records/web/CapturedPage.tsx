import {
  IconAlertTriangle,
  IconDownload,
  IconEqual,
  IconHourglassLow,
  IconInfoCircle,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { CaptureStateBadge } from "./CaptureState.tsx";
import css from "./PageCaptures.module.css";
import { captureFileUrl, isUnderWay, pagesApi, type CaptureData } from "./pages-api.ts";
import { CaptureFacts } from "./CaptureFacts.tsx";
import { LeftOut } from "./LeftOut.tsx";
import { useReason } from "./capture-reasons.ts";
import { sizeOf } from "./sizes.ts";
import { pagesWords } from "./words/pages.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

/** `/page-captures/:id`: a page as it stood, what it said, what was left out, and its package. */
export function CapturedPage() {
  const t = useWords(pagesWords);
  const { id = "" } = useParams();
  const { data, error, refetch } = useQuery({
    queryKey: ["page-captures", id],
    queryFn: () => pagesApi.one(id),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? 1_500 : false),
  });
  return (
    <>
      <PageHeader
        title={data ? data.title || data.url : "…"}
        up={{ to: "/page-captures", label: t("captures") }}
        {...(data
          ? { state: <CaptureStateBadge state={data.state} />, actions: <Download data={data} /> }
          : {})}
      />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <SkeletonPage />}
      {data && (
        <Stack gap={16}>
          <Standing data={data} />
          <div className={css["capture"]}>
            {data.state === "done" && <Seen data={data} />}
            <Stack gap={16}>
              <CaptureFacts data={data} />
              {data.endedAt && data.state !== "failed" && <LeftOut data={data} />}
            </Stack>
          </div>
        </Stack>
      )}
    </>
  );
}

function Download({ data }: { data: CaptureData }) {
  const t = useWords(pagesWords);
  if (!data.wacz) return null;
  return (
    <a className={css["download"]} href={captureFileUrl(data.id, "wacz")} download>
      <IconDownload size={18} stroke={1.75} aria-hidden /> {t("download")}
    </a>
  );
}

/** Where it stands, in a sentence. */
function Standing({ data }: { data: CaptureData }) {
  const t = useWords(pagesWords);
  const language = useLanguage();
  const reasonOf = useReason();
  const { state, pages, parts, sizeBytes } = data;
  if (state === "waiting") return <Notice icon={IconHourglassLow}>{t("waitingNote")}</Notice>;
  if (state === "capturing")
    return (
      <Notice icon={IconHourglassLow}>
        {t("progress", { pages, parts, size: sizeOf(sizeBytes, language) })}
      </Notice>
    );
  if (state === "failed")
    return (
      <Notice icon={IconAlertTriangle} meaning="bad">
        {t("failedNote", { why: reasonOf(data.failure ?? "broke") })}
      </Notice>
    );
  if (state === "unchanged") return <Notice icon={IconEqual}>{t("unchangedNote")}</Notice>;
  if (!data.wacz) return <Notice icon={IconInfoCircle}>{t("erased")}</Notice>;
  if (data.how === "bytes") return <Notice icon={IconInfoCircle}>{t("bytesNote")}</Notice>;
  return null;
}

function Seen({ data }: { data: CaptureData }) {
  const t = useWords(pagesWords);
  return (
    <Stack gap={16}>
      <Panel title={t("picture")}>
        {data.picture ? (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
          <section className={css["picture"]} aria-label={t("picture")} tabIndex={0}>
            <img
              src={captureFileUrl(data.id, "picture")}
              alt={t("pictureAlt", { title: data.title || data.url })}
            />
          </section>
        ) : (
          <Quiet>{t("noPicture")}</Quiet>
        )}
      </Panel>
      <Panel title={t("words")}>
        {data.text ? (
          <div className={css["words"]}>{data.text}</div>
        ) : (
          <Quiet>{t("noWords")}</Quiet>
        )}
      </Panel>
    </Stack>
  );
}

import type { NoticeData, SurfaceRow } from "./api.ts";
import { noticeWords } from "./words.ts";
import { DataTable } from "#ui/DataTable.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

/** Every place where it stands or stood, each with what proves it. */
export function SurfacesPanel({ data }: { data: NoticeData }) {
  const t = useWords(noticeWords);
  const { confirmed, ending, surfaces } = data;
  return (
    <Panel title={t("surfaces")}>
      <Stack gap={16}>
        {ending && confirmed.channels > 0 && (
          <p role="status">
            <strong>{t("metric", { clear: confirmed.clear, channels: confirmed.channels })}</strong>{" "}
            {confirmed.seconds === null
              ? t("metricNotYet", { share: confirmed.share })
              : t("metricTime", {
                  share: confirmed.share,
                  seconds: Math.round(confirmed.seconds),
                })}
          </p>
        )}
        <DataTable
          label={t("surfacesLabel")}
          columns={[
            { key: "place", label: t("place"), cell: PlaceCell },
            { key: "what", label: t("what"), cell: WhatCell, wideOnly: true },
            { key: "state", label: t("proof"), cell: ProofCell },
            { key: "at", label: t("at"), cell: AtCell },
          ]}
          rows={surfaces}
          rowId={({ key }) => key}
          rowTitle={({ channel, what }) => channel ?? what}
          empty={null}
        />
      </Stack>
    </Panel>
  );
}

function PlaceCell({ what, channel, url }: SurfaceRow) {
  return <Place what={what} channel={channel} url={url} />;
}

function Place({ what, channel, url }: Pick<SurfaceRow, "what" | "channel" | "url">) {
  const t = useWords(noticeWords);
  const name = what === "post" ? (channel ?? t("toPosts")) : t(what);
  return url ? (
    <a href={url} target="_blank" rel="noreferrer">
      {name}
    </a>
  ) : (
    name
  );
}

function WhatCell({ what, role, postId, language }: SurfaceRow) {
  return <What what={what} role={role} postId={postId} language={language} />;
}

function What({
  what,
  role,
  postId,
  language,
}: Pick<SurfaceRow, "what" | "role" | "postId" | "language">) {
  const t = useWords(noticeWords);
  if (what !== "post") return <>–</>;
  const said = t(role === "ends" ? "says_over" : "tells");
  return postId ? <a href={`/console/posts/${postId}`}>{`${said} (${language ?? ""})`}</a> : said;
}

function ProofCell({ state, isDone, reason, role, what }: SurfaceRow) {
  return <Proof {...{ state, isDone, reason, role, what }} />;
}

function Proof(row: Pick<SurfaceRow, "state" | "isDone" | "reason" | "role" | "what">) {
  const t = useWords(noticeWords);
  const { state, isDone, reason, role, what } = row;
  const word =
    state === "sent" && role === "ends"
      ? "sentEnds"
      : state === "expired"
        ? "expiredDelivery"
        : state;
  const isProven = what === "post" && isDone && (state === "recalled" || state === "sent");
  return (
    <>
      <StateBadge
        meaning={isDone ? "good" : state === "refused" || state === "asked" ? "bad" : "info"}
        label={t(wordOf(word))}
      />
      {isProven && <Quiet small> {t("networkSays")}</Quiet>}
      {!isDone && reason && <Quiet small> {reason}</Quiet>}
    </>
  );
}

const states = [
  "stands",
  "replaced",
  "gone",
  "waiting",
  "sending",
  "sent",
  "sentEnds",
  "unconfirmed",
  "asked",
  "refused",
  "held",
  "recalling",
  "recalled",
  "followed",
  "draft",
  "submitted",
  "returned",
  "approved",
  "discarded",
  "expiredDelivery",
] as const;

function wordOf(state: string): (typeof states)[number] {
  return states.find((one) => one === state) ?? "waiting";
}

function AtCell({ at }: SurfaceRow) {
  return at === null ? "–" : <TimeAgo at={at} />;
}

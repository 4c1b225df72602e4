import { IconShieldCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { archiveApi } from "./api.ts";
import css from "./RecordDetails.module.css";
import { useNames } from "./names.ts";
import { Media } from "./RecordMedia.tsx";
import { RecordTags } from "./RecordTags.tsx";
import { archiveWords } from "./words/archive.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { CopyHash } from "#ui/CopyHash.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

type Whole = Awaited<ReturnType<typeof archiveApi.record>>;

/** One record whole: what was said, what the network gave, and why it can be believed. */
export function RecordDetails({ id }: { id: string }) {
  const t = useWords(archiveWords);
  const may = useMay();
  const record = useQuery({
    queryKey: ["archive", "record", id],
    queryFn: () => archiveApi.record(id),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  if (record.error)
    return <ErrorNotice error={record.error} onRetry={() => void record.refetch()} />;
  if (!record.data) return <SkeletonRows rows={6} />;
  const { data } = record;
  return (
    <div className={css["record"]}>
      <section>
        <h3>{t("text")}</h3>
        {data.dispositionId !== null ? (
          <>
            <p>{t("destroyed")}</p>
            <LinkButton small to={`/retention/${data.dispositionId}`}>
              {t("toCertificate")}
            </LinkButton>
          </>
        ) : data.text === "" ? (
          <Quiet>{t("noText")}</Quiet>
        ) : (
          <p className={css["text"]}>{data.text}</p>
        )}
      </section>
      {data.media.length > 0 && <Media recordId={data.id} media={data.media} />}
      <Facts record={data} />
      <RecordTags recordId={data.id} tags={data.tags} />
      <Proof record={data} />
      {data.subject.kind === "post" && (
        <LinkButton to={`/posts/${data.subject.id}`}>{t("toPost")}</LinkButton>
      )}
      {data.dispositionId === null && may("retention.read") && (
        <LinkButton small to={`/retention/records/${data.id}`}>
          {t("toSeries")}
        </LinkButton>
      )}
      {data.payload !== null && (
        <details className={css["native"]}>
          <summary>{t("native")}</summary>
          <pre>{JSON.stringify(data.payload, undefined, 2)}</pre>
        </details>
      )}
      <p>
        <Quiet small>{t("audit")}</Quiet>
      </p>
    </div>
  );
}

function Facts({ record }: { record: Whole }) {
  const t = useWords(archiveWords);
  const names = useNames();
  const direction = record.direction;
  return (
    <section>
      <h3>{t("facts")}</h3>
      <dl>
        <dt>{t("who")}</dt>
        <dd>{names.person(record.personId)}</dd>
        {record.channelId !== null && (
          <>
            <dt>{t("channel")}</dt>
            <dd>{names.channel(record.channelId)}</dd>
          </>
        )}
        <dt>{t("direction")}</dt>
        <dd>
          {direction === "in" || direction === "out" || direction === "internal"
            ? t(direction)
            : direction}
        </dd>
        <dt>{t("occurred")}</dt>
        <dd>
          <TimeAgo at={record.occurredAt} />
        </dd>
        <dt>{t("captured")}</dt>
        <dd>
          <TimeAgo at={record.capturedAt} />
        </dd>
      </dl>
    </section>
  );
}

function Proof({ record }: { record: Whole }) {
  const t = useWords(archiveWords);
  const language = useLanguage();
  const { leaf, leafHash } = record;
  return (
    <section>
      <h3>{t("proof")}</h3>
      <dl>
        <dt>{t("leaf")}</dt>
        <dd>
          {leaf === null ? (
            <StateBadge meaning="info" label={t("waiting")} />
          ) : (
            <StateBadge
              meaning="good"
              icon={IconShieldCheck}
              label={t("inLog", { leaf: leaf.toLocaleString(language) })}
            />
          )}
        </dd>
        <dt>{t("leafHash")}</dt>
        <dd>
          <CopyHash hash={leafHash} shown={20} />
        </dd>
      </dl>
      <Quiet small>{leaf === null ? t("waitingMeans") : t("proofMeans")}</Quiet>
    </section>
  );
}

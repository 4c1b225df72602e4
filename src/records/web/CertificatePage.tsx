import { useParams } from "react-router";
import css from "./Retention.module.css";
import {
  retentionApi,
  useCertificate,
  useRetentionChanged,
  type CertificateData,
} from "./retention-api.ts";
import { useDispositionState } from "./RetentionPage.tsx";
import { retentionWords } from "./words/retention.ts";
import { apiBase } from "#ui/api.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay, useSession } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

type Disposition = CertificateData["disposition"];
type Item = CertificateData["items"][number];

/** `/retention/:id`: one destruction, from its proposal to its certificate. */
export function CertificatePage() {
  const t = useWords(retentionWords);
  const { id = "" } = useParams();
  const { data, error, refetch } = useCertificate(id);
  const badgeOf = useDispositionState();
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonPage />;
  const { disposition, items } = data;
  return (
    <>
      <PageHeader
        title={t(disposition.finishedAt ? "certificate" : "destruction", {
          number: disposition.number,
        })}
        up={{ to: "/retention", label: t("dueTitle") }}
        about={t("certificateAbout")}
        actions={<Acts disposition={disposition} />}
      />
      <Stack gap={24}>
        <Panel
          title={`${disposition.seriesCode} ${disposition.seriesTitle}`}
          aside={<StateBadge {...badgeOf(disposition)} />}
        >
          <Facts disposition={disposition} />
        </Panel>
        <Panel title={t("records")}>
          <p>
            <Quiet>
              {t("proofAbout")}{" "}
              {items.length < disposition.records && t("shown", { count: items.length })}
            </Quiet>
          </p>
          <Items items={items} />
        </Panel>
      </Stack>
    </>
  );
}

function Facts({ disposition }: { disposition: Disposition }) {
  const t = useWords(retentionWords);
  return (
    <dl className={css["facts"]}>
      <dt>{t("authority")}</dt>
      <dd>{disposition.authority}</dd>
      <dt>{t("period")}</dt>
      <dd>{t("months", { count: disposition.months })}</dd>
      <dt>{t("why")}</dt>
      <dd>{disposition.why}</dd>
      <dt>{t("proposedBy")}</dt>
      <dd>
        {t("byName", { name: disposition.proposedByName ?? "" })},{" "}
        <TimeAgo at={disposition.proposedAt} />
      </dd>
      {disposition.approvedAt && (
        <>
          <dt>{t("approvedBy")}</dt>
          <dd>
            {t("byName", { name: disposition.approvedByName ?? "" })},{" "}
            <TimeAgo at={disposition.approvedAt} />
          </dd>
        </>
      )}
      <dt>{t("gone")}</dt>
      <dd>{t("erasedOf", { erased: disposition.erased, records: disposition.records })}</dd>
      {disposition.kept > 0 && (
        <>
          <dt>{t("kept")}</dt>
          <dd>{disposition.kept}</dd>
        </>
      )}
    </dl>
  );
}

function Acts({ disposition }: { disposition: Disposition }) {
  const t = useWords(retentionWords);
  const may = useMay();
  const { person } = useSession();
  const changed = useRetentionChanged();
  if (disposition.finishedAt)
    return (
      <a
        href={`${apiBase}/dispositions/${disposition.id}/certificate.pdf`}
        target="_blank"
        rel="noreferrer"
      >
        {t("pdf")}
      </a>
    );
  if (disposition.approvedAt || disposition.cancelledAt) return null;
  const mayApprove = may("disposition.approve") && person.id !== disposition.proposedBy;
  return (
    <>
      {may("disposition.propose") && (
        <ConfirmButton
          look="quiet"
          consequence={t("cancelConsequence")}
          onConfirm={async () => {
            await retentionApi.cancel(disposition.id);
            await changed();
          }}
        >
          {t("cancel")}
        </ConfirmButton>
      )}
      <ConfirmButton
        grave
        consequence={t("approveConsequence", { count: disposition.records })}
        disabledReason={mayApprove ? undefined : t("onlyThose")}
        onConfirm={async () => {
          await retentionApi.approve(disposition.id);
          await changed();
          toast(t("approved"));
        }}
      >
        {t("approve")}
      </ConfirmButton>
    </>
  );
}

function Items({ items }: { items: readonly Item[] }) {
  const t = useWords(retentionWords);
  const columns: Column<Item>[] = [
    { key: "record", label: t("record"), cell: ({ kind }) => kind },
    { key: "when", label: t("when"), cell: dayOf },
    { key: "state", label: t("state"), cell: stateOf },
    {
      key: "leaf",
      label: t("leaf"),
      isNumber: true,
      wideOnly: true,
      cell: ({ leaf }) => leaf ?? "–",
    },
    { key: "hash", label: "SHA-256", wideOnly: true, cell: hashOf },
  ];
  return (
    <DataTable
      label={t("records")}
      columns={columns}
      rows={items}
      rowId={(item) => item.id}
      rowTitle={(item) => item.kind}
      empty={null}
    />
  );
}

function dayOf({ occurredAt }: Item) {
  return <span className={css["day"]}>{occurredAt.slice(0, 10)}</span>;
}

function hashOf({ leafHash }: Item) {
  return <span className={css["hash"]}>{leafHash.slice(0, 16)}…</span>;
}

function stateOf(item: Item) {
  return <ItemState item={item} />;
}

function ItemState({ item: { erasedAt, kept } }: { item: Item }) {
  const t = useWords(retentionWords);
  if (erasedAt)
    return (
      <>
        {t("gone")}, <TimeAgo at={erasedAt} />
      </>
    );
  if (kept === null) return t("waiting");
  const why = kept === "legal-hold" ? "keptHold" : kept === "in-use" ? "keptInUse" : "keptRequest";
  return t("stays", { why: t(why) });
}

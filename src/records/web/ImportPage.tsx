import {
  IconAlertTriangle,
  IconCircleCheck,
  IconFileImport,
  IconHourglassLow,
} from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import css from "./Imports.module.css";
import { ImportReportPanels } from "./ImportReport.tsx";
import { ImportStateBadge } from "./ImportState.tsx";
import { importsApi, type ImportData } from "./imports-api.ts";
import { sizeOf } from "./sizes.ts";
import { reportWords } from "./words/report.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { CopyHash } from "#ui/CopyHash.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { toast } from "#ui/toast.ts";
import { useTold } from "#ui/told.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** `/imports/:id`: what a file holds and what is lost of it, before anything comes in and after. */
export function ImportPage() {
  const t = useWords(reportWords);
  const { id = "" } = useParams();
  const { data, error, refetch } = useQuery({
    queryKey: ["imports", id],
    queryFn: () => importsApi.one(id),
    refetchInterval: ({ state }) =>
      state.data?.state === "looking" || state.data?.state === "importing" ? 1_500 : false,
  });
  return (
    <>
      <PageHeader
        title={data?.name ?? "…"}
        up={{ to: "/imports", label: t("imports") }}
        {...(data
          ? { state: <ImportStateBadge state={data.state} />, actions: <Run data={data} /> }
          : {})}
      />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <SkeletonPage />}
      {data && (
        <Stack gap={16}>
          <Standing data={data} />
          {data.report && <ImportReportPanels report={data.report} isIn={data.state === "done"} />}
          <TheFile data={data} />
        </Stack>
      )}
    </>
  );
}

function Run({ data }: { data: ImportData }) {
  const t = useWords(reportWords);
  const language = useLanguage();
  const may = useMay();
  const cache = useQueryClient();
  if (data.state !== "looked" || !data.report) return null;
  const { records } = data.report;
  const reason = !may("records.import") ? t("mayNot") : records === 0 ? t("nothing") : undefined;
  return (
    <ConfirmButton
      look="primary"
      icon={IconFileImport}
      disabledReason={reason}
      consequence={t("consequence")}
      onConfirm={async () => {
        await importsApi.run(data.id);
        toast(t("ordered"));
        await cache.invalidateQueries({ queryKey: ["imports"] });
      }}
    >
      {t("run", { count: records }).replace(String(records), records.toLocaleString(language))}
    </ConfirmButton>
  );
}

/** Where it stands, in a sentence. */
function Standing({ data }: { data: ImportData }) {
  const t = useWords(reportWords);
  const language = useLanguage();
  const told = useTold();
  const number = (count: number) => count.toLocaleString(language);
  switch (data.state) {
    case "looking":
      return <Notice icon={IconHourglassLow}>{t("wait")}</Notice>;
    case "importing":
      return (
        <Notice icon={IconHourglassLow}>{t("bringing", { count: number(data.reached) })}</Notice>
      );
    case "failed":
      return (
        <Notice icon={IconAlertTriangle} meaning="bad">
          {t("failed", { why: told.sentence(data.failure ?? "").text })}
        </Notice>
      );
    case "done": {
      const already = data.reached - data.added;
      return (
        <Notice icon={IconCircleCheck} meaning="good">
          {t("done", { added: number(data.added) })}
          {already > 0 && ` ${t("already", { count: number(already) })}`}
        </Notice>
      );
    }
    case "looked":
      return null;
  }
}

function TheFile({ data }: { data: ImportData }) {
  const t = useWords(reportWords);
  const language = useLanguage();
  return (
    <Panel title={t("theFile")}>
      <dl className={css["facts"]}>
        <Fact name={t("name")}>{data.name}</Fact>
        {data.account !== "" && <Fact name={t("account")}>{data.account}</Fact>}
        <Fact name={t("size")}>{sizeOf(data.sizeBytes, language)}</Fact>
        <Fact name={t("hash")}>
          <CopyHash hash={data.sha256} shown={16} />
        </Fact>
      </dl>
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={css["fact"]}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

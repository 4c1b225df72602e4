import { IconAlertTriangle, IconScale } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ClosedDays } from "./ClosedDays.tsx";
import { longDay } from "./day-words.ts";
import { ExemptionCodes } from "./ExemptionCodes.tsx";
import { LawForm } from "./LawForm.tsx";
import { requestsApi, type LawData } from "./requests-api.ts";
import css from "./Requests.module.css";
import { lawWords } from "./words/law.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

/** `/records-law`: the law as it is counted here, who verified it, and the agency's own days. */
export function LawPage() {
  const t = useWords(lawWords);
  const language = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ["records-law"],
    queryFn: requestsApi.law,
  });
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonPage />;
  const { own } = data;
  const isVerified = own?.verifiedOn !== null && own?.verifiedOn !== undefined;
  return (
    <>
      <PageHeader
        title={t("title")}
        about={t("about")}
        up={{ to: "/requests", label: t("list") }}
        state={
          isVerified ? (
            <StateBadge
              meaning="good"
              label={t("verified", {
                day: longDay(own.verifiedOn ?? "", language),
                name: own.verifiedBy ?? "",
              })}
            />
          ) : (
            <StateBadge meaning="wait" label={t("notVerified")} />
          )
        }
      />
      <div className={css["page"]}>
        <div className={css["column"]}>
          {!isVerified && (
            <Notice icon={IconScale} meaning="wait">
              {t("notVerifiedAbout", { day: longDay(data.comparedOn, language) })}
            </Notice>
          )}
          {data.table.confidence !== "high" && !isVerified && (
            <Notice icon={IconAlertTriangle} meaning="wait">
              {t("unsure")}
            </Notice>
          )}
          {/* Typed anew when it was saved: the form begins with what stands. */}
          <LawForm key={own?.changedAt ?? "table"} data={data} changed={() => void refetch()} />
        </div>
        <div className={css["column"]}>
          <ClosedDays data={data} changed={() => void refetch()} />
          <Told data={data} />
          <ExemptionCodes today={data.today} />
        </div>
      </div>
    </>
  );
}

/** What the table says in words: it is the law's language, and stays English. */
function Told({ data }: { data: LawData }) {
  const t = useWords(lawWords);
  const { extension, missed, notes } = data.law;
  if (!extension && !missed && notes.length === 0) return null;
  return (
    <Panel title={t("told")}>
      <dl className={css["facts"]}>
        {extension && (
          <div>
            <dt>{t("more")}</dt>
            <dd lang="en">
              {extension.term ? `${extension.term.days} ${extension.term.kind} days, ` : ""}
              {extension.ground}
            </dd>
          </div>
        )}
        {missed && (
          <div>
            <dt>{t("missed")}</dt>
            <dd lang="en">{missed}</dd>
          </div>
        )}
        {notes.map((one) => (
          <div key={one}>
            <dt>{t("notes")}</dt>
            <dd lang="en">{one}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

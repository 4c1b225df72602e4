import css from "./Policy.module.css";
import { ListsPanel } from "./ListsPanel.tsx";
import { Contents, PolicyText } from "./PolicyText.tsx";
import { useInForce } from "./queries.ts";
import { ReadinessPanel } from "./ReadinessPanel.tsx";
import { BeginButton, PolicyTabs } from "./VersionsPage.tsx";
import { TrainingsPanel } from "./TrainingsPanel.tsx";
import { policyWords } from "./words/policy.ts";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

/** `/policy`: the version in force, to be read, cited and acknowledged. */
export function PolicyPage() {
  const t = useWords(policyWords);
  const { data, error, refetch } = useInForce();
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonPage />;
  const { policy } = data;
  if (!policy)
    return (
      <>
        <PageHeader title={t("title")} about={t("about")} />
        <EmptyState picture="paper" sentence={t("none")} action={<BeginButton />} />
      </>
    );
  return (
    <>
      <PageHeader
        title={policy.title}
        state={<StateBadge meaning="good" label={t("version", { version: policy.version })} />}
        about={
          <>
            {policy.inForceFrom && (
              <>
                {t("since")} <TimeAgo at={policy.inForceFrom} show="clock" />
              </>
            )}
            {policy.reviewBy && (
              <>
                , {t("reviewBy")} <TimeAgo at={policy.reviewBy} show="clock" />
              </>
            )}
            .
          </>
        }
      />
      <PolicyTabs />
      <div className={css["page"]}>
        <Contents policy={policy} />
        <div className={css["you"]}>
          <ReadinessPanel version={policy.version} />
        </div>
        <PolicyText policy={policy}>
          <TrainingsPanel paragraphs={policy.paragraphs} />
          <ListsPanel />
        </PolicyText>
      </div>
    </>
  );
}

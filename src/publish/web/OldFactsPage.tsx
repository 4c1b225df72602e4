import { OldFactList, useOldFacts } from "./OldFacts.tsx";
import { oldFactWords } from "./words/old-facts.ts";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

/** The board of what still carries old facts, across all posts. */
export function OldFactsPage() {
  const t = useWords(oldFactWords);
  const { data, error, refetch } = useOldFacts();
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      <Panel title={t("onPost")}>
        {!data && !error && <SkeletonRows rows={3} />}
        {data?.oldFacts.length === 0 && <EmptyState small picture="calm" sentence={t("none")} />}
        {data && <OldFactList facts={data.oldFacts} withPost />}
      </Panel>
    </>
  );
}

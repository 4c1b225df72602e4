import { PlanningTabs } from "./PlanningPage.tsx";
import { useQueue } from "./api.ts";
import css from "./Planning.module.css";
import { Places } from "./Places.tsx";
import { AddSlot, Slots } from "./Slots.tsx";
import { planningWords } from "./words/planning.ts";
import { queueWords } from "./words/queue.ts";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

/** `/planning/queue`: the slots of a week, and what stands in them. */
export function QueuePage() {
  const t = useWords(queueWords);
  const p = useWords(planningWords);
  const may = useMay();
  const { data, error, refetch } = useQueue();
  return (
    <>
      <PageHeader title={p("tabQueue")} about={t("about")} />
      <PlanningTabs />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <SkeletonPage />}
      {data && (
        <div className={css["panels"]} data-first="wider">
          <Panel title={t("coming")}>
            {data.places.length === 0 ? (
              <EmptyState small picture="calm" sentence={t("none")} />
            ) : (
              <Places places={data.places} />
            )}
          </Panel>
          <Panel title={t("slots")}>
            <Slots slots={data.slots} />
            {may("slot.write") && <AddSlot />}
          </Panel>
        </div>
      )}
    </>
  );
}

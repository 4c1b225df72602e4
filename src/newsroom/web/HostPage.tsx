import { useHost } from "./api.ts";
import css from "./Host.module.css";
import { HostForm } from "./HostForm.tsx";
import { HostState } from "./HostState.tsx";
import { hostWords } from "./words.ts";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

/** `/newsroom/host`: where a copy of the newsroom lies, and how the last push to it went. */
export function HostPage() {
  const t = useWords(hostWords);
  const may = useMay();
  const { data, error, refetch } = useHost();
  const mayChange = may("newsroom-host.change");
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      <div className={css["columns"]}>
        {!data && !error && <SkeletonRows rows={4} />}
        {data?.host && <HostState host={data.host} />}
        {data && !data.host && (
          <Panel title={t("state")}>
            <EmptyState small picture="channel" sentence={t("none")} />
          </Panel>
        )}
        {data && mayChange && data.host?.endedAt == null && (
          <HostForm key={data.host?.setAt ?? "new"} host={data.host ?? undefined} />
        )}
      </div>
    </>
  );
}

import { AddSource } from "./AddSource.tsx";
import { CallTabs } from "./CallTabs.tsx";
import css from "./Calls.module.css";
import { SourceLine } from "./SourceLine.tsx";
import { sourcesApi, useCallSources, useCallSourcesChanged } from "./sources-api.ts";
import { sourceWords } from "./words/sources.ts";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Stack } from "#ui/layout.tsx";
import { LineList } from "#ui/LineList.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { Silences } from "#ui/Silences.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

/** `/calls/sources`: where calls come from, when each source was heard, and what it brought. */
export function SourcesPage() {
  const t = useWords(sourceWords);
  const may = useMay();
  const changed = useCallSourcesChanged();
  const { data, error, refetch } = useCallSources();
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <CallTabs />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      <div className={css["columns"]}>
        <Stack gap={24}>
          <Panel title={t("standing")}>
            {!data && !error && <SkeletonRows rows={3} />}
            {data?.sources.length === 0 && (
              <EmptyState small picture="channel" sentence={t("none")} />
            )}
            {data && data.sources.length > 0 && (
              <LineList>
                {data.sources.map((source) => (
                  <SourceLine key={source.id} source={source} list={data} />
                ))}
              </LineList>
            )}
          </Panel>
          {data && (
            <Silences
              silences={data.silences}
              may={may("call-source.answer")}
              answer={async (id, note) => {
                await sourcesApi.answer(id, note);
                await changed();
              }}
            />
          )}
        </Stack>
        {may("call-source.change") && data && <AddSource list={data} />}
      </div>
    </>
  );
}

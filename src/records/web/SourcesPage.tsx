import { AddSource } from "./AddSource.tsx";
import css from "./Sources.module.css";
import { SourceLine } from "./SourceLine.tsx";
import { sourcesApi, useSources, useSourcesChanged } from "./sources-api.ts";
import { sourcesWords } from "./words/sources.ts";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Stack } from "#ui/layout.tsx";
import { LineList } from "#ui/LineList.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { Silences } from "#ui/Silences.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

/** `/sources`: which programs hand in staff messages, when each was heard, and whose its addresses are. */
export function SourcesPage() {
  const t = useWords(sourcesWords);
  const may = useMay();
  const changed = useSourcesChanged();
  const { data, error, refetch } = useSources();
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
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
                  <SourceLine
                    key={source.id}
                    source={source}
                    origin={data.origin}
                    isSilent={data.silences.some(
                      ({ sourceId, untilAt }) => sourceId === source.id && untilAt === null,
                    )}
                  />
                ))}
              </LineList>
            )}
          </Panel>
          {data && (
            <Silences
              silences={data.silences}
              may={may("intake.answer")}
              answer={async (id, note) => {
                await sourcesApi.answer(id, note);
                await changed();
              }}
            />
          )}
        </Stack>
        {may("intake.change") && (
          <AddSource origin={data?.origin ?? ""} journals={data?.journals ?? true} />
        )}
      </div>
    </>
  );
}

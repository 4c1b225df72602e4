import { useQuery } from "@tanstack/react-query";
import { recordsOf, type PostPageData } from "./api.ts";
import { postWords } from "./words/posts.ts";
import { recordWords, type RecordKind } from "./words/records.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { Timeline } from "#ui/Timeline.tsx";
import { useWords } from "#ui/words.ts";

/** The post's entries in the archive: who, what, when, and its place in the log. */
export function RecordsPanel({ post }: { post: PostPageData }) {
  const t = useWords(postWords);
  const kinds = useWords(recordWords);
  const said = (kind: string) => {
    const found = kindOf(kind);
    return found ? kinds(found) : kind;
  };
  const { data, error } = useQuery({
    queryKey: ["posts", "records", post.post.id, post.post.changedAt, post.standing],
    queryFn: () => recordsOf(post.post.id),
    // A record is sealed into the log within seconds; its proof appears by itself.
    refetchInterval: ({ state }) =>
      state.data?.records.some(({ leaf }) => leaf === null) ? sealedWithinMs : false,
  });
  return (
    <Panel title={t("timeline")}>
      <p>
        <Quiet small>{t("timelineAbout")}</Quiet>
      </p>
      <ErrorNotice error={error} />
      {!data && !error && <SkeletonRows rows={3} />}
      {data && (
        <Timeline
          label={t("timeline")}
          entries={data.records
            .toSorted(
              (a, b) =>
                b.occurredAt.localeCompare(a.occurredAt) ||
                (b.leaf ?? Infinity) - (a.leaf ?? Infinity),
            )
            .map((one) => ({
              id: one.id,
              at: one.occurredAt,
              who: one.personId ? (post.people[one.personId] ?? t("somebody")) : t("system"),
              what: said(one.kind),
              proof:
                one.leaf === null ? t("leafWaits") : t("leaf", { leaf: one.leaf.toLocaleString() }),
            }))}
        />
      )}
    </Panel>
  );
}

const sealedWithinMs = 5_000;

const known: readonly RecordKind[] = [
  "post-drafted",
  "post-edited",
  "post-submitted",
  "post-approved",
  "post-returned",
  "approval-withdrawn",
  "glass-broken",
  "glass-reviewed",
  "post-recalled",
];

function kindOf(kind: string): RecordKind | undefined {
  return known.find((one) => kind === `publish.${one}`);
}

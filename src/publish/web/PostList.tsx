import { useInfiniteQuery } from "@tanstack/react-query";
import { postsApi, type PostRow } from "./api.ts";
import { DeliveryStrip } from "./DeliveryStrip.tsx";
import css from "./Posts.module.css";
import { useClassOf, usePolicy, usePost } from "./queries.ts";
import { PostStateBadge, postStates, usePostStateLabel } from "./states.tsx";
import { postWords } from "./words/posts.ts";
import { stateWords } from "./words/states.ts";
import { IconPencilPlus } from "@tabler/icons-react";
import { Button, LinkButton } from "#ui/buttons.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { FilterBar } from "#ui/FilterBar.tsx";
import { useFilters } from "#ui/filters.ts";
import { Quiet, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

export function PostList() {
  const t = useWords(postWords);
  const may = useMay();
  const filters = useFilters(["q", "state", "class"]);
  const policy = usePolicy();
  const stateLabel = usePostStateLabel();
  const { q, state, class: code } = filters.values;
  const query = useInfiniteQuery({
    queryKey: ["posts", "list", q, state, code],
    queryFn: ({ pageParam }) =>
      postsApi.list({
        ...(q ? { text: q } : {}),
        ...(state ? { state } : {}),
        ...(code ? { class: code } : {}),
        ...(pageParam ? { before: pageParam } : {}),
      }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
  });
  const write = (
    <LinkButton to="/posts/new" look="primary" icon={IconPencilPlus}>
      {t("newPost")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} actions={may("post.draft") && write} />
      <FilterBar
        list="posts"
        filters={filters}
        search={{ key: "q", label: t("search") }}
        views={[
          { name: t("waitingView"), query: "state=submitted" },
          { name: t("draftView"), query: "state=draft" },
        ]}
        choices={[
          {
            key: "state",
            label: t("state"),
            choices: postStates.map((value) => ({ value, label: stateLabel(value) })),
          },
          {
            key: "class",
            label: t("class"),
            choices: (policy?.classes ?? []).map((one) => ({ value: one.code, label: one.title })),
          },
        ]}
      />
      <DataTable
        label={t("title")}
        columns={useColumns()}
        rows={query.data?.pages.flatMap(({ posts }) => posts)}
        rowId={(post) => post.id}
        rowTitle={(post) => post.headline}
        pageOf={(post) => `/posts/${post.id}`}
        drawer={detailsOf}
        error={query.error}
        onRetry={() => void query.refetch()}
        onMore={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
        isLoadingMore={query.isFetchingNextPage}
        empty={
          filters.isFiltered ? (
            <EmptyState
              picture="search"
              sentence={t("emptyFound")}
              action={<Button onClick={filters.clear}>{t("clear")}</Button>}
            />
          ) : (
            <EmptyState picture="paper" sentence={t("empty")} action={may("post.draft") && write} />
          )
        }
      />
    </>
  );
}

const detailsOf = (post: PostRow) => <Details id={post.id} />;

function useColumns(): Column<PostRow>[] {
  const t = useWords(postWords);
  const s = useWords(stateWords);
  const classOf = useClassOf();
  return [
    {
      key: "headline",
      label: t("post"),
      cell: (post) => (
        <span className={css["headline"]}>
          <span>{post.headline || s("noHeadline")}</span>
        </span>
      ),
    },
    { key: "state", label: t("state"), cell: (post) => <PostStateBadge state={post.state} /> },
    { key: "class", label: t("class"), wideOnly: true, cell: (post) => classOf(post.class).title },
    {
      key: "when",
      label: t("when"),
      wideOnly: true,
      cell: (post) =>
        post.publishAt ? (
          <TimeAgo at={post.publishAt} />
        ) : (
          <Quiet>
            {post.state === "approved"
              ? t("atOnce")
              : post.state === "recalled"
                ? "–"
                : s("whenApproved")}
          </Quiet>
        ),
    },
    {
      key: "changed",
      label: t("changed"),
      wideOnly: true,
      cell: (post) => (
        <span className={css["age"]}>
          <TimeAgo at={post.changedAt} show="age" />
        </span>
      ),
    },
  ];
}

/** What the drawer shows of a row: the words, and where each channel stands. */
function Details({ id }: { id: string }) {
  const t = useWords(postWords);
  const { data } = usePost(id);
  if (!data) return <SkeletonRows rows={4} />;
  return (
    <Stack gap={16}>
      <div>
        <PostStateBadge state={data.post.state} />
      </div>
      <p className={css["prose"]} lang={data.content.language}>
        {data.content.text}
      </p>
      <h3>{t("deliveries")}</h3>
      <DeliveryStrip post={data} isShort />
    </Stack>
  );
}

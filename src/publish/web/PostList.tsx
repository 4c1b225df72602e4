import { useInfiniteQuery } from "@tanstack/react-query";
import { pictureUrl, postsApi, type PostRow } from "./api.ts";
import { useBeats } from "./delegations-api.ts";
import { DeliveryStrip } from "./DeliveryStrip.tsx";
import css from "./Posts.module.css";
import { useAuthors, useChannels, useClassOf, usePolicy, usePost } from "./queries.ts";
import { isStanding, StandingBadge, standings, useCounted, useStandingLabel } from "./states.tsx";
import { postWords } from "./words/posts.ts";
import { stateWords } from "./words/states.ts";
import { IconPencilPlus } from "@tabler/icons-react";
import { Button, LinkButton } from "#ui/buttons.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { FilterBar, type FilterChoice } from "#ui/FilterBar.tsx";
import { useFilters } from "#ui/filters.ts";
import { Quiet, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

const keys = ["q", "state", "channel", "class", "author", "beat"] as const;

export function PostList() {
  const t = useWords(postWords);
  const may = useMay();
  const filters = useFilters(keys);
  const query = usePosts(filters.values);
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
          { name: t("personView"), query: "state=needs-person" },
          { name: t("draftView"), query: "state=draft" },
        ]}
        choices={useChoices()}
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

type Values = Readonly<Record<(typeof keys)[number], string>>;

function usePosts({ q, state, channel, class: code, author, beat }: Values) {
  return useInfiniteQuery({
    queryKey: ["posts", "list", q, state, channel, code, author, beat],
    queryFn: ({ pageParam }) =>
      postsApi.list({
        ...(q ? { text: q } : {}),
        ...(isStanding(state) ? { state } : {}),
        ...(channel ? { channel } : {}),
        ...(code ? { class: code } : {}),
        ...(author ? { author } : {}),
        ...(beat ? { beat } : {}),
        ...(pageParam ? { before: pageParam } : {}),
      }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
    refetchOnMount: "always",
  });
}

function useChoices(): FilterChoice<(typeof keys)[number]>[] {
  const t = useWords(postWords);
  const label = useStandingLabel();
  const policy = usePolicy();
  const authors = useAuthors();
  const beats = useBeats();
  const { channels } = useChannels();
  const named = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  return [
    {
      key: "state",
      label: t("state"),
      choices: standings.map((value) => ({ value, label: label(value) })),
    },
    { key: "channel", label: t("channel"), choices: channels.map(named) },
    {
      key: "class",
      label: t("class"),
      choices: (policy?.classes ?? []).map(({ code, title }) => ({ value: code, label: title })),
    },
    { key: "author", label: t("author"), choices: authors.map(named) },
    ...(beats.length > 0
      ? [
          {
            key: "beat" as const,
            label: t("beat"),
            choices: beats.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` })),
          },
        ]
      : []),
  ];
}

const detailsOf = (post: PostRow) => <Details id={post.id} />;

function useColumns(): Column<PostRow>[] {
  const t = useWords(postWords);
  const s = useWords(stateWords);
  const classOf = useClassOf();
  const counted = useCounted();
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
    {
      key: "state",
      label: t("state"),
      cell: (post) => (
        <span className={css["standing"]}>
          <StandingBadge standing={post.standing} />
          <Quiet small>{counted(post.counts)}</Quiet>
        </span>
      ),
    },
    { key: "class", label: t("class"), wideOnly: true, cell: (post) => classOf(post.class).title },
    { key: "author", label: t("author"), wideOnly: true, cell: (post) => post.author },
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
  const [picture] = data.content.media;
  return (
    <Stack gap={16}>
      <div>
        <StandingBadge standing={data.standing} />
      </div>
      <div className={css["summary"]}>
        {picture && (
          <img
            src={pictureUrl(picture.poster ?? picture.sha256)}
            alt={picture.alt}
            width={96}
            height={72}
          />
        )}
        <p className={css["prose"]} lang={data.content.language}>
          {data.content.text}
        </p>
      </div>
      <h3>{t("deliveries")}</h3>
      <DeliveryStrip post={data} isShort />
    </Stack>
  );
}

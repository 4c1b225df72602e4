import { IconPhotoPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { Link } from "react-router";
import { mediaApi, mediaPath, type LibraryItem, type LibraryQuery, type Standing } from "./api.ts";
import css from "./Media.module.css";
import { StillOutNotice } from "./StillOutNotice.tsx";
import { Thumbnail, TileWords } from "./Tile.tsx";
import { acceptedFiles, useAdding } from "./use-adding.ts";
import { libraryWords } from "./words/library.ts";
import { standingWords } from "./words/standing.ts";
import { Button } from "#ui/buttons.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { FilterBar } from "#ui/FilterBar.tsx";
import { useFilters } from "#ui/filters.ts";
import { Quiet, Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { useWords } from "#ui/words.ts";

const standings: readonly Standing[] = ["free", "unknown", "expired", "withdrawn"];

/** Every picture and video of the agency, newest first. */
export function LibraryPage() {
  const t = useWords(libraryWords);
  const standing = useWords(standingWords);
  const filters = useFilters(["text", "kind", "rights", "who", "unused", "tag"]);
  const library = useLibrary(filters.values);
  const pages = library.data?.pages ?? [];
  const items = pages.flatMap((page) => page.items);
  const { people = [], tags = [] } = pages[0] ?? {};
  return (
    <>
      <PageHeader
        title={t("title")}
        about={t("about")}
        actions={<AddButton onAdded={() => void library.refetch()} />}
      />
      <StillOutNotice />
      <FilterBar
        list="media"
        filters={filters}
        search={{ key: "text", label: t("search") }}
        choices={[
          {
            key: "kind",
            label: t("kind"),
            choices: (["picture", "video"] as const).map((value) => ({ value, label: t(value) })),
          },
          {
            key: "rights",
            label: t("rights"),
            choices: standings.map((value) => ({ value, label: standing(value) })),
          },
          {
            key: "who",
            label: t("who"),
            choices: people.map(({ id, name }) => ({ value: id, label: name })),
          },
          { key: "unused", label: t("use"), choices: [{ value: "true", label: t("unused") }] },
          {
            key: "tag",
            label: t("tags"),
            choices: tags.map((value) => ({ value, label: value })),
          },
        ]}
      />
      <ErrorNotice error={library.error} onRetry={() => void library.refetch()} />
      {library.isSuccess && items.length === 0 && (
        <EmptyState picture="search" sentence={t(filters.isFiltered ? "none" : "empty")} />
      )}
      <Stack gap={24}>
        <Grid items={items} />
        {library.hasNextPage && (
          <Row>
            <Button
              loading={library.isFetchingNextPage}
              onClick={() => void library.fetchNextPage()}
            >
              {t("more")}
            </Button>
          </Row>
        )}
      </Stack>
    </>
  );
}

/** A page after another of what fits; the address holds what is asked for. */
export function useLibrary(values: Partial<Record<keyof LibraryQuery, string>>) {
  const query = Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== ""),
  ) as LibraryQuery;
  return useInfiniteQuery({
    queryKey: ["media", "library", query],
    queryFn: ({ pageParam }) =>
      mediaApi.list(pageParam === "" ? query : { ...query, before: pageParam }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  });
}

function Grid({ items }: { items: readonly LibraryItem[] }) {
  const t = useWords(libraryWords);
  return (
    <ul className={css["grid"]} aria-label={t("title")}>
      {items.map((item) => (
        <li key={item.sha256}>
          <Link className={css["tile"]} to={mediaPath(item.sha256)}>
            <Thumbnail item={item} />
            <TileWords item={item} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function AddButton({ onAdded }: { onAdded: () => void }) {
  const t = useWords(libraryWords);
  const may = useMay();
  const input = useRef<HTMLInputElement>(null);
  const { busy, error, adding, add } = useAdding(onAdded);
  if (!may("media.add")) return null;
  return (
    <Stack gap={8}>
      <Button
        look="primary"
        icon={IconPhotoPlus}
        loading={busy}
        onClick={() => input.current?.click()}
      >
        {t("add")}
      </Button>
      <input
        ref={input}
        type="file"
        accept={acceptedFiles}
        multiple
        hidden
        aria-label={t("add")}
        onChange={({ currentTarget }) => {
          void add([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
      <span role="status">
        {adding && (
          <Quiet small>
            {adding.part > 0
              ? t("addingPart", { name: adding.name, part: Math.round(adding.part * 100) })
              : t("adding", { name: adding.name })}
          </Quiet>
        )}
      </span>
      <ErrorNotice error={error} />
    </Stack>
  );
}

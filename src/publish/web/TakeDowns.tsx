import { IconArrowDownToArc } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { postsApi, type PostFilter, type PostRow } from "./api.ts";
import css from "./Calendar.module.css";
import { oldFactWords } from "./words/old-facts.ts";
import { dayOf, localOf } from "./zoned.ts";
import { useZone } from "#ui/session.ts";
import { useWords } from "#ui/words.ts";

/** What takes itself down within a span, by day of the agency's clock. */
export function useTakeDowns(
  from: string,
  until: string,
  narrowed: PostFilter,
): ReadonlyMap<string, readonly PostRow[]> {
  const zone = useZone();
  const { data } = useQuery({
    queryKey: ["posts", "take-downs", from, until, narrowed],
    queryFn: () => postsApi.list({ ...narrowed, downFrom: from, downUntil: until }),
  });
  const standing = data?.posts.filter(({ state }) => state !== "recalled") ?? [];
  return Map.groupBy(standing, (post) => dayOf(new Date(post.takeDownAt ?? 0), zone));
}

/** One post that comes down on a day. */
export function TakeDownEntry({ post }: { post: PostRow }) {
  const t = useWords(oldFactWords);
  const zone = useZone();
  return (
    <div className={css["entryRow"]}>
      <Link className={css["entry"]} data-meaning="none" to={`/posts/${post.id}`}>
        <IconArrowDownToArc size={14} stroke={2} aria-hidden />
        <span>
          <span className="ob-figures">
            {localOf(new Date(post.takeDownAt ?? 0), zone).slice(11)}
          </span>{" "}
          {t("takeDown")}: {post.headline}
        </span>
      </Link>
    </div>
  );
}

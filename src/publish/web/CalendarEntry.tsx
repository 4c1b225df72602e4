import { useState, type DragEvent } from "react";
import { Link } from "react-router";
import type { PostRow } from "./api.ts";
import css from "./Calendar.module.css";
import { isMovable, MoveButton } from "./MovePost.tsx";
import { lookOf, useStandingLabel } from "./states.tsx";
import { localOf } from "./zoned.ts";
import { useMay, useZone } from "#ui/session.ts";

const dragType = "application/x-openbeat-post";

export function timeOf(post: PostRow): string {
  return post.publishAt ?? post.changedAt;
}

/** A post on its day: opened by a click, moved by dragging it or by its button. */
export function CalendarEntry({ post }: { post: PostRow }) {
  const zone = useZone();
  const may = useMay();
  const label = useStandingLabel();
  const { icon: Icon, meaning } = lookOf(post.standing);
  const canMove = may("post.draft") && isMovable(post);
  return (
    <div className={css["entryRow"]}>
      <Link
        className={css["entry"]}
        data-meaning={meaning}
        to={`/posts/${post.id}`}
        draggable={canMove}
        onDragStart={({ dataTransfer }) => {
          dataTransfer.setData(dragType, post.id);
          dataTransfer.effectAllowed = "move";
        }}
      >
        <Icon size={14} stroke={2} aria-hidden />
        <span>
          <span className="ob-figures">{localOf(new Date(timeOf(post)), zone).slice(11)}</span>{" "}
          {post.headline}
          <span className="ob-hidden">, {label(post.standing)}</span>
        </span>
      </Link>
      <MoveButton post={post} />
    </div>
  );
}

/** Days that take a dragged post; what was dropped is asked about before anything changes. */
export function useDrop(posts: readonly PostRow[]) {
  const [over, setOver] = useState<string>();
  const [dropped, setDropped] = useState<{ post: PostRow; day: string }>();
  const drop = (day: string) => ({
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(dragType)) return;
      event.preventDefault();
      setOver(day);
    },
    onDragLeave: () => setOver(undefined),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(undefined);
      const post = posts.find(({ id }) => id === event.dataTransfer.getData(dragType));
      if (post) setDropped({ post, day });
    },
  });
  return { over, drop, dropped, settle: () => setDropped(undefined) };
}

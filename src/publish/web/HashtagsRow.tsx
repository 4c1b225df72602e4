import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { postsApi } from "./api.ts";
import type { PartProps } from "./MessagePart.tsx";
import css from "./Shapes.module.css";
import { shapeWords } from "./words/shapes.ts";
import { useWords } from "#ui/words.ts";

/** The agency's own hashtags: one click writes one at the end of the text. */
export function HashtagsRow({ content, change }: PartProps) {
  const t = useWords(shapeWords);
  const [open, setOpen] = useState(false);
  const { data } = useQuery({
    queryKey: ["posts", "hashtags"],
    queryFn: () => postsApi.hashtags(),
    enabled: open,
  });
  const used = content.text.toLowerCase();
  const tags = data?.hashtags.filter(({ tag }) => !used.includes(`#${tag.toLowerCase()}`)) ?? [];
  return (
    <details className={css["tags"]} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t("hashtags")}</summary>
      {data && tags.length === 0 && <p>{t("noHashtags")}</p>}
      <div className={css["adds"]}>
        {tags.map(({ tag, posts }) => (
          <button
            key={tag}
            type="button"
            className={css["tag"]}
            title={t("usedIn", { count: posts })}
            onClick={() => change({ text: `${content.text.trimEnd()} #${tag}`.trimStart() })}
          >
            #{tag}
          </button>
        ))}
      </div>
    </details>
  );
}

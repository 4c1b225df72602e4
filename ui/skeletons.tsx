import css from "./skeletons.module.css";
import { kit } from "./words/kit.ts";
import { useWords } from "./words.ts";

/**
 * Lines where a list will stand. Shown only after a moment, so that quick answers do not flicker.
 */
export function SkeletonRows({ rows = 5 }: { rows?: number }) {
  const t = useWords(kit);
  return (
    <output className={css["rows"]} aria-label={t("loading")}>
      {Array.from({ length: rows }, (_, at) => (
        <span key={at} className={css["row"]} style={{ width: `${96 - ((at * 17) % 40)}%` }} />
      ))}
    </output>
  );
}

/** Head and body where a page will stand. */
export function SkeletonPage() {
  return (
    <div className={css["rows"]}>
      <span className={css["head"]} />
      <SkeletonRows rows={6} />
    </div>
  );
}

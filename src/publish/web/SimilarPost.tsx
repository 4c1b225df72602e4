import { Link } from "react-router";
import type { LintFinding } from "./api.ts";
import { lintWords } from "./words/lint.ts";
import { DiffText } from "#ui/DiffText.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

interface SimilarPostProps {
  similar: NonNullable<LintFinding["similar"]>;
  /** What is being written. */
  words: string;
}

/** The post that is nearly the same, and what differs. */
export function SimilarPost({ similar, words }: SimilarPostProps) {
  const t = useWords(lintWords);
  return (
    <div>
      <p>
        <Link to={`/posts/${similar.postId}`}>{similar.headline}</Link> <TimeAgo at={similar.at} />
      </p>
      <details>
        <summary>{t("whatDiffers")}</summary>
        <DiffText before={similar.text} after={words} />
      </details>
    </div>
  );
}

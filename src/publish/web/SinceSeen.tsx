import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { postsApi, type PostPageData } from "./api.ts";
import css from "./Approvals.module.css";
import { noteSeen, seenBefore } from "./seen-version.ts";
import { VersionChanges } from "./VersionChanges.tsx";
import { approvalWords } from "./words/approvals.ts";
import { useWords } from "#ui/words.ts";

/** What is new since this approver last looked, word by word, above the decision. */
export function SinceSeen({ post }: { post: PostPageData }) {
  const t = useWords(approvalWords);
  // Fixed when the case is opened: that it is seen now must not empty it.
  const [since] = useState(() => seenBefore(post));
  useEffect(() => noteSeen(post), [post]);
  const { data } = useQuery({
    queryKey: ["posts", "versions", post.post.id, post.version],
    queryFn: () => postsApi.versions(post.post.id),
    enabled: since !== undefined,
  });
  const before = data?.versions.find(({ version }) => version === since);
  if (since === undefined || !before) return null;
  return (
    <details className={css["since"]} open>
      <summary>{t("since", { number: since })}</summary>
      <VersionChanges before={before.content} after={post.content} />
    </details>
  );
}

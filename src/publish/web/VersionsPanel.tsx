import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { postsApi, type PostPageData } from "./api.ts";
import css from "./Posts.module.css";
import { VersionChanges } from "./VersionChanges.tsx";
import { postWords } from "./words/posts.ts";
import { CopyHash } from "#ui/CopyHash.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

type Version = Awaited<ReturnType<typeof postsApi.versions>>["versions"][number];

/** Every version with what changed in it, word by word. */
export function VersionsPanel({ post }: { post: PostPageData }) {
  const t = useWords(postWords);
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery({
    queryKey: ["posts", "versions", post.post.id, post.version],
    queryFn: () => postsApi.versions(post.post.id),
    enabled: open,
  });
  return (
    <Panel title={t("versions")}>
      <details
        className={css["versions"]}
        onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      >
        <summary>
          {t("compare")} ({post.versions.length})
        </summary>
        <ErrorNotice error={error} />
        <ol>
          {data?.versions.map((version, at) => (
            <li key={version.version}>
              <p>
                <strong>
                  {t("versionFrom", {
                    number: version.version,
                    name: post.people[version.authorId] ?? t("somebody"),
                  })}
                </strong>{" "}
                <Quiet>
                  <TimeAgo at={version.madeAt} />
                </Quiet>{" "}
                <CopyHash hash={version.hash} shown={8} />
              </p>
              <Change before={data.versions[at + 1]} after={version} />
            </li>
          ))}
        </ol>
      </details>
    </Panel>
  );
}

function Change({ before, after }: { before: Version | undefined; after: Version }) {
  const t = useWords(postWords);
  if (!before)
    return (
      <p>
        <Quiet>{t("firstVersion")}</Quiet>
      </p>
    );
  return <VersionChanges before={before.content} after={after.content} />;
}

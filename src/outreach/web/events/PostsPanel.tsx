import { Link } from "react-router";
import { PostState } from "../PostState.tsx";
import type { EventData } from "./api.ts";
import { eventWords } from "./words.ts";
import { DataTable } from "#ui/DataTable.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

/** Where its posts stand, channel by channel. */
export function PostsPanel({ data }: { data: EventData }) {
  const t = useWords(eventWords);
  return (
    <Panel title={t("posts")}>
      <DataTable
        label={t("posts")}
        columns={[
          { key: "what", label: t("what"), cell: whatOf },
          { key: "channel", label: t("channel"), cell: channelOf },
          { key: "state", label: t("state"), cell: stateOf },
        ]}
        rows={rowsOf(data)}
        rowId={({ key }) => key}
        rowTitle={({ channel }) => channel}
        empty={<Quiet>{t("noPosts")}</Quiet>}
      />
    </Panel>
  );
}

function whatOf({ postId, role, language }: PostRow) {
  return <What postId={postId} role={role} language={language} />;
}

function What({ postId, role, language }: Pick<PostRow, "postId" | "role" | "language">) {
  const t = useWords(eventWords);
  return <Link to={`/posts/${postId}`}>{`${t(role)} (${language})`}</Link>;
}

function channelOf({ channel, url }: PostRow) {
  if (!url) return channel;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {channel}
    </a>
  );
}

function stateOf({ state }: PostRow) {
  return <PostState state={state} />;
}

interface PostRow {
  key: string;
  postId: string;
  role: "tells" | "ends";
  language: string;
  channel: string;
  state: string;
  url: string | null;
}

/** One row a channel; a post that was not let out yet is one by itself. */
function rowsOf({ posts }: EventData): PostRow[] {
  return posts.flatMap(({ postId, role, language, state, deliveries }): PostRow[] => {
    const post = { postId, role, language };
    if (deliveries.length === 0) return [{ ...post, key: postId, channel: "–", state, url: null }];
    return deliveries.map(({ id, ...one }) => ({ ...post, ...one, key: id }));
  });
}

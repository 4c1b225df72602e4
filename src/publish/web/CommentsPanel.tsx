import { IconCheck, IconMessagePlus, IconRotate } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { commentsApi } from "./api.ts";
import css from "./Comments.module.css";
import { commentWords } from "./words/comments.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

type Comment = Awaited<ReturnType<typeof commentsApi.on>>["comments"][number];

/** What colleagues say to each other about a post: in the composer, on the approval, on the post's page. */
export function CommentsPanel({ postId }: { postId: string }) {
  const t = useWords(commentWords);
  const may = useMay();
  const { data, error } = useQuery({
    queryKey: ["comments", postId],
    queryFn: () => commentsApi.on(postId),
    refetchInterval: 30_000,
  });
  const open = data?.comments.filter(({ resolvedAt }) => resolvedAt === null) ?? [];
  const done = data?.comments.filter(({ resolvedAt }) => resolvedAt !== null) ?? [];
  return (
    <div id="comments">
      <Panel title={t("title")}>
        <p>
          <Quiet small>{t("about")}</Quiet>
        </p>
        <ErrorNotice error={error} />
        {data?.comments.length === 0 && <p>{t("none")}</p>}
        <Comments comments={open} postId={postId} />
        {done.length > 0 && (
          <details className={css["done"]}>
            <summary>{t("shown", { count: done.length })}</summary>
            <Comments comments={done} postId={postId} />
          </details>
        )}
        {may("comment.write") && <Say postId={postId} people={data?.people ?? []} />}
      </Panel>
    </div>
  );
}

function Comments({ comments, postId }: { comments: readonly Comment[]; postId: string }) {
  const t = useWords(commentWords);
  const may = useMay();
  const read = useReadAgain(postId);
  const { busy, error, act } = useAct();
  const turn = ({ id, resolvedAt }: Comment) =>
    act(async () => {
      if (resolvedAt === null) await commentsApi.resolve(id);
      else await commentsApi.reopen(id);
      await read();
    });
  if (comments.length === 0) return null;
  return (
    <>
      <ErrorNotice error={error} />
      <ol className={css["list"]}>
        {comments.map((one) => (
          <li key={one.id}>
            <p className={css["head"]}>
              <strong>{one.by}</strong>{" "}
              <Quiet small>
                <TimeAgo at={one.saidAt} /> · {t("onVersion", { number: one.version })}
              </Quiet>
            </p>
            <p className={css["body"]}>{one.body}</p>
            {one.resolver !== null && (
              <p>
                <Quiet small>{t("resolved", { name: one.resolver })}</Quiet>
              </p>
            )}
            {may("comment.write") && (
              <Button
                small
                look="quiet"
                icon={one.resolvedAt === null ? IconCheck : IconRotate}
                loading={busy}
                onClick={() => void turn(one)}
              >
                {t(one.resolvedAt === null ? "resolve" : "reopen")}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function Say({ postId, people }: { postId: string; people: readonly string[] }) {
  const t = useWords(commentWords);
  const read = useReadAgain(postId);
  const { busy, error, act } = useAct();
  const [body, setBody] = useState("");
  const typed = /@([\p{L}\p{N} .'-]{0,40})$/u.exec(body)?.[1]?.toLowerCase();
  const offered =
    typed === undefined
      ? []
      : people.filter((name) => name.toLowerCase().startsWith(typed) && name.length > typed.length);
  const say = () =>
    act(async () => {
      await commentsApi.say(postId, body);
      setBody("");
      await read();
    });
  return (
    <div className={css["say"]}>
      <AreaField
        label={t("say")}
        hint={t("hint")}
        rows={2}
        maxLength={2_000}
        value={body}
        onChange={setBody}
      />
      {offered.length > 0 && (
        <div className={css["names"]}>
          {offered.slice(0, 5).map((name) => (
            <Button
              key={name}
              small
              onClick={() => setBody(body.replace(/@[^@]*$/, () => `@${name} `))}
            >
              {`@${name}`}
            </Button>
          ))}
        </div>
      )}
      <ErrorNotice error={error} />
      <div>
        <Button
          icon={IconMessagePlus}
          loading={busy}
          disabled={body.trim() === ""}
          onClick={() => void say()}
        >
          {t("send")}
        </Button>
      </div>
    </div>
  );
}

function useReadAgain(postId: string): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["comments", postId] });
}

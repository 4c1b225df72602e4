import { IconDownload, IconEyeCheck, IconFlag } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { quarterlyApi, type Quarterly } from "./api.ts";
import css from "./Quarterly.module.css";
import { quarterlyWords } from "./words/quarterly.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";
import { Link } from "react-router";

type Waiting = Quarterly["waiting"][number];

/** CJIS AC-22: everything the public can read, looked at once a quarter, and signed by command. */
export function QuarterlyPage() {
  const t = useWords(quarterlyWords);
  const { data, error, refetch } = useQuery({
    queryKey: ["quarterly-review"],
    queryFn: () => quarterlyApi.review(),
  });
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {data && (
        <div className={css["page"]}>
          <Queue data={data} changed={() => void refetch()} />
          <Stack gap={24}>
            <Closing data={data} changed={() => void refetch()} />
            <Looked data={data} />
            <Earlier data={data} />
          </Stack>
        </div>
      )}
    </>
  );
}

interface PartProps {
  data: Quarterly;
  changed: () => void;
}

function Queue({ data, changed }: PartProps) {
  const t = useWords(quarterlyWords);
  const fresh = data.waiting.filter(({ isSeenBefore }) => !isSeenBefore);
  const seen = data.waiting.filter(({ isSeenBefore }) => isSeenBefore);
  return (
    <Panel title={t("queue")}>
      {data.waitingCount === 0 && <EmptyState small picture="calm" sentence={t("none")} />}
      {fresh.length > 0 && (
        <>
          <h3>{t("fresh")}</h3>
          <ul className={css["list"]}>
            {fresh.map((one) => (
              <Line key={one.id} post={one} quarter={data.quarter} changed={changed} />
            ))}
          </ul>
        </>
      )}
      {seen.length > 0 && <Seen posts={seen} quarter={data.quarter} changed={changed} />}
    </Panel>
  );
}

interface LineProps {
  post: Waiting;
  quarter: string;
  changed: () => void;
}

function Line({ post, quarter, changed }: LineProps) {
  const t = useWords(quarterlyWords);
  const may = useMay();
  const { busy, error, act } = useAct();
  const [finding, setFinding] = useState(false);
  const fine = () =>
    void act(async () => {
      await quarterlyApi.sign({ quarter, posts: [post], decision: "fine" });
      changed();
    });
  return (
    <li className={css["line"]}>
      <span>
        <Link to={`/posts/${post.id}`}>{post.headline}</Link>
        <span className={css["excerpt"]}>{post.excerpt}</span>
        <Quiet small>
          {t("by", { name: post.author, version: post.version })} · <TimeAgo at={post.changedAt} />
        </Quiet>
      </span>
      {may("content.review") && (
        <span className={css["acts"]}>
          <Button small icon={IconEyeCheck} loading={busy} onClick={fine}>
            {t("fine")}
          </Button>
          <Button small look="quiet" icon={IconFlag} onClick={() => setFinding(true)}>
            {t("found")}
          </Button>
        </span>
      )}
      {error !== null && (
        <div className={css["note"]}>
          <ErrorNotice error={error} />
        </div>
      )}
      {finding && (
        <FoundDialog
          post={post}
          quarter={quarter}
          changed={changed}
          onClose={() => setFinding(false)}
        />
      )}
    </li>
  );
}

function FoundDialog({ post, quarter, changed, onClose }: LineProps & { onClose: () => void }) {
  const t = useWords(quarterlyWords);
  const { busy, error, act } = useAct();
  const [note, setNote] = useState("");
  const keep = () =>
    void act(async () => {
      await quarterlyApi.sign({ quarter, posts: [post], decision: "found", note });
      changed();
      onClose();
    });
  return (
    <Dialog open title={t("foundTitle")} onClose={onClose}>
      <Stack gap={16}>
        <p>{t("foundAbout")}</p>
        <AreaField label={t("note")} maxLength={2000} value={note} onChange={setNote} />
        <ErrorNotice error={error} />
        <Row end>
          <Button look="primary" loading={busy} disabled={note.trim().length < 3} onClick={keep}>
            {t("keep")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

function Seen({
  posts,
  quarter,
  changed,
}: {
  posts: readonly Waiting[];
  quarter: string;
  changed: () => void;
}) {
  const t = useWords(quarterlyWords);
  const may = useMay();
  const { busy, error, act } = useAct();
  const signAll = () =>
    void act(async () => {
      await quarterlyApi.sign({ quarter, posts, decision: "fine" });
      toast(t("signed"));
      changed();
    });
  return (
    <Stack gap={8}>
      <h3>{t("seen")}</h3>
      <p>
        <Quiet>{t("seenAbout")}</Quiet>
      </p>
      <ul className={css["list"]}>
        {posts.map((one) => (
          <Line key={one.id} post={one} quarter={quarter} changed={changed} />
        ))}
      </ul>
      <ErrorNotice error={error} />
      {may("content.review") && (
        <Row end>
          <Button loading={busy} onClick={signAll}>
            {t("signSeen", { count: posts.length })}
          </Button>
        </Row>
      )}
    </Stack>
  );
}

function Closing({ data, changed }: PartProps) {
  const t = useWords(quarterlyWords);
  const may = useMay();
  const [note, setNote] = useState("");
  const done = new Set(data.reviewed.map(({ postId }) => postId)).size;
  const { closing } = data;
  return (
    <Panel
      title={t("quarter", { quarter: data.quarter })}
      aside={<Quiet>{t("progress", { done, all: done + data.waitingCount })}</Quiet>}
    >
      <Stack gap={16}>
        {closing ? (
          <p>
            {t("closed", {
              name: closing.closedByName,
              posts: closing.posts,
              found: closing.found,
            })}{" "}
            <TimeAgo at={closing.closedAt} />
          </p>
        ) : (
          <>
            <p>
              <Quiet>{t("closeAbout")}</Quiet>
            </p>
            {may("content.close-review") && (
              <>
                <AreaField
                  label={t("closeNote")}
                  rows={2}
                  maxLength={2000}
                  value={note}
                  onChange={setNote}
                />
                <ConfirmButton
                  look="primary"
                  consequence={t("closeAbout")}
                  onConfirm={async () => {
                    await quarterlyApi.close({ quarter: data.quarter, note });
                    toast(t("closedToast"));
                    changed();
                  }}
                >
                  {t("close")}
                </ConfirmButton>
              </>
            )}
          </>
        )}
        <a href={`/api/quarterly-review/report?quarter=${data.quarter}`} download>
          <IconDownload size={16} stroke={1.75} aria-hidden /> {t("report")}
        </a>
      </Stack>
    </Panel>
  );
}

function Looked({ data }: { data: Quarterly }) {
  const t = useWords(quarterlyWords);
  if (data.reviewed.length === 0) return null;
  return (
    <Panel title={t("looked")}>
      <ul className={css["list"]}>
        {data.reviewed.slice(0, 50).map((one) => (
          <li key={`${one.postId} ${one.reviewedAt}`} className={css["line"]}>
            <span>
              <Link to={`/posts/${one.postId}`}>{one.headline}</Link>
              <br />
              <Quiet small>
                {one.reviewer} · <TimeAgo at={one.reviewedAt} />
              </Quiet>
            </span>
            <Quiet small>{t(one.decision === "found" ? "foundBadge" : "fineBadge")}</Quiet>
            {one.note !== "" && (
              <p className={css["note"]} data-found={one.decision === "found" ? "" : undefined}>
                {one.note}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Earlier({ data }: { data: Quarterly }) {
  const t = useWords(quarterlyWords);
  return (
    <Panel title={t("earlier")}>
      {data.quarters.length === 0 && <Quiet>{t("noneEarlier")}</Quiet>}
      <ul className={css["list"]}>
        {data.quarters.map((one) => (
          <li key={one.quarter} className={css["line"]}>
            <span>{t("line", { quarter: one.quarter, posts: one.posts, found: one.found })}</span>
            <TimeAgo at={one.closedAt} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

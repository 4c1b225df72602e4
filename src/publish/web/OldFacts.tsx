import { IconExternalLink, IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { oldFactsApi, type OldFactRow } from "./api.ts";
import { ConfirmGoneDialog } from "./ConfirmGoneDialog.tsx";
import css from "./OldFacts.module.css";
import { oldFactWords } from "./words/old-facts.ts";
import { Button } from "#ui/buttons.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useTold } from "#ui/told.ts";
import { useWords } from "#ui/words.ts";

const liveMs = 10_000;

export function useOldFacts() {
  return useQuery({
    queryKey: ["posts", "old-facts"],
    queryFn: oldFactsApi.all,
    refetchInterval: liveMs,
    refetchOnMount: "always",
  });
}

/** What still says the old, a line a place: what was tried, why it stands, and who must act. */
export function OldFactList({
  facts,
  withPost,
}: {
  facts: readonly OldFactRow[];
  withPost: boolean;
}) {
  return (
    <ul className={css["list"]}>
      {facts.map((fact) => (
        <Line key={fact.id} fact={fact} withPost={withPost} />
      ))}
    </ul>
  );
}

function Line({ fact, withPost }: { fact: OldFactRow; withPost: boolean }) {
  const t = useWords(oldFactWords);
  const may = useMay();
  const { sentence } = useTold();
  const [answering, setAnswering] = useState(false);
  const tried = fact.tried === null ? undefined : sentence(fact.tried);
  const { version, shouldBe } = fact;
  return (
    <li className={css["line"]}>
      <IconHistory size={20} stroke={1.75} aria-hidden />
      <div className={css["what"]}>
        <strong>
          {fact.channel}
          {withPost && (
            <>
              {": "}
              <Link to={`/posts/${fact.postId}`}>{fact.headline}</Link>
            </>
          )}
        </strong>
        <span>
          {shouldBe === null
            ? t("recalledStands", { version })
            : t("should", { version, shouldBe })}{" "}
          {t(fact.acts)}.
        </span>
        <Quiet small>
          {tried && (
            <>
              {t("tried")}: <span lang={tried.lang}>{tried.text}</span> ·{" "}
            </>
          )}
          <TimeAgo at={fact.since} />
        </Quiet>
        <span className={css["links"]}>
          <Out href={fact.url} label={t("open")} channel={fact.channel} />
          <Out href={fact.newerUrl} label={t("newer")} channel={fact.channel} />
        </span>
      </div>
      <DisabledReason reason={may("delivery.confirm-gone") ? undefined : t("onlyThose")}>
        {(disabled) => (
          <Button small {...disabled} onClick={disabled.onClick ?? (() => setAnswering(true))}>
            {t("confirm")}
          </Button>
        )}
      </DisabledReason>
      {answering && <ConfirmGoneDialog fact={fact} onClose={() => setAnswering(false)} />}
    </li>
  );
}

function Out({ href, label, channel }: { href: string | null; label: string; channel: string }) {
  if (href === null || !/^https?:/.test(href)) return null;
  return (
    <a href={href} target="_blank" rel="noreferrer">
      <IconExternalLink size={16} stroke={1.75} aria-hidden /> {label}
      <span className="ob-hidden">: {channel}</span>
    </a>
  );
}

import { IconAlertOctagon, IconAlertTriangle, IconCheck, IconUserCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { LintFinding, PostContent } from "./api.ts";
import css from "./Lint.module.css";
import { useChannels } from "./queries.ts";
import { furtherWordsAt, mediaIn } from "./shapes.ts";
import { SimilarPost } from "./SimilarPost.tsx";
import { lintWords } from "./words/lint.ts";
import { roleLabels } from "#agency/web";
import type { Icon } from "#ui/registration.ts";
import { StateBadge, type Meaning } from "#ui/StateBadge.tsx";
import { useLabel, useWords } from "#ui/words.ts";

type Level = LintFinding["level"];

const looks: Record<Level, { meaning: Meaning; icon: Icon }> = {
  block: { meaning: "bad", icon: IconAlertOctagon },
  "needs-role": { meaning: "info", icon: IconUserCheck },
  warn: { meaning: "wait", icon: IconAlertTriangle },
};

interface LintFindingsProps {
  findings: readonly LintFinding[];
  content: PostContent;
  /** What can be done about a finding, on the page where somebody writes. */
  renderActs?: (finding: LintFinding) => ReactNode;
  /** Keys that the writer has confirmed, on the page where somebody approves. */
  read?: readonly string[];
}

/** Findings with the agency's own paragraph, the reason, and the words they mean. */
export function LintFindings({ findings, content, renderActs, read }: LintFindingsProps) {
  const t = useWords(lintWords);
  const label = useLabel();
  const say = useLevelWord();
  return (
    <ul className={css["findings"]}>
      {findings.map((finding, at) => (
        <li key={`${finding.key} ${at}`} data-level={finding.level}>
          <div className={css["head"]}>
            <strong>{label(finding.title)}</strong>
            <StateBadge {...looks[finding.level]} label={say(finding)} />
            {finding.paragraph !== "" && (
              <a href={`/console/policy#p-${finding.paragraph}`}>
                {t("paragraph", { number: finding.paragraph })}
              </a>
            )}
          </div>
          <p>{label(finding.reason)}</p>
          <Excerpt finding={finding} content={content} />
          {finding.similar && (
            <SimilarPost similar={finding.similar} words={`${content.title} ${content.text}`} />
          )}
          {read?.includes(finding.key) && (
            <p className={css["read"]}>
              <IconCheck size={16} stroke={2} aria-hidden />
              {t("isRead")}
            </p>
          )}
          {renderActs && <div className={css["acts"]}>{renderActs(finding)}</div>}
        </li>
      ))}
    </ul>
  );
}

/** "Asks supervision or command": the roles in the reader's language. */
function useLevelWord(): (finding: LintFinding) => string {
  const t = useWords(lintWords);
  const label = useLabel();
  return ({ level, roles }) =>
    t(level, {
      roles: roles
        .map((role) => label(roleLabels[role] ?? { en: role, es: role }))
        .join(` ${t("or")} `),
    });
}

const around = 36;

/** The words a finding means, marked, with a little of what stands beside them. */
function Excerpt({ finding, content }: { finding: LintFinding; content: PostContent }) {
  const place = usePlaceWord();
  const { start, end } = finding;
  const words = wordsAt(finding, content);
  const where = place(finding);
  if (start === null || end === null || words === undefined)
    return where === "" ? null : <p className={css["where"]}>{where}</p>;
  const from = Math.max(0, start - around);
  const until = Math.min(words.length, end + around);
  return (
    <blockquote className={css["excerpt"]}>
      {where !== "" && <span className={css["where"]}>{where}: </span>}
      {from > 0 && "…"}
      {words.slice(from, start)}
      <mark>{words.slice(start, end)}</mark>
      {words.slice(end, until)}
      {until < words.length && "…"}
    </blockquote>
  );
}

/** The field's words as they stand now; undefined where they are not the content's own. */
export function wordsAt({ field, of }: LintFinding, content: PostContent): string | undefined {
  if (field === "text") return content.text;
  if (field === "title") return content.title;
  if (field === "alt") return mediaIn(content)[Number(of)]?.alt;
  if (field === "variant") return content.variants[String(of)]?.text ?? furtherWordsAt(of, content);
  return undefined;
}

function usePlaceWord(): (finding: LintFinding) => string {
  const t = useWords(lintWords);
  const { channels } = useChannels();
  return ({ field, of }) => {
    if (field === "title") return t("inTitle");
    if (field === "alt") return t("inAlt", { number: Number(of) + 1 });
    if (field === "link") return t("inLink");
    if (field !== "variant") return "";
    if (of === "comment") return t("inComment");
    if (of === "poll") return t("inPoll");
    const number = /^thread-(\d+)$/.exec(String(of))?.[1];
    if (number !== undefined) return t("inPost", { number });
    return t("inVariant", { channel: channels.find(({ id }) => id === of)?.name ?? "" });
  };
}

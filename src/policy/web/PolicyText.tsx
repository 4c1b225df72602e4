import { useEffect, type ReactNode } from "react";
import type { Policy } from "./api.ts";
import { ClassTable } from "./ClassTable.tsx";
import css from "./Policy.module.css";
import { RuleTable } from "./RuleTable.tsx";
import { lintRuleWords } from "./words/lint.ts";
import { policyWords } from "./words/policy.ts";
import { Quiet } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

/** A version whole: every paragraph under its number, then the classes that follow from it. */
export function PolicyText({
  policy,
  children,
}: {
  policy: Pick<Policy, "paragraphs" | "classes" | "rules">;
  children?: ReactNode;
}) {
  const t = useWords(policyWords);
  useEffect(() => {
    // A rule cites its paragraph by this address; the text was not there when the browser looked for it.
    const cited = document.getElementById(location.hash.slice(1));
    const timer = setTimeout(() => cited?.scrollIntoView(), 50);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={css["text"]}>
      {policy.paragraphs.map(({ number, heading, body }) => (
        <section key={number} id={`p-${number}`} className={css["paragraph"]}>
          <span className={css["number"]}>{number}</span>
          <div>
            <h3>{heading}</h3>
            <p>{body}</p>
          </div>
        </section>
      ))}
      <section id="classes" className={css["classPart"]}>
        <h2>{t("classes")}</h2>
        <p>
          <Quiet>{t("classesAbout")}</Quiet>
        </p>
        <ClassTable classes={policy.classes} />
      </section>
      <RuleTable rules={policy.rules} />
      {children}
    </div>
  );
}

/** The table of contents: beside the text on a wide screen, folded above it on a phone. */
export function Contents({ policy }: { policy: Pick<Policy, "paragraphs"> }) {
  const t = useWords(policyWords);
  const lint = useWords(lintRuleWords);
  const list = (
    <ol>
      {policy.paragraphs.map(({ number, heading }) => (
        <li key={number}>
          <a href={`#p-${number}`}>
            <span className={css["number"]}>{number}</span>
            {heading}
          </a>
        </li>
      ))}
      <li>
        <a href="#classes">
          <span className={css["number"]} />
          {t("classes")}
        </a>
      </li>
      <li>
        <a href="#rules">
          <span className={css["number"]} />
          {lint("title")}
        </a>
      </li>
    </ol>
  );
  return (
    <nav className={css["contents"]} aria-label={t("contents")}>
      <details open={matchMedia("(min-width: 1001px)").matches}>
        <summary>{t("contents")}</summary>
        {list}
      </details>
    </nav>
  );
}

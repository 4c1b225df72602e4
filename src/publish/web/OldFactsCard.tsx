import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { oldFactsApi } from "./api.ts";
import css from "./Cards.module.css";
import { oldFactWords } from "./words/old-facts.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

const shownMax = 6;

/** What still carries old facts; absent where nothing does. */
export function OldFactsCard() {
  const t = useWords(oldFactWords);
  const { data } = useQuery({ queryKey: ["posts", "old-facts"], queryFn: oldFactsApi.all });
  const facts = data?.oldFacts ?? [];
  if (facts.length === 0) return null;
  return (
    <Panel
      title={t("onPost")}
      aside={
        <LinkButton small look="quiet" to="/old-facts">
          {t("title")}
        </LinkButton>
      }
    >
      <p>{t("today", { count: facts.length })}</p>
      <ul className={css["list"]}>
        {facts.slice(0, shownMax).map((fact) => (
          <li key={fact.id}>
            <span className={css["what"]}>
              <Link to={`/posts/${fact.postId}`}>{fact.headline}</Link>
              <Quiet>
                {fact.channel} · {t(fact.acts)}
              </Quiet>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

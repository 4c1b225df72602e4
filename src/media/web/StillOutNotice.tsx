import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { mediaPath } from "./api.ts";
import css from "./Media.module.css";
import { stillOut } from "./still-out.ts";
import { libraryWords } from "./words/library.ts";
import { standingWords } from "./words/standing.ts";
import { Quiet } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { useWords } from "#ui/words.ts";

/** Work that ended rights leave: each item with the posts that are to be recalled for it. */
export function StillOutNotice() {
  const t = useWords(libraryWords);
  const say = useWords(standingWords);
  const { data } = useQuery({ queryKey: stillOut.key, queryFn: stillOut.load });
  if (!data || data.items.length === 0) return null;
  return (
    <div className={css["work"]}>
      <Notice icon={IconAlertTriangle} meaning="bad">
        {t("stillOut", { count: data.items.length })}
        <ul className={css["lines"]}>
          {data.items.map(({ sha256, name, standing, uses }) => (
            <li key={sha256}>
              <span>
                <Link to={mediaPath(sha256)}>{name}</Link> <Quiet>{say(standing)}</Quiet>
              </span>
              <span>
                {uses.map(({ id, title, path }, at) => (
                  <span key={id}>
                    {at > 0 && ", "}
                    <Link to={path}>{t("recallOf", { title })}</Link>
                  </span>
                ))}
              </span>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}

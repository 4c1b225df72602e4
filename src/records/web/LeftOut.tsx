import { useReason } from "./capture-reasons.ts";
import css from "./PageCaptures.module.css";
import type { CaptureData } from "./pages-api.ts";
import { pagesWords } from "./words/pages.ts";
import { Panel, Quiet } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

/** What a capture could not or would not take along, each with its reason. */
export function LeftOut({ data }: { data: CaptureData }) {
  const t = useWords(pagesWords);
  const reasonOf = useReason();
  return (
    <Panel title={t("leftOut")}>
      {data.leftOut.length === 0 ? (
        <Quiet>{t("nothingLeftOut")}</Quiet>
      ) : (
        <ul className={css["left"]}>
          {data.leftOut.map(({ url, why }) => (
            <li key={`${url} ${why}`}>
              <code>{url}</code>
              <Quiet small>{reasonOf(why)}</Quiet>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

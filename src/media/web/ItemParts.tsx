import { Link } from "react-router";
import { mediaPath, trackUrl, type LibraryItem, type MediaPageData } from "./api.ts";
import css from "./Media.module.css";
import { Thumbnail, useAlt } from "./Tile.tsx";
import { itemWords } from "./words/item.ts";
import { isSource, standingWords } from "./words/standing.ts";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { Timeline } from "#ui/Timeline.tsx";
import { useWords } from "#ui/words.ts";

interface DataProps {
  data: MediaPageData;
}

export function Uses({ data: { uses } }: DataProps) {
  const t = useWords(itemWords);
  return (
    <Panel title={t("usedIn")}>
      {uses.length === 0 && <Quiet>{t("neverUsed")}</Quiet>}
      <ul className={css["lines"]}>
        {uses.map(({ id, title, path, isOut }) => (
          <li key={id}>
            <Link to={path}>{title}</Link>
            {isOut && <Quiet small>{t("out")}</Quiet>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function Captions({ data: { captions } }: DataProps) {
  const t = useWords(itemWords);
  return (
    <Panel title={t("captions").replace("…", "")}>
      {captions.length === 0 && <Quiet>{t("noCaptions")}</Quiet>}
      <ul className={css["lines"]}>
        {captions.map(({ sha256, language, version, cues }) => (
          <li key={`${language} ${version}`}>
            {t("track", { language, version, cues })}
            <a href={trackUrl(sha256)} download={`captions-${language}-${version}.vtt`}>
              {t("show")}
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What it was made of, and what was made of it. */
export function Versions({ data: { original, versions, regions } }: DataProps) {
  const t = useWords(itemWords);
  if (!original && versions.length === 0) return null;
  return (
    <Panel title={t("versions")}>
      <Stack gap={12}>
        {original && <Shown title={t("original")} items={[original]} />}
        {regions.length > 0 && <Quiet small>{t("coveredCount", { count: regions.length })}</Quiet>}
        {versions.length > 0 && <Shown title={t("made")} items={versions} />}
      </Stack>
    </Panel>
  );
}

function Shown({ title, items }: { title: string; items: readonly LibraryItem[] }) {
  const alt = useAlt();
  return (
    <div>
      <h3>{title}</h3>
      <ul className={css["small"]}>
        {items.map((item) => (
          <li key={item.sha256}>
            <Link
              className={css["tile"]}
              to={mediaPath(item.sha256)}
              aria-label={`${item.name}: ${alt(item)}`}
            >
              <Thumbnail item={item} />
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

const acts = {
  added: "added",
  described: "described",
  rights: "recorded-rights",
  withdrawn: "withdrawn",
  made: "made-it",
  captions: "wrote-captions",
} as const;

export function History({ data: { history } }: DataProps) {
  const t = useWords(itemWords);
  const standing = useWords(standingWords);
  return (
    <Panel title={t("history")}>
      <Timeline
        label={t("history")}
        entries={history.map(({ kind, at, by, says }) => ({
          id: `${kind} ${at}`,
          at,
          who: by,
          what: t(acts[kind]),
          ...(says === "" ? {} : { detail: isSource(says) ? standing(says) : says }),
        }))}
      />
    </Panel>
  );
}

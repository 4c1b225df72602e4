import { IconMovie, IconPlayerPlayFilled } from "@tabler/icons-react";
import { thumbnailUrl, type LibraryItem, type Standing } from "./api.ts";
import { clockOf } from "./clock-text.ts";
import css from "./Media.module.css";
import { libraryWords } from "./words/library.ts";
import { standingWords } from "./words/standing.ts";
import { Quiet } from "#ui/layout.tsx";
import { StateBadge, type Meaning } from "#ui/StateBadge.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

const meanings: Record<Standing, Meaning> = {
  free: "good",
  unknown: "neutral",
  expired: "wait",
  withdrawn: "bad",
};

export function StandingBadge({ standing }: { standing: Standing }) {
  const t = useWords(standingWords);
  return <StateBadge meaning={meanings[standing]} label={t(standing)} />;
}

/** The description in the reader's language, else in the other. */
export function useAlt(): (item: Pick<LibraryItem, "altEn" | "altEs">) => string {
  const language = useLanguage();
  return ({ altEn, altEs }) => (language === "es" ? altEs || altEn : altEn || altEs);
}

/** A small picture, or a video's still; decorative, since its words stand beside it. */
export function Thumbnail({ item }: { item: LibraryItem }) {
  const isVideo = item.durationMs !== null;
  const shown = isVideo ? item.posterSha256 : item.sha256;
  return (
    <span className={css["thumbnail"]}>
      {shown === undefined ? (
        <IconMovie size={40} stroke={1.25} aria-hidden />
      ) : (
        <img src={thumbnailUrl(shown)} alt="" loading="lazy" decoding="async" />
      )}
      {isVideo && (
        <span className={css["length"]}>
          <IconPlayerPlayFilled size={10} aria-hidden /> {clockOf((item.durationMs ?? 0) / 1000)}
        </span>
      )}
    </span>
  );
}

/** What a tile says under its picture. Rights speak only where they ask for something. */
export function TileWords({ item }: { item: LibraryItem }) {
  const t = useWords(libraryWords);
  const alt = useAlt()(item);
  return (
    <span className={css["tileWords"]}>
      <span className={css["tileAlt"]} data-missing={alt === "" || undefined}>
        {alt || `${item.name}: ${t("noDescription")}`}
      </span>
      <Quiet small>
        {item.uses === 0
          ? t("unused")
          : item.uses === 1
            ? t("usedOnce")
            : t("used", { count: item.uses })}
        {item.durationMs !== null && item.captions.length === 0 && ` · ${t("noCaptions")}`}
      </Quiet>
      {(item.standing === "expired" || item.standing === "withdrawn") && (
        <StandingBadge standing={item.standing} />
      )}
    </span>
  );
}

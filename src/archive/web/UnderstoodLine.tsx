import type { Piece, SearchPage } from "./api.ts";
import css from "./ArchivePage.module.css";
import type { ArchiveFilters } from "./query.ts";
import { searchWords } from "./words/search.ts";
import { Button } from "#ui/buttons.tsx";
import { useLanguage, useWords, type Say } from "#ui/words.ts";

type Words = Say<SearchKey>;
type SearchKey = NonNullable<typeof searchWords.keys>;

/** How the search was read: whoever sees another search than they meant can put it right. */
export function UnderstoodLine({ page, set }: { page: SearchPage; set: ArchiveFilters["set"] }) {
  const t = useWords(searchWords);
  const language = useLanguage();
  const { understood, reach } = page;
  const { pieces, ignored, hasSmallOr } = understood;
  const isBehind = reach.covered < reach.total;
  if (pieces.length === 0 && !isBehind && ignored.length === 0) return null;
  return (
    <div className={css["understood"]} role="status">
      {pieces.length > 0 && (
        <p>
          {t("understood")}{" "}
          {pieces.map((piece, at) => (
            <Shown key={at} piece={piece} t={t} isBeforeSpace={isApart(piece, pieces[at + 1])} />
          ))}
        </p>
      )}
      {ignored.length > 0 && <p>{t("ignored", { signs: ignored.join(" ") })}</p>}
      {hasSmallOr && <p>{t("smallOr")}</p>}
      {isBehind && (
        <p>
          {t("behind", {
            percent: Math.floor((100 * reach.covered) / reach.total),
            left: (reach.total - reach.covered).toLocaleString(language),
          })}{" "}
          <Button small look="quiet" onClick={() => set({})}>
            {t("again")}
          </Button>
        </p>
      )}
    </div>
  );
}

function isApart(piece: Piece, next: Piece | undefined): boolean {
  return piece.kind !== "open" && next !== undefined && next.kind !== "close";
}

function Shown({ piece, t, isBeforeSpace }: { piece: Piece; t: Words; isBeforeSpace: boolean }) {
  return (
    <>
      {piece.kind === "term" ? <Term term={piece} t={t} /> : signOf(piece, t)}
      {isBeforeSpace && " "}
    </>
  );
}

type TermPiece = Extract<Piece, { kind: "term" }>;

function signOf(piece: Exclude<Piece, TermPiece>, t: Words): string {
  switch (piece.kind) {
    case "near":
      return t("near", { distance: piece.distance });
    case "open":
      return "(";
    case "close":
      return ")";
    case "not":
      return t("without");
    default:
      return t(piece.kind);
  }
}

function Term({ term: { text, form }, t }: { term: TermPiece; t: Words }) {
  const isSign = /^[#@]/.test(text);
  const note = {
    stem: t("allForms"),
    exact: isSign ? "" : t("exactly"),
    prefix: t("beginning"),
    phrase: "",
    "exact-phrase": t("exactly"),
  }[form];
  return (
    <span className={css["term"]}>
      {form.endsWith("phrase") ? `“${text}”` : text}
      {note !== "" && <small> {note}</small>}
    </span>
  );
}

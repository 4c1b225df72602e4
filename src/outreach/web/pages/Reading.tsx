import { Fragment, Suspense, type ReactNode } from "react";
import { fileUrl, type Block, type PageContent, type PageKind, type Preview } from "./api.ts";
import { fileSize } from "./file-size.ts";
import css from "./Pages.module.css";
import { pageWords } from "./words.ts";
import { CarriedPicture } from "#media/web";
import { Quiet } from "#ui/layout.tsx";
import { useWords, type Language } from "#ui/words.ts";

/** What is attached, to be opened and read before it is approved. */
function Attached({
  content,
  words,
}: Pick<ReadingProps, "content"> & { words: (both: Title) => string }) {
  if (content.files.length === 0) return null;
  return (
    <ul>
      {content.files.map((file) => (
        <li key={file.sha256}>
          <a href={fileUrl(file.sha256)} download>
            {words(file.title) || fileSize(file)}
          </a>{" "}
          <Quiet>({fileSize(file)})</Quiet>
        </li>
      ))}
    </ul>
  );
}

type Title = { en: string; es: string };
type Inline = Extract<Block, { kind: "heading" }>["words"][number];

interface ReadingProps {
  kind: PageKind;
  content: PageContent;
  preview: Preview;
  language: Language;
}

/** A page as it will be read: the server reads the words, here they are only shown. */
export function Reading({ kind, content, preview, language }: ReadingProps) {
  const t = useWords(pageWords);
  const words = (both: { en: string; es: string }) => both[language] || both.en;
  const blocks = preview.blocks[language];
  const has = (what: "picture" | "table", number: number) =>
    blocks.some((block) => block.kind === what && block.number === number);
  return (
    <div className={css["read"]} lang={language}>
      <h2>{content.title[language]}</h2>
      <p className={css["lead"]}>{content.summary[language]}</p>
      {kind === "policy-change" && <Sides {...{ content, preview, language }} />}
      {blocks.map((block, at) => (
        <Fragment key={at}>
          {block.kind === "picture" || block.kind === "table" ? (
            <Placed {...{ block, content, words }} />
          ) : (
            <Words block={block} />
          )}
        </Fragment>
      ))}
      {content.tables.map((_table, at) =>
        has("table", at + 1) ? null : (
          <Placed key={at} block={{ kind: "table", number: at + 1 }} {...{ content, words }} />
        ),
      )}
      {content.pictures.map(({ sha256 }, at) =>
        has("picture", at + 1) ? null : (
          <Placed
            key={sha256}
            block={{ kind: "picture", number: at + 1 }}
            {...{ content, words }}
          />
        ),
      )}
      {content.change.what.en && (
        <p>
          <Quiet>
            {t("version")}: {words(content.change.what)}
          </Quiet>
        </p>
      )}
      <Attached content={content} words={words} />
    </div>
  );
}

function Words({ block }: { block: Exclude<Block, { kind: "picture" | "table" }> }): ReactNode {
  switch (block.kind) {
    case "heading":
      return block.level === 2 ? <h2>{line(block.words)}</h2> : <h3>{line(block.words)}</h3>;
    case "list": {
      const items = block.items.map((item, at) => <li key={at}>{line(item)}</li>);
      return block.isOrdered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    default: {
      const lines = block.lines.map((words, at) => (
        <Fragment key={at}>
          {at > 0 && <br />}
          {line(words)}
        </Fragment>
      ));
      return block.kind === "quote" ? (
        <blockquote>
          <p>{lines}</p>
        </blockquote>
      ) : (
        <p>{lines}</p>
      );
    }
  }
}

function line(words: readonly Inline[]): ReactNode[] {
  return words.map((word, at) => {
    if (word.kind === "strong") return <strong key={at}>{word.text}</strong>;
    if (word.kind === "emphasis") return <em key={at}>{word.text}</em>;
    if (word.kind !== "link") return word.text;
    return (
      <a key={at} href={word.url} target="_blank" rel="noreferrer">
        {word.text}
      </a>
    );
  });
}

interface PlacedProps {
  block: Extract<Block, { kind: "picture" | "table" }>;
  content: PageContent;
  words: (both: { en: string; es: string }) => string;
}

/** A picture or a table of the page; one that is not there is said to be missing. */
function Placed({ block, content, words }: PlacedProps) {
  const t = useWords(pageWords);
  const picture = block.kind === "picture" ? content.pictures[block.number - 1] : undefined;
  const table = block.kind === "table" ? content.tables[block.number - 1] : undefined;
  if (picture)
    return (
      <Suspense>
        <CarriedPicture
          item={{ sha256: picture.sha256, alt: words(picture.alt) }}
          noAlt={t("noAlt")}
        />
      </Suspense>
    );
  if (!table) return <p>{t("notFound", { what: `${block.kind} ${block.number}` })}</p>;
  return (
    <>
      <div className={css["scroll"]}>
        <table className={css["figures"]}>
          <caption>{words(table.caption)}</caption>
          <thead>
            <tr>
              <th scope="col">{t("row")}</th>
              {table.columns.map((column, at) => (
                <th key={at} scope="col">
                  {words(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, at) => (
              <tr key={at}>
                <th scope="row">{words(row.label)}</th>
                {table.columns.map((_column, column) => (
                  <td key={column}>{row.values[column]?.toLocaleString("en-US") ?? "–"}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        <Quiet>
          {t("source")}: {words(table.source)}
        </Quiet>
      </p>
    </>
  );
}

function Sides({ content, preview, language }: Omit<ReadingProps, "kind">) {
  const t = useWords(pageWords);
  const compared = preview.compared?.[language];
  if (!compared) return null;
  return (
    <>
      <p>
        {t("effective")}: {content.policy?.effectiveOn}
      </p>
      <div className={css["sides"]}>
        <div>
          <h3>{t("oldText")}</h3>
          <p className={css["rule"]}>
            {compared.before.map(({ isChanged, text }, at) =>
              isChanged ? <del key={at}>{text}</del> : text,
            )}
          </p>
        </div>
        <div>
          <h3>{t("newText")}</h3>
          <p className={css["rule"]}>
            {compared.after.map(({ isChanged, text }, at) =>
              isChanged ? <ins key={at}>{text}</ins> : text,
            )}
          </p>
        </div>
      </div>
    </>
  );
}

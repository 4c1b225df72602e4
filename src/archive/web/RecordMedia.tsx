import { IconDownload } from "@tabler/icons-react";
import { mediaUrl, type archiveApi } from "./api.ts";
import css from "./RecordDetails.module.css";
import { archiveWords } from "./words/archive.ts";
import { useLanguage, useWords } from "#ui/words.ts";

type Medium = Awaited<ReturnType<typeof archiveApi.record>>["media"][number];

interface MediaProps {
  recordId: string;
  media: readonly Medium[];
}

/** Pictures as such; anything else as a file to keep, by its type and size. */
export function Media({ recordId, media }: MediaProps) {
  const t = useWords(archiveWords);
  const pictures = media.filter(isPicture);
  const files = media.filter((medium) => !isPicture(medium));
  return (
    <>
      {pictures.length > 0 && (
        <section>
          <h3>{t("pictures")}</h3>
          <ul className={css["pictures"]}>
            {pictures.map(({ sha256 }, at) => (
              <li key={sha256}>
                <a href={mediaUrl(recordId, sha256)} target="_blank" rel="noreferrer">
                  <img
                    src={mediaUrl(recordId, sha256)}
                    alt={t("picture", { number: at + 1, all: pictures.length })}
                    loading="lazy"
                  />
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {files.length > 0 && (
        <section>
          <h3>{t("files")}</h3>
          <ul className={css["files"]}>
            {files.map((file) => (
              <li key={file.sha256}>
                <FileLink recordId={recordId} file={file} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function FileLink({ recordId, file }: { recordId: string; file: Medium }) {
  const t = useWords(archiveWords);
  const language = useLanguage();
  const { sha256, type, sizeBytes } = file;
  if (sizeBytes === null) return <span>{t("fileAway")}</span>;
  const kilobytes = new Intl.NumberFormat(language, {
    style: "unit",
    unit: "kilobyte",
    maximumFractionDigits: sizeBytes < 10_000 ? 1 : 0,
  }).format(sizeBytes / 1000);
  return (
    <a href={mediaUrl(recordId, sha256)} download>
      <IconDownload size={16} stroke={1.75} aria-hidden />{" "}
      {t("file", { type: type || t("fileUnknown"), size: kilobytes })}
    </a>
  );
}

const drawn = new Set(["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"]);

function isPicture({ type }: Medium): boolean {
  return drawn.has(type);
}

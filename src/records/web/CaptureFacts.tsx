import type { ReactNode } from "react";
import css from "./PageCaptures.module.css";
import type { CaptureData } from "./pages-api.ts";
import { sizeOf } from "./sizes.ts";
import { pagesWords } from "./words/pages.ts";
import { CopyHash } from "#ui/CopyHash.tsx";
import { Panel } from "#ui/layout.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

/** Where a captured page stood, what the server answered, and by which hash its package is known. */
export function CaptureFacts({ data }: { data: CaptureData }) {
  const t = useWords(pagesWords);
  const language = useLanguage();
  const { pages, parts, sizeBytes, finalUrl, status, wacz, waczSizeBytes, recordId } = data;
  return (
    <Panel title={t("facts")}>
      <dl className={css["facts"]}>
        <Fact name={t("asRequested")}>
          <a href={data.url} target="_blank" rel="noreferrer noopener">
            {data.url}
          </a>
        </Fact>
        {finalUrl && finalUrl !== data.url && <Fact name={t("arrived")}>{finalUrl}</Fact>}
        {status !== null && <Fact name={t("status")}>{status}</Fact>}
        <Fact name={t("why")}>{t(`why-${data.why}`)}</Fact>
        {data.endedAt && (
          <Fact name={t("at")}>
            <TimeAgo at={data.endedAt} />
          </Fact>
        )}
        {data.endedAt && (
          <Fact name={t("parts")}>
            {t("partsOf", { pages, parts, size: sizeOf(sizeBytes, language) })}
          </Fact>
        )}
        {wacz && (
          <>
            <Fact name={t("package")}>{sizeOf(waczSizeBytes ?? 0, language)}</Fact>
            <Fact name={t("hash")}>
              <CopyHash hash={wacz} shown={16} />
            </Fact>
          </>
        )}
        {recordId && (
          <Fact name={t("record")}>
            <CopyHash hash={recordId} shown={18} />
          </Fact>
        )}
      </dl>
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={css["fact"]}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

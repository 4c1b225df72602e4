import { IconBookDownload } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { pagesApi, useModels, usePagesChanged } from "./api.ts";
import css from "./Pages.module.css";
import { pageWords } from "./words.ts";
import { Button, LinkButton } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** `/pages/library`: the articles that an agency may begin with. */
export function ModelsPage() {
  const t = useWords(pageWords);
  const language = useLanguage();
  const may = useMay();
  const navigate = useNavigate();
  const changed = usePagesChanged();
  const { data, error, refetch } = useModels();
  const { busy, error: failed, act } = useAct();
  const adopt = (key: string) =>
    act(async () => {
      const { id } = await pagesApi.adopt(key);
      await changed();
      toast(t("adopted"));
      await navigate(`/pages/${id}`);
    });
  return (
    <>
      <PageHeader
        title={t("models")}
        about={t("modelsAbout")}
        up={{ to: "/pages", label: t("up") }}
      />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      <ErrorNotice error={failed} />
      {!data && !error && <SkeletonPage />}
      {data && (
        <Panel>
          <ul className={css["models"]}>
            {data.models.map(({ key, title, summary, pageId }) => (
              <li key={key}>
                <div>
                  <h2>{title[language]}</h2>
                  <p>{summary[language]}</p>
                </div>
                {pageId !== null && (
                  <LinkButton small to={`/pages/${pageId}`}>
                    {t("openOwn")}
                  </LinkButton>
                )}
                {pageId === null && may("page.draft") && (
                  <Button
                    small
                    icon={IconBookDownload}
                    disabled={busy}
                    aria-label={`${t("adopt")}: ${title[language]}`}
                    onClick={() => void adopt(key)}
                  >
                    {t("adopt")}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

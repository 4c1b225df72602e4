import { IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import css from "./Alert.module.css";
import { AlertForm } from "./AlertForm.tsx";
import { AlertSent } from "./AlertSent.tsx";
import { templatesApi, type IssuedAlert } from "./templates-api.ts";
import { alertWords } from "./words/alert.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

/** Choose, fill in, send, watch: one page, and its address says where one is. */
export function AlertPage() {
  const t = useWords(alertWords);
  const [params, setParams] = useSearchParams();
  const [opened, setOpened] = useState(() => Number(params.get("since")) || Date.now());
  const template = params.get("template");
  const sent = params.get("sent")?.split(",").filter(Boolean) ?? [];
  const follow = ({ posts }: IssuedAlert) =>
    setParams({ sent: posts.map(({ id }) => id).join(","), since: String(opened) });
  const restart = () => {
    setOpened(Date.now());
    setParams({});
  };
  if (sent.length > 0) return <AlertSent ids={sent} since={opened} onAgain={restart} />;
  return (
    <>
      <PageHeader title={t("title")} about={template === null ? t("about") : undefined} />
      {template === null ? (
        <Choose onChoose={(id) => setParams({ template: id })} />
      ) : (
        <AlertForm key={template} id={template} onIssued={follow} onOther={() => setParams({})} />
      )}
    </>
  );
}

function Choose({ onChoose }: { onChoose: (id: string) => void }) {
  const t = useWords(alertWords);
  const { data, error, refetch } = useTemplates();
  const usable = data?.templates.filter(({ archivedAt }) => archivedAt === null);
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!usable) return <SkeletonRows rows={6} />;
  if (usable.length === 0)
    return (
      <EmptyState
        picture="paper"
        sentence={t("none")}
        action={<LinkButton to="/templates">{t("toTemplates")}</LinkButton>}
      />
    );
  return (
    <section aria-label={t("choose")}>
      <h2 className={css["choose"]}>{t("choose")}</h2>
      <ul className={css["templates"]}>
        {usable.map(({ id, title, about }) => (
          <li key={id}>
            <button type="button" onClick={() => onChoose(id)}>
              <span>
                <strong>{title}</strong>
                {about !== "" && <small>{about}</small>}
              </span>
              <IconChevronRight size={22} stroke={1.75} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useTemplates() {
  return useQuery({ queryKey: ["templates", "all"], queryFn: templatesApi.all });
}

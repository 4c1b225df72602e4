import { IconDeviceFloppy, IconSend } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { usePolicy } from "./queries.ts";
import css from "./Templates.module.css";
import { TemplateBasics } from "./TemplateBasics.tsx";
import { TemplateFacts } from "./TemplateFacts.tsx";
import { TemplateTranslations } from "./TemplateTranslations.tsx";
import { TemplateVersions } from "./TemplateVersions.tsx";
import { templatesApi, type TemplateContent, type TemplatePageData } from "./templates-api.ts";
import { TemplateWording } from "./TemplateWording.tsx";
import { useTemplate } from "./use-alert.ts";
import { templateWords } from "./words/templates.ts";
import { Button, LinkButton } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

const blank: TemplateContent = {
  title: "",
  about: "",
  class: "alert",
  purpose: "warn",
  language: "en",
  channels: [],
  fields: [],
  wording: { title: "", text: "", short: "", alt: "", networks: {} },
  translations: [],
};

/** `/templates/new` and `/templates/:id`. */
export function TemplatePage() {
  const { id = "new" } = useParams();
  const { data, error, refetch } = useTemplate(id === "new" ? "" : id);
  const policy = usePolicy();
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (id === "new") {
    const first = policy?.classes.find(({ code }) => code === "alert") ?? policy?.classes[0];
    return (
      <Editor key={first?.code} given={undefined} first={{ ...blank, class: first?.code ?? "" }} />
    );
  }
  if (!data) return <SkeletonPage />;
  return <Editor key={`${id} ${data.version}`} given={data} first={data.content} />;
}

export interface TemplatePartProps {
  content: TemplateContent;
  change: (part: Partial<TemplateContent>) => void;
}

function Editor({ given, first }: { given: TemplatePageData | undefined; first: TemplateContent }) {
  const t = useWords(templateWords);
  const may = useMay();
  const [content, setContent] = useState(first);
  const change = (part: Partial<TemplateContent>) =>
    setContent((before) => ({ ...before, ...part }));
  const isChanged = JSON.stringify(content) !== JSON.stringify(first);
  const isMine = may("template.write");
  return (
    <>
      <PageHeader
        title={given?.template.title ?? t("newTitle")}
        up={{ to: "/templates", label: t("title") }}
        about={isMine ? undefined : t("readOnly")}
        actions={
          given &&
          given.template.archivedAt === null &&
          may("post.submit") && (
            <LinkButton icon={IconSend} to={`/alert?template=${given.template.id}`}>
              {t("use")}
            </LinkButton>
          )
        }
      />
      <fieldset className={css["page"]} disabled={!isMine}>
        <div className={css["column"]}>
          <TemplateBasics content={content} change={change} />
          <TemplateFacts content={content} change={change} />
        </div>
        <div className={css["column"]}>
          <Panel title={t("wording")}>
            <p>
              <Quiet small>{t("wordingHint", { example: "{{street}}" })}</Quiet>
            </p>
            <TemplateWording
              wording={content.wording}
              content={content}
              language={content.language}
              onChange={(wording) => change({ wording })}
            />
          </Panel>
          <TemplateTranslations {...{ given, content, change, isChanged }} />
          {given && <TemplateVersions template={given} />}
        </div>
      </fieldset>
      {isMine && <Acts {...{ given, content, isChanged }} />}
    </>
  );
}

interface ActsProps {
  given: TemplatePageData | undefined;
  content: TemplateContent;
  isChanged: boolean;
}

function Acts({ given, content, isChanged }: ActsProps) {
  const t = useWords(templateWords);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { busy, error, act } = useAct();
  const again = () => queries.invalidateQueries({ queryKey: ["templates"] });
  const save = () =>
    act(async () => {
      const next = given
        ? await templatesApi.edit(given.template.id, content, given.version)
        : await templatesApi.write(content);
      await again();
      toast(t("saved", { number: next.version }));
      if (!given) await navigate(`/templates/${next.template.id}`);
    });
  const restore = (id: string) =>
    act(async () => {
      await templatesApi.restore(id);
      await again();
      toast(t("restored"));
    });
  return (
    <div className={css["acts"]}>
      <ErrorNotice error={error} />
      <Button
        look="primary"
        icon={IconDeviceFloppy}
        loading={busy}
        disabled={!isChanged}
        onClick={() => void save()}
      >
        {t("save")}
      </Button>
      {given && given.template.archivedAt === null && (
        <ConfirmButton
          look="quiet"
          question={t("archive")}
          consequence={t("archiveConsequence")}
          onConfirm={async () => {
            await templatesApi.archive(given.template.id);
            await again();
            toast(t("archivedNow"));
            await navigate("/templates");
          }}
        >
          {t("archive")}
        </ConfirmButton>
      )}
      {given && given.template.archivedAt !== null && (
        <Button loading={busy} onClick={() => void restore(given.template.id)}>
          {t("restore")}
        </Button>
      )}
    </div>
  );
}

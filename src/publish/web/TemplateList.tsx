import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useClassOf } from "./queries.ts";
import { templatesApi, type TemplateRow } from "./templates-api.ts";
import { templateWords } from "./words/templates.ts";
import { Button, LinkButton } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";
import { languageName } from "#ui/language-name.ts";

/** Every template with its languages; archived ones on request. */
export function TemplateList() {
  const t = useWords(templateWords);
  const may = useMay();
  const [all, setAll] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ["templates", "all"],
    queryFn: templatesApi.all,
  });
  const hasArchived = data?.templates.some(({ archivedAt }) => archivedAt !== null) ?? false;
  return (
    <>
      <PageHeader
        title={t("title")}
        about={t("about")}
        actions={
          may("template.write") && (
            <LinkButton to="/templates/new" look="primary" icon={IconPlus}>
              {t("new")}
            </LinkButton>
          )
        }
      />
      {hasArchived && <CheckField label={t("showArchived")} checked={all} onChange={setAll} />}
      <DataTable
        label={t("title")}
        columns={useColumns()}
        rows={data?.templates.filter(({ archivedAt }) => all || archivedAt === null)}
        rowId={({ id }) => id}
        rowTitle={({ title }) => title}
        pageOf={({ id }) => `/templates/${id}`}
        error={error}
        onRetry={() => void refetch()}
        empty={<Empty />}
      />
    </>
  );
}

function Empty() {
  const t = useWords(templateWords);
  const may = useMay();
  const queries = useQueryClient();
  const { busy, error, act } = useAct();
  const add = () =>
    act(async () => {
      await templatesApi.addModels();
      await queries.invalidateQueries({ queryKey: ["templates"] });
      toast(t("added"));
    });
  return (
    <>
      <ErrorNotice error={error} />
      <EmptyState
        picture="paper"
        sentence={t("none")}
        action={
          may("template.write") && (
            <Button loading={busy} onClick={() => void add()}>
              {t("addModels")}
            </Button>
          )
        }
      />
    </>
  );
}

function useColumns(): Column<TemplateRow>[] {
  const t = useWords(templateWords);
  const reader = useLanguage();
  const classOf = useClassOf();
  return [
    {
      key: "title",
      label: t("template"),
      cell: ({ title, archivedAt }) =>
        archivedAt === null ? title : `${title} (${t("archived").toLowerCase()})`,
    },
    { key: "class", label: t("class"), wideOnly: true, cell: (row) => classOf(row.class).title },
    {
      key: "languages",
      label: t("languages"),
      cell: ({ language, translations }) => (
        <>
          {languageName(language, reader)}
          {translations.map((one) => {
            const name = languageName(one.language, reader);
            return one.isCertified ? (
              <span key={one.language}>, {name}</span>
            ) : (
              <Quiet key={one.language}>, {t("draftLanguage", { language: name })}</Quiet>
            );
          })}
        </>
      ),
    },
    {
      key: "changed",
      label: t("changed"),
      wideOnly: true,
      cell: ({ changedAt }) => <TimeAgo at={changedAt} show="age" />,
    },
  ];
}

import { IconEdit, IconInfoCircle } from "@tabler/icons-react";
import { useState } from "react";
import { useParams } from "react-router";
import {
  pagesApi,
  publicPath,
  usePage,
  usePagesChanged,
  usePreview,
  type PageData,
} from "./api.ts";
import { DecidePanel, SpanishPanel, SubmitPanel } from "./panels.tsx";
import css from "./Pages.module.css";
import { Reading } from "./Reading.tsx";
import { stateMeaning, stateOf } from "./states.ts";
import { pageWords } from "./words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, SelectField } from "#ui/fields.tsx";
import { PolicySays } from "#ui/HandIn.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useWords, type Language } from "#ui/words.ts";

/** `/pages/:id`: one page, where it stands, and what is to be done with it. */
export function PagePage() {
  const { id = "" } = useParams();
  const { data, error, refetch } = usePage(id);
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonPage />;
  return <Whole data={data} />;
}

function Whole({ data }: { data: PageData }) {
  const t = useWords(pageWords);
  const may = useMay();
  const { page, step, ending } = data;
  const state = stateOf(page.state, step);
  return (
    <>
      <PageHeader
        title={page.title}
        about={t(page.kind)}
        up={{ to: "/pages", label: t("up") }}
        state={<StateBadge meaning={stateMeaning[state]} label={t(state)} />}
        actions={<Actions data={data} />}
      />
      <Stack gap={24}>
        {ending && <Notice icon={IconInfoCircle}>{t("wasTaken", { why: ending.why })}</Notice>}
        {!ending && step === "returned" && (
          <Notice icon={IconInfoCircle} meaning="wait">
            {t("returnedWhy", { why: data.returnedWhy ?? "" })}
          </Notice>
        )}
        {!ending && step === "writing" && <SubmitPanel data={data} />}
        {!ending && step === "waiting" && may("page.approve") && <DecidePanel data={data} />}
        <Look data={data} />
        {!ending && <SpanishPanel data={data} />}
        <History data={data} />
      </Stack>
    </>
  );
}

function Actions({ data }: { data: PageData }) {
  const t = useWords(pageWords);
  const may = useMay();
  const changed = usePagesChanged();
  const [why, setWhy] = useState("");
  const { page, ending } = data;
  const withdraw = async () => {
    await pagesApi.withdraw(page.id, why);
    await changed();
    toast(t("tookDown"));
  };
  return (
    <Row>
      {page.publicVersion !== null && (
        <a href={publicPath(page)} target="_blank" rel="noreferrer">
          {t("openPage")}
        </a>
      )}
      {!ending && may("page.draft") && (
        <LinkButton to={`/pages/${page.id}/edit`} icon={IconEdit}>
          {t(data.submittedAt === null ? "edit" : "editNext")}
        </LinkButton>
      )}
      {!ending && page.publicVersion !== null && may("page.withdraw") && (
        <ConfirmButton
          grave
          consequence={
            <Stack gap={16}>
              <p>{t("withdrawConsequence")}</p>
              <AreaField label={t("why")} rows={2} maxLength={500} value={why} onChange={setWhy} />
            </Stack>
          }
          onConfirm={withdraw}
        >
          {t("withdraw")}
        </ConfirmButton>
      )}
    </Row>
  );
}

/** The page as it will be read, in one language after the other. */
function Look({ data }: { data: PageData }) {
  const t = useWords(pageWords);
  const [language, setLanguage] = useState<Language>("en");
  const { content, page } = data;
  const preview = usePreview(page.kind, content);
  return (
    <Panel title={t("preview")}>
      <Stack gap={16}>
        {data.hasSpanish && (
          <SelectField
            label={t("language")}
            value={language}
            onChange={(value) => setLanguage(value === "es" ? "es" : "en")}
            choices={[
              { value: "en", label: t("english") },
              { value: "es", label: t("spanish") },
            ]}
          />
        )}
        <ErrorNotice error={preview.error} />
        {preview.data && (
          <Reading kind={page.kind} content={content} preview={preview.data} language={language} />
        )}
        <PolicySays title={t("warnings")} findings={preview.data?.findings ?? []} />
      </Stack>
    </Panel>
  );
}

function History({ data }: { data: PageData }) {
  const t = useWords(pageWords);
  return (
    <Panel title={t("history")}>
      <ul className={css["history"]}>
        {data.versions.map(({ version, writers, writtenAt, approvedBy, approvedAt, change }) => (
          <li key={version}>
            <p>
              {t("historyLine", { version, writers: writers.join(", ") })},{" "}
              {approvedAt === null ? t("notApproved") : t("approvedBy", { name: approvedBy })}
            </p>
            {change.what.en && <p>{change.what.en}</p>}
            <Quiet small>
              <TimeAgo at={approvedAt ?? writtenAt} />
            </Quiet>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

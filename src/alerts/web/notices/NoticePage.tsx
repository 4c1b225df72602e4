import { IconEdit, IconExternalLink } from "@tabler/icons-react";
import { useParams } from "react-router";
import { useNotice, type NoticeData } from "./api.ts";
import { EndButtons } from "./EndButtons.tsx";
import { FlyerStudio } from "./FlyerStudio.tsx";
import { NoticeFacts } from "./NoticeFacts.tsx";
import css from "./Notices.module.css";
import { meanings } from "./states.ts";
import { SubmitPanel } from "./SubmitPanel.tsx";
import { SurfacesPanel } from "./SurfacesPanel.tsx";
import { WordingsPanel } from "./WordingsPanel.tsx";
import { noticeWords } from "./words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Row } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { useWords } from "#ui/words.ts";

/** `/notices/:id`: one notice, where it stands, and the one click that takes it back. */
export function NoticePage() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useNotice(id);
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonPage />;
  return <Page data={data} />;
}

function Page({ data }: { data: NoticeData }) {
  const t = useWords(noticeWords);
  const { notice, ending } = data;
  return (
    <>
      <PageHeader
        title={notice.headline}
        about={t(data.content.kind)}
        up={{ to: "/notices", label: t("up") }}
        state={<StateBadge meaning={meanings[notice.state]} label={t(notice.state)} />}
        actions={<Actions data={data} />}
      />
      <div className={css["pages"]}>
        {ending && (
          <Notice icon={IconExternalLink}>
            {ending.why === t(ending.how)
              ? t(ending.how)
              : t("endedHow", { how: t(ending.how), why: ending.why })}
          </Notice>
        )}
        {!ending && !data.isSubmitted && <SubmitPanel data={data} />}
        {data.surfaces.length > 0 && <SurfacesPanel data={data} />}
        <FlyerStudio data={data} />
        {!ending && <WordingsPanel data={data} />}
        <NoticeFacts data={data} />
      </div>
    </>
  );
}

function Actions({ data }: { data: NoticeData }) {
  const t = useWords(noticeWords);
  const may = useMay();
  const { notice, ending } = data;
  return (
    <Row>
      {notice.activeVersion !== null && (
        <a href={`/notices/${notice.code}`} target="_blank" rel="noreferrer">
          {t("openPage")}
        </a>
      )}
      {!ending && may("notice.draft") && (
        <LinkButton to={`/notices/${notice.id}/edit`} icon={IconEdit}>
          {t(data.isSubmitted ? "editNext" : "edit")}
        </LinkButton>
      )}
      {!ending && may("notice.end") && notice.state !== "draft" && <EndButtons data={data} />}
    </Row>
  );
}

import { IconClock, IconEdit } from "@tabler/icons-react";
import { useParams } from "react-router";
import { KitPanel } from "../kits/KitPanel.tsx";
import css from "../Outreach.module.css";
import { useEvent, type EventData } from "./api.ts";
import { CancelButton, CopyButton } from "./EventActs.tsx";
import { DatesPanel, OfSeries } from "./DatesPanel.tsx";
import { EventPreview } from "./EventPreview.tsx";
import { PostsPanel } from "./PostsPanel.tsx";
import { SignUpsPanel } from "./SignUpsPanel.tsx";
import { meanings } from "./states.ts";
import { SubmitPanel } from "./SubmitPanel.tsx";
import { eventWords } from "./words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { useWords } from "#ui/words.ts";

/** `/events/:id`: one event, who comes, where its posts stand, and what partners may share. */
export function EventPage() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useEvent(id);
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonPage />;
  return <Page key={data.event.id} data={data} />;
}

const over = new Set(["past", "cancelled", "discarded"]);

function Page({ data }: { data: EventData }) {
  const t = useWords(eventWords);
  const { event, content } = data;
  const isOver = over.has(event.state);
  return (
    <>
      <PageHeader
        title={content.title || t(content.kind)}
        about={t(content.kind)}
        up={{ to: "/events", label: t("up") }}
        state={<StateBadge meaning={meanings[event.state]} label={t(event.state)} />}
        actions={<Actions data={data} isOver={isOver} />}
      />
      <div className={css["beside"]}>
        <div className={css["pages"]}>
          {event.cancelledWhy && <Notice icon={IconClock}>{event.cancelledWhy}</Notice>}
          {!isOver && !data.isSubmitted && <SubmitPanel data={data} />}
          {!isOver && data.isSubmitted && event.activeVersion !== data.version && (
            <Notice icon={IconClock} meaning="wait">
              {t(event.activeVersion === null ? "waitsFirst" : "waits")}
            </Notice>
          )}
          {data.series && <OfSeries series={data.series} />}
          {content.again ? <DatesPanel data={data} /> : <SignUpsPanel data={data} />}
          <PostsPanel data={data} />
          {event.activeVersion !== null && <KitPanel of="event" id={event.id} name={event.title} />}
        </div>
        <aside aria-label={t("seen")}>
          <Panel title={t("seen")}>
            <Stack gap={16}>
              <Quiet>{t("seenAbout")}</Quiet>
              <EventPreview content={content} />
            </Stack>
          </Panel>
        </aside>
      </div>
    </>
  );
}

function Actions({ data, isOver }: { data: EventData; isOver: boolean }) {
  const t = useWords(eventWords);
  const may = useMay();
  const { event } = data;
  return (
    <Row>
      {event.activeVersion !== null && (
        <a href={`/events/${event.code}`} target="_blank" rel="noreferrer">
          {t("openPage")}
        </a>
      )}
      {!isOver && may("event.draft") && (
        <LinkButton to={`/events/${event.id}/edit`} icon={IconEdit}>
          {t(data.isSubmitted ? "editNext" : "edit")}
        </LinkButton>
      )}
      {may("event.draft") && <CopyButton data={data} />}
      {!isOver && may("event.cancel") && <CancelButton data={data} />}
    </Row>
  );
}

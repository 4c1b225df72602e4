import { useNavigate, useParams } from "react-router";
import css from "../Outreach.module.css";
import { AgainFields } from "./AgainFields.tsx";
import { useEvent, useEventsChanged, type EventData } from "./api.ts";
import { EventPreview } from "./EventPreview.tsx";
import { FurtherFields, SpanishFields } from "./FurtherFields.tsx";
import { PeopleFields, WhatFields, WhereWhenFields } from "./MainFields.tsx";
import { eventFormWords } from "./form-words.ts";
import { ReachFields } from "./ReachFields.tsx";
import { useEventDraft } from "./use-event-draft.ts";
import { eventWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SaveState } from "#ui/SaveState.tsx";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

/** `/events/:id/edit`: the event, and beside it what the public will read. It saves itself. */
export function EventFormPage() {
  const { id = "" } = useParams();
  const { data, error } = useEvent(id);
  if (error && !data) return <ErrorNotice error={error} />;
  if (!data) return <SkeletonPage />;
  return <Form key={data.event.id} given={data} />;
}

function Form({ given }: { given: EventData }) {
  const t = useWords(eventFormWords);
  const say = useWords(eventWords);
  const navigate = useNavigate();
  const changed = useEventsChanged();
  const { content, change, saving, error, keep } = useEventDraft(given);
  const look = async () => {
    if (!(await keep())) return;
    await changed();
    await navigate(`/events/${given.event.id}`);
  };
  const fields = { content, change };
  return (
    <>
      <PageHeader
        title={t("edit")}
        about={say(content.kind)}
        up={{ to: `/events/${given.event.id}`, label: given.event.title || t("untitled") }}
        state={<SaveState saving={saving} />}
      />
      <div className={css["beside"]}>
        <Stack gap={24}>
          <ErrorNotice error={error} />
          <WhatFields {...fields} />
          <WhereWhenFields {...fields} />
          {given.event.seriesId === null && (
            <AgainFields {...fields} isOut={given.event.activeVersion !== null} />
          )}
          <PeopleFields {...fields} />
          <ReachFields {...fields} />
          <FurtherFields {...fields} />
          <SpanishFields {...fields} />
          <Row end>
            <Button look="primary" onClick={() => void look()}>
              {t("done")}
            </Button>
          </Row>
        </Stack>
        <aside aria-label={t("preview")}>
          <Panel title={t("preview")}>
            <EventPreview content={content} />
          </Panel>
        </aside>
      </div>
    </>
  );
}

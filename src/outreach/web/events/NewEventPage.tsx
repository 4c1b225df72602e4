import { useState } from "react";
import { useNavigate } from "react-router";
import { eventKinds, eventsApi, useEventsChanged, type EventKind } from "./api.ts";
import { eventWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ChoiceField } from "#ui/choices.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** `/events/new`: what kind it is; everything else is typed on its page and saves itself. */
export function NewEventPage() {
  const t = useWords(eventWords);
  const navigate = useNavigate();
  const changed = useEventsChanged();
  const { busy, error, act } = useAct();
  const [kind, setKind] = useState<EventKind>("coffee");
  const begin = () =>
    act(async () => {
      const { id } = await eventsApi.draft({ kind, title: kind === "other" ? "" : t(kind) });
      await changed();
      await navigate(`/events/${id}/edit`);
    });
  return (
    <>
      <PageHeader title={t("new")} about={t("newAbout")} up={{ to: "/events", label: t("up") }} />
      <Panel>
        <Stack gap={24}>
          <ChoiceField
            label={t("kind")}
            value={kind}
            onChange={setKind}
            choices={eventKinds.map((value) => ({ value, label: t(value) }))}
          />
          <ErrorNotice error={error} />
          <Row end>
            <Button look="primary" loading={busy} onClick={() => void begin()}>
              {t("begin")}
            </Button>
          </Row>
        </Stack>
      </Panel>
    </>
  );
}

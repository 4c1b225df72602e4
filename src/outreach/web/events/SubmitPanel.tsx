import { eventsApi, useEventsChanged, type EventData } from "./api.ts";
import { eventWords } from "./words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { HandInPanel, LacksPanel } from "#ui/HandIn.tsx";
import { Row } from "#ui/layout.tsx";
import { useHandIn } from "#ui/policy-warnings.ts";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

/** What keeps the event in, and the button that hands it in once nothing does. */
export function SubmitPanel({ data }: { data: EventData }) {
  const t = useWords(eventWords);
  const may = useMay();
  const changed = useEventsChanged();
  const { id } = data.event;
  const state = useHandIn(async (handedIn) => {
    await eventsApi.submit(id, { version: data.version, ...handedIn });
    await changed();
    toast(t("submittedDone"));
  });
  if (data.findings.length > 0)
    return (
      <LacksPanel lacks={data.findings}>
        <Row end>
          <LinkButton look="primary" to={`/events/${id}/edit`}>
            {t("goTo")}
          </LinkButton>
        </Row>
      </LacksPanel>
    );
  return (
    <HandInPanel
      ready={t("noFindings")}
      warns={t("warnings")}
      may={may("event.submit")}
      state={state}
      isOut={data.event.activeVersion !== null}
    />
  );
}

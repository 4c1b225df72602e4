import { IconCalendarOff, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { eventsApi, useEventsChanged, type EventData } from "./api.ts";
import { eventWords } from "./words.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { TextField } from "#ui/fields.tsx";
import { Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

/** Called off: page, calendar, posts and letters at once. */
export function CancelButton({ data }: { data: EventData }) {
  const t = useWords(eventWords);
  const changed = useEventsChanged();
  const [why, setWhy] = useState("");
  const isOut = data.event.activeVersion !== null;
  const said = data.content.again ? "cancelSeries" : "cancelConsequence";
  const cancel = async () => {
    const given = why.trim().length < 3 ? t("cancel") : why.trim();
    const { replacements } = await eventsApi.cancel(data.event.id, given);
    await changed();
    const refused = replacements.find((one) => one.refused !== null)?.refused;
    toast(refused ? t("notHandedIn", { says: refused.says }) : t("cancelledDone"));
  };
  return (
    <ConfirmButton
      grave
      icon={IconCalendarOff}
      consequence={
        <Stack gap={16}>
          <p>{t(isOut ? said : "discardConsequence")}</p>
          <TextField label={t("why")} optional maxLength={500} value={why} onChange={setWhy} />
        </Stack>
      }
      onConfirm={cancel}
    >
      {t("cancel")}
    </ConfirmButton>
  );
}

/** The same on another date. */
export function CopyButton({ data }: { data: EventData }) {
  const t = useWords(eventWords);
  const navigate = useNavigate();
  const changed = useEventsChanged();
  const [starts, setStarts] = useState(data.content.starts);
  const copy = async () => {
    const { id } = await eventsApi.copy(data.event.id, starts);
    await changed();
    toast(t("copied"));
    await navigate(`/events/${id}/edit`);
  };
  return (
    <ConfirmButton
      icon={IconCopy}
      consequence={
        <Stack gap={16}>
          <p>{t("copyConsequence")}</p>
          <DateTimeField label={t("copyBegins")} value={starts} onChange={setStarts} />
        </Stack>
      }
      onConfirm={copy}
    >
      {t("copy")}
    </ConfirmButton>
  );
}

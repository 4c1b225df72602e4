import { IconSpeakerphone, IconUserCheck } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { watchApi, type AlarmRow } from "./api.ts";
import css from "./Watch.module.css";
import { watchWords } from "./words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

const noteMax = 900;

/** It was us, or we are compromised; afterwards: it is ours again. */
export function AlarmActs({ alarm }: { alarm: AlarmRow }) {
  const t = useWords(watchWords);
  const may = useMay();
  const [note, setNote] = useState("");
  const queries = useQueryClient();
  const done = async (says: string) => {
    setNote("");
    await Promise.all(
      ["alarms", "session", "posts", "holds"].map((key) =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    );
    toast(says);
  };
  const asked = (about: ReactNode) => (
    <Stack gap={16}>
      {about}
      <AreaField
        label={t("note")}
        hint={t("noteHint")}
        rows={2}
        maxLength={noteMax}
        value={note}
        onChange={setNote}
      />
    </Stack>
  );
  if (alarm.endedHow === "compromised")
    return (
      <>
        <p>{t("isCompromised")}</p>
        <Row>
          {alarm.warningPostId && (
            <LinkButton look="primary" to={`/posts/${alarm.warningPostId}`}>
              {t("warning")}
            </LinkButton>
          )}
          <ConfirmButton
            disabledReason={may("alarm.regain") ? undefined : t("onlyRegain")}
            consequence={asked(<span>{t("regainAbout")}</span>)}
            onConfirm={async () => {
              await watchApi.regain(alarm.id, note);
              await done(t("done"));
            }}
          >
            {t("regain")}
          </ConfirmButton>
        </Row>
      </>
    );
  return (
    <Row>
      <ConfirmButton
        grave
        icon={IconSpeakerphone}
        question={t("compromisedQuestion", { channel: alarm.channel })}
        disabledReason={may("alarm.disavow") ? undefined : t("onlyCompromised")}
        consequence={asked(<Prepared channelId={alarm.channelId} />)}
        onConfirm={async () => {
          const { isSubmitted, why } = await watchApi.disavow(alarm.id, note);
          await done(isSubmitted ? t("disavowed") : t("disavowedDraft", { why: why ?? "" }));
        }}
      >
        {t("compromised")}
      </ConfirmButton>
      <ConfirmButton
        icon={IconUserCheck}
        question={t("oursQuestion")}
        disabledReason={may("alarm.adopt") ? undefined : t("onlyOurs")}
        consequence={asked(<span>{t("oursAbout")}</span>)}
        onConfirm={async () => {
          await watchApi.adopt(alarm.id, note);
          await done(t("done"));
        }}
      >
        {t("ours")}
      </ConfirmButton>
    </Row>
  );
}

/** The very words that are handed in. */
function Prepared({ channelId }: { channelId: string }) {
  const t = useWords(watchWords);
  const { data } = useQuery({
    queryKey: ["alarms", "warning", channelId],
    queryFn: () => watchApi.warning(channelId),
  });
  return (
    <>
      <span>{t("compromisedAbout")}</span>
      {data && (
        <blockquote className={css["quote"]}>
          <strong>{data.title}</strong>
          {"\n\n"}
          {data.text}
        </blockquote>
      )}
    </>
  );
}

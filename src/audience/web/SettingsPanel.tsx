import { useState } from "react";
import { audienceApi, useAudienceChanged, useSettings, type SettingsData } from "./api.ts";
import { audienceWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** Quiet hours that are proposed, and the agency's own words above the form. */
export function SettingsPanel() {
  const { data } = useSettings();
  return data ? <SettingsForm settings={data} /> : null;
}

function SettingsForm({ settings }: { settings: SettingsData }) {
  const t = useWords(audienceWords);
  const changed = useAudienceChanged();
  const { busy, error, act } = useAct();
  const [from, setFrom] = useState(written(settings.quietFrom));
  const [until, setUntil] = useState(written(settings.quietUntil));
  const [digest, setDigest] = useState(written(settings.digestAt));
  const [en, setEn] = useState(settings.intro.en);
  const [es, setEs] = useState(settings.intro.es);
  const save = () =>
    act(async () => {
      const hours = { quietFrom: minutesOf(from), quietUntil: minutesOf(until) };
      const digestAt = minutesOf(digest);
      await audienceApi.arrange({ ...hours, digestAt, intro: { en, es } });
      await changed();
      toast(t("saved"));
    });
  return (
    <Panel title={t("settings")}>
      <Stack gap={16}>
        <Row>
          <TextField type="time" label={t("quietFrom")} value={from} onChange={setFrom} />
          <TextField type="time" label={t("quietUntil")} value={until} onChange={setUntil} />
        </Row>
        <Quiet>{t("quietAbout")}</Quiet>
        <Row>
          <TextField type="time" label={t("digestAt")} value={digest} onChange={setDigest} />
        </Row>
        <Quiet>{t("digestAbout")}</Quiet>
        <AreaField label={t("introEn")} optional rows={2} value={en} onChange={setEn} />
        <AreaField label={t("introEs")} optional rows={2} value={es} onChange={setEs} />
        <ErrorNotice error={error} />
        <Row end>
          <Button look="primary" loading={busy} onClick={() => void save()}>
            {t("save")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}

/** "21:00" */
function written(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import css from "../Outreach.module.css";
import {
  campaignsApi,
  useCampaigns,
  useCampaignsChanged,
  type CampaignModel,
  type CampaignsData,
  type CampaignStart,
} from "./api.ts";
import { campaignWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** `/campaigns/new`: a name, its days and its languages; the drafts are written from the model. */
export function NewCampaignPage() {
  const { data, error } = useCampaigns();
  const [params] = useSearchParams();
  if (error && !data) return <ErrorNotice error={error} />;
  if (!data) return <SkeletonPage />;
  return <Form data={data} chosen={params.get("model")} />;
}

function Form({ data, chosen }: { data: CampaignsData; chosen: string | null }) {
  const t = useWords(campaignWords);
  const language = useLanguage();
  const navigate = useNavigate();
  const changed = useCampaignsChanged();
  const { busy, error, act } = useAct();
  const first = data.models.find(({ key }) => key === chosen);
  const [plan, setPlan] = useState<CampaignStart>(() => planOf(first, language));
  const put = (part: Partial<CampaignStart>) => setPlan((before) => ({ ...before, ...part }));
  const pick = (key: string) =>
    setPlan(
      planOf(
        data.models.find((one) => one.key === key),
        language,
      ),
    );
  const begin = (startsOn: string) => {
    const model = data.models.find(({ key }) => key === plan.model);
    put({ startsOn, endsOn: plan.endsOn || dayAfter(startsOn, model?.days ?? 14) });
  };
  const speak = (one: "en" | "es", isOn: boolean) =>
    put({
      languages: (["en", "es"] as const).filter((each) =>
        each === one ? isOn : plan.languages.includes(each),
      ),
    });
  const start = () =>
    act(async () => {
      const { id, written } = await campaignsApi.start(plan);
      await changed();
      toast(t("started", { count: written }));
      await navigate(`/campaigns/${id}`);
    });
  const isWhole = plan.name.trim() && plan.startsOn && plan.endsOn && plan.languages.length > 0;
  return (
    <>
      <PageHeader
        title={t("new")}
        about={t("newAbout")}
        up={{ to: "/campaigns", label: t("up") }}
      />
      <Panel>
        <Stack gap={16}>
          <SelectField
            label={t("model")}
            value={plan.model ?? ""}
            onChange={pick}
            choices={[
              ...data.models.map(({ key, name }) => ({ value: key, label: name[language] })),
              { value: "", label: t("none") },
            ]}
          />
          <TextField
            label={t("name")}
            maxLength={120}
            value={plan.name}
            onChange={(name) => put({ name })}
          />
          <div className={css["grid"]}>
            <DateTimeField
              kind="date"
              label={t("startsOn")}
              value={plan.startsOn}
              onChange={begin}
            />
            <DateTimeField
              kind="date"
              label={t("endsOn")}
              value={plan.endsOn}
              onChange={(endsOn) => put({ endsOn })}
            />
          </div>
          <Row>
            {(["en", "es"] as const).map((one) => (
              <CheckField
                key={one}
                label={t(one)}
                checked={plan.languages.includes(one)}
                onChange={(isOn) => speak(one, isOn)}
              />
            ))}
          </Row>
          <ErrorNotice error={error} />
          <Row end>
            <Button look="primary" loading={busy} disabled={!isWhole} onClick={() => void start()}>
              {t("start")}
            </Button>
          </Row>
        </Stack>
      </Panel>
    </>
  );
}

function planOf(model: CampaignModel | undefined, language: "en" | "es"): CampaignStart {
  return {
    model: model?.key ?? null,
    name: model?.name[language] ?? "",
    purpose: model?.purpose ?? "inform",
    startsOn: "",
    endsOn: "",
    languages: ["en", "es"],
  };
}

/** A date some days on, by the calendar alone. */
function dayAfter(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return "";
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

import { IconAlertTriangle, IconDeviceFloppy } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { planningApi, useChannels, usePlanningChanged, type SeriesRow } from "./api.ts";
import css from "./Planning.module.css";
import { RuleFields, timingOf, type RuleState } from "./RuleFields.tsx";
import { SeriesWords, type Content } from "./SeriesWords.tsx";
import { partsOf } from "#ui/rule-words.ts";
import { seriesWords } from "./words/series.ts";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { warningsIn } from "#ui/policy-warnings.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** `/planning/series/new` and `/planning/series/:id`. */
export function SeriesFormPage() {
  const { id } = useParams();
  const { data, error } = useQuery({
    queryKey: ["planning", "series", id],
    queryFn: () => planningApi.oneSeries(id ?? ""),
    enabled: id !== undefined,
  });
  const channels = useChannels();
  if (error) return <ErrorNotice error={error} />;
  if (id !== undefined && !data) return <SkeletonPage />;
  if (channels.length === 0) return <SkeletonPage />;
  const usual = channels.filter(({ beatId }) => beatId === null).map(({ id: one }) => one);
  return <Form given={data?.series} all={usual} />;
}

function Form({ given, all }: { given: SeriesRow | undefined; all: readonly string[] }) {
  const t = useWords(seriesWords);
  const navigate = useNavigate();
  const changed = usePlanningChanged();
  const { busy, error, act } = useAct();
  const [name, setName] = useState(given?.title ?? "");
  const [content, setContent] = useState<Content>(
    () => (given?.content as Content | undefined) ?? { text: "", channels: [...all] },
  );
  const [rule, setRule] = useState<RuleState>(() => firstRule(given));
  const [read, setRead] = useState<readonly string[]>(given?.acknowledged ?? []);
  const change = (part: Partial<Content>) => setContent({ ...content, ...part });
  const language = useLanguage();
  const warnings = warningsIn(error);
  const save = () =>
    act(async () => {
      const draft = { title: name, content, ...timingOf(rule), acknowledged: [...read] };
      if (given) await planningApi.editSeries(given.id, draft, given.version);
      else await planningApi.writeSeries(draft);
      await changed();
      toast(t("saved"));
      await navigate("/planning/series");
    });
  return (
    <>
      <PageHeader
        title={t(given ? "formEdit" : "formNew")}
        up={{ to: "/planning/series", label: t("up") }}
        about={given ? t("editAbout") : t("about")}
      />
      <div className={css["form"]}>
        <Panel title={t("says")}>
          <div className={css["form"]}>
            <TextField
              label={t("name")}
              hint={t("nameHint")}
              maxLength={120}
              value={name}
              onChange={setName}
            />
            <SeriesWords content={content} change={change} />
          </div>
        </Panel>
        <Panel title={t("when")}>
          <RuleFields state={rule} onChange={setRule} />
        </Panel>
        {warnings.length === 0 ? (
          <ErrorNotice error={error} />
        ) : (
          <Notice icon={IconAlertTriangle} meaning="wait">
            <p>{t("warnings")}</p>
            {warnings.map(({ key, reason }) => (
              <div key={key}>
                <p>{reason[language]}</p>
                <CheckField
                  label={t("confirm")}
                  checked={read.includes(key)}
                  onChange={(on) =>
                    setRead(on ? [...read, key] : read.filter((one) => one !== key))
                  }
                />
              </div>
            ))}
          </Notice>
        )}
        <div className={css["acts"]}>
          <Button look="primary" icon={IconDeviceFloppy} loading={busy} onClick={() => void save()}>
            {t("save")}
          </Button>
        </div>
      </div>
    </>
  );
}

function firstRule(given: SeriesRow | undefined): RuleState {
  const soon = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  const until = new Date(Date.now() + 180 * 86_400_000).toISOString().slice(0, 10);
  if (!given)
    return {
      parts: {
        frequency: "WEEKLY",
        interval: 1,
        days: [],
        nth: undefined,
        until,
        count: undefined,
      },
      text: undefined,
      day: soon,
      time: "09:00",
    };
  const parts = partsOf(given.rule, given.startsLocal);
  return {
    parts: parts ?? {
      frequency: "WEEKLY",
      interval: 1,
      days: [],
      nth: undefined,
      until,
      count: undefined,
    },
    text: parts ? undefined : given.rule,
    day: given.startsLocal.slice(0, 10),
    time: given.startsLocal.slice(11),
  };
}

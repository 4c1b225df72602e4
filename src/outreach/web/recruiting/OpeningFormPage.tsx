import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import {
  openingsApi,
  useOpenings,
  useOpeningsChanged,
  type OpeningBody,
  type OpeningRow,
} from "./api.ts";
import css from "./Openings.module.css";
import { openingWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

const works = ["full-time", "part-time", "volunteer", "seasonal", "intern"] as const;
const periods = ["hour", "month", "year"] as const;
type Content = OpeningRow["content"];

const fresh: Content = {
  title: { en: "", es: "" },
  about: { en: "", es: "" },
  unit: "",
  place: "",
  work: "full-time",
  payFrom: null,
  payTo: null,
  payPer: "year",
  reference: "",
  closesOn: "",
  applyUrl: "",
};

/** `/openings/new` and `/openings/:id/edit`. */
export function OpeningFormPage() {
  const { id } = useParams();
  const { data, error } = useOpenings();
  if (id === undefined) return <Form given={fresh} />;
  if (error && !data) return <ErrorNotice error={error} />;
  const known = data?.openings.find((one) => one.id === id);
  if (!known) return <SkeletonPage />;
  return <Form given={known.content} known={known} />;
}

function Form({ given, known }: { given: Content; known?: OpeningRow }) {
  const t = useWords(openingWords);
  const navigate = useNavigate();
  const changed = useOpeningsChanged();
  const { busy, error, act } = useAct();
  const [content, setContent] = useState<Content>(given);
  const change = (part: Partial<OpeningBody>) =>
    setContent((before) => ({ ...before, ...part }) as Content);
  const save = () =>
    act(async () => {
      const made = known
        ? await openingsApi.rewrite(known.id, content, known.hash).then(() => known)
        : await openingsApi.write(content);
      await changed();
      toast(t("saved"));
      await navigate(`/openings/${made.id}`);
    });
  return (
    <>
      <PageHeader
        title={known ? content.title.en : t("new")}
        up={{ to: known ? `/openings/${known.id}` : "/openings", label: t("up") }}
      />
      <Stack gap={24}>
        <Panel title={t("facts")}>
          <div className={css["grid"]}>
            <Facts content={content} change={change} />
          </div>
        </Panel>
        <Panel>
          <Stack gap={16}>
            <AreaField
              label={t("aboutEn")}
              hint={t("aboutHint")}
              optional
              rows={8}
              value={content.about.en}
              onChange={(en) => change({ about: { ...content.about, en } })}
            />
            <AreaField
              label={t("aboutEs")}
              optional
              rows={6}
              value={content.about.es}
              onChange={(es) => change({ about: { ...content.about, es } })}
            />
            <ErrorNotice error={error} />
            <Row end>
              <Button look="primary" loading={busy} onClick={() => void save()}>
                {t("save")}
              </Button>
            </Row>
          </Stack>
        </Panel>
      </Stack>
    </>
  );
}

interface FactsProps {
  content: Content;
  change: (part: Partial<Content>) => void;
}

function Facts({ content, change }: FactsProps) {
  const t = useWords(openingWords);
  const { title } = content;
  const text = (name: "unit" | "place" | "reference") => (
    <TextField
      label={t(name)}
      optional
      maxLength={name === "reference" ? 80 : 160}
      value={content[name]}
      onChange={(value) => change({ [name]: value })}
    />
  );
  return (
    <>
      <TextField
        label={t("titleEn")}
        maxLength={160}
        value={title.en}
        onChange={(en) => change({ title: { ...title, en } })}
      />
      <TextField
        label={t("titleEs")}
        optional
        maxLength={160}
        value={title.es}
        onChange={(es) => change({ title: { ...title, es } })}
      />
      <TextField
        type="url"
        label={t("applyUrl")}
        maxLength={2_000}
        value={content.applyUrl}
        onChange={(applyUrl) => change({ applyUrl })}
      />
      <DateTimeField
        kind="date"
        label={t("closesOn")}
        optional
        value={content.closesOn}
        onChange={(closesOn) => change({ closesOn })}
      />
      <SelectField
        label={t("work")}
        value={content.work}
        onChange={(value) => change({ work: works.find((one) => one === value) ?? "full-time" })}
        choices={works.map((value) => ({ value, label: t(value) }))}
      />
      {text("unit")}
      {text("place")}
      {text("reference")}
      <Money
        label={t("payFrom")}
        value={content.payFrom}
        onChange={(payFrom) => change({ payFrom })}
      />
      <Money label={t("payTo")} value={content.payTo} onChange={(payTo) => change({ payTo })} />
      <SelectField
        label={t("payPer")}
        value={content.payPer}
        onChange={(value) => change({ payPer: periods.find((one) => one === value) ?? "year" })}
        choices={periods.map((value) => ({ value, label: t(value) }))}
      />
    </>
  );
}

interface MoneyProps {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
}

function Money({ label, value, onChange }: MoneyProps) {
  const [typed, setTyped] = useState(value === null ? "" : String(value));
  return (
    <TextField
      label={label}
      optional
      inputMode="decimal"
      maxLength={12}
      value={typed}
      onChange={(text) => {
        setTyped(text);
        const bare = text.replaceAll(/[$,\s]/g, "");
        onChange(/^\d+(\.\d{1,2})?$/.test(bare) ? Number(bare) : null);
      }}
    />
  );
}

import { useState } from "react";
import css from "./Templates.module.css";
import { useChannels } from "./queries.ts";
import type { TemplateContent } from "./templates-api.ts";
import { TemplatePreview } from "./TemplatePreview.tsx";
import { templateWords } from "./words/templates.ts";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { Stack } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

type Wording = TemplateContent["wording"];

interface WordingProps {
  wording: Wording;
  content: TemplateContent;
  language: string;
  onChange: (wording: Wording) => void;
}

/** The words of one language, and how they read with sample facts. */
export function TemplateWording({ wording, content, language, onChange }: WordingProps) {
  const t = useWords(templateWords);
  const put = (part: Partial<Wording>) => onChange({ ...wording, ...part });
  return (
    <Stack gap={12}>
      <TextField
        label={t("headline")}
        optional
        maxLength={200}
        value={wording.title}
        onChange={(title) => put({ title })}
      />
      <AreaField
        label={t("text")}
        rows={5}
        maxLength={4000}
        value={wording.text}
        onChange={(text) => put({ text })}
      />
      <AreaField
        label={t("short")}
        hint={t("shortHint")}
        optional
        rows={2}
        maxLength={480}
        value={wording.short}
        onChange={(short) => put({ short })}
      />
      <AreaField
        label={t("alt")}
        optional
        rows={2}
        maxLength={1000}
        value={wording.alt}
        onChange={(alt) => put({ alt })}
      />
      <Networks wording={wording} put={put} />
      <TemplatePreview content={content} wording={wording} language={language} />
    </Stack>
  );
}

function Networks({ wording, put }: { wording: Wording; put: (part: Partial<Wording>) => void }) {
  const t = useWords(templateWords);
  const { channels } = useChannels();
  const [added, setAdded] = useState<readonly string[]>([]);
  const known = [...new Set(channels.map(({ network }) => network))];
  const shown = [...new Set([...Object.keys(wording.networks), ...added])];
  const free = known.filter((network) => !shown.includes(network));
  return (
    <>
      {shown.map((network) => (
        <AreaField
          key={network}
          label={t("networkText", { network })}
          optional
          rows={3}
          maxLength={4000}
          value={wording.networks[network] ?? ""}
          onChange={(text) => put({ networks: { ...wording.networks, [network]: text } })}
        />
      ))}
      {free.length > 0 && (
        <div className={css["pair"]}>
          <SelectField
            label={t("addNetwork")}
            optional
            value=""
            placeholder="–"
            choices={free.map((network) => ({ value: network, label: network }))}
            onChange={(network) => setAdded([...added, network])}
          />
        </div>
      )}
    </>
  );
}

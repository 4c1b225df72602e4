import { Suspense } from "react";
import { useChannels, useClasses, useObjectives, type SeriesDraft } from "./api.ts";
import css from "./Planning.module.css";
import { seriesWords } from "./words/series.ts";
import { useObjectiveName } from "./words-of.ts";
import { MediaField } from "#media/web";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { useWords } from "#ui/words.ts";

export type Content = SeriesDraft["content"];

interface WordsProps {
  content: Content;
  change: (part: Partial<Content>) => void;
}

/** What every post of a series says, and where. */
export function SeriesWords({ content, change }: WordsProps) {
  const t = useWords(seriesWords);
  const channels = useChannels();
  const classes = useClasses();
  const objectives = useObjectives();
  const nameOf = useObjectiveName();
  return (
    <>
      <TextField
        label={t("title")}
        maxLength={200}
        value={content.title ?? ""}
        onChange={(title) => change({ title })}
      />
      <AreaField
        label={t("text")}
        rows={4}
        value={content.text ?? ""}
        onChange={(text) => change({ text })}
      />
      <Suspense>
        <MediaField
          media={content.media ?? []}
          postClass={content.class ?? "routine"}
          language={content.language ?? "en"}
          onChange={(media) => change({ media })}
        />
      </Suspense>
      <PickManyField
        label={t("channels")}
        value={content.channels ?? []}
        choices={channels.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(ids) => change({ channels: ids })}
      />
      <div className={css["pair"]}>
        <SelectField
          label={t("class")}
          value={content.class ?? "routine"}
          choices={classes.map(({ code, title }) => ({ value: code, label: title }))}
          onChange={(code) => change({ class: code })}
        />
        <SelectField
          label={t("objective")}
          value={content.purpose ?? "inform"}
          choices={objectives.map(({ key }) => ({ value: key, label: nameOf(key) }))}
          onChange={(purpose) => change({ purpose })}
        />
      </div>
    </>
  );
}

import { Suspense, type ReactNode } from "react";
import type { PostContent } from "./api.ts";
import css from "./Composer.module.css";
import { HashtagsRow } from "./HashtagsRow.tsx";
import { LinkField } from "./LinkField.tsx";
import { composerWords } from "./words/composer.ts";
import { MediaField } from "#media/web";
import { AreaField, TextField } from "#ui/fields.tsx";
import { Panel, Stack } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

export interface PartProps {
  content: PostContent;
  change: (part: Partial<PostContent>) => void;
}

const titleMax = 200;
const textMax = 20_000;
const correctionMax = 500;
/** What is said, once, for all channels. */
export function MessagePart({
  content,
  change,
  isPublished,
  children,
}: PartProps & { isPublished: boolean; children?: ReactNode }) {
  const t = useWords(composerWords);
  return (
    <div className={css["message"]} data-message>
      <Panel title={t("message")}>
        <Stack gap={16}>
          <TextField
            label={t("title")}
            hint={t("titleHint")}
            optional
            maxLength={titleMax}
            value={content.title}
            onChange={(title) => change({ title })}
          />
          <AreaField
            label={t("text")}
            rows={8}
            maxLength={textMax}
            placeholder={t("textPlaceholder")}
            value={content.text}
            onChange={(text) => change({ text })}
          />
          {isPublished && (
            <AreaField
              label={t("correction")}
              hint={t("correctionHint")}
              optional
              rows={2}
              maxLength={correctionMax}
              value={content.correction ?? ""}
              onChange={(correction) => change({ correction })}
            />
          )}
          <HashtagsRow content={content} change={change} />
          <LinkField content={content} change={change} />
          <Suspense>
            <MediaField
              media={content.media}
              postClass={content.class}
              language={content.language}
              onChange={(media) => change({ media })}
            />
          </Suspense>
        </Stack>
      </Panel>
      {children}
    </div>
  );
}

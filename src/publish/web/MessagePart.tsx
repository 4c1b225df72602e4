import { IconLinkPlus, IconTrash } from "@tabler/icons-react";
import type { PostContent } from "./api.ts";
import css from "./Composer.module.css";
import { PicturesField } from "./PicturesField.tsx";
import { isUrl } from "./use-draft.ts";
import { composerWords } from "./words/composer.ts";
import { Button } from "#ui/buttons.tsx";
import { AreaField, TextField } from "#ui/fields.tsx";
import { Panel, Stack } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

export interface PartProps {
  content: PostContent;
  change: (part: Partial<PostContent>) => void;
}

const titleMax = 200;
const textMax = 20_000;

/** What is said, once, for all channels. */
export function MessagePart({ content, change }: PartProps) {
  const t = useWords(composerWords);
  return (
    <div className={css["message"]}>
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
          <LinkPart content={content} change={change} />
          <PicturesField media={content.media} onChange={(media) => change({ media })} />
        </Stack>
      </Panel>
    </div>
  );
}

function LinkPart({ content, change }: PartProps) {
  const t = useWords(composerWords);
  const { link } = content;
  if (!link) {
    return (
      <div>
        <Button
          small
          icon={IconLinkPlus}
          onClick={() => change({ link: { url: "https://", title: "", description: "" } })}
        >
          {t("addLink")}
        </Button>
      </div>
    );
  }
  const set = (part: Partial<typeof link>) => change({ link: { ...link, ...part } });
  const isWrong = link.url !== "https://" && !isUrl(link.url);
  return (
    <fieldset className={css["group"]}>
      <legend>{t("link")}</legend>
      <TextField
        label={t("linkUrl")}
        type="url"
        value={link.url}
        onChange={(url) => set({ url })}
        error={isWrong ? t("linkUrlWrong") : undefined}
      />
      <TextField
        label={t("linkTitle")}
        optional
        maxLength={300}
        value={link.title}
        onChange={(title) => set({ title })}
      />
      <TextField
        label={t("linkDescription")}
        optional
        maxLength={1000}
        value={link.description}
        onChange={(description) => set({ description })}
      />
      <div>
        <Button small look="quiet" icon={IconTrash} onClick={() => change({ link: null })}>
          {t("removeLink")}
        </Button>
      </div>
    </fieldset>
  );
}

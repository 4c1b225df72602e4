import type { ChannelMeasure, ChannelRow } from "./api.ts";
import css from "./Composer.module.css";
import { Preview, type Said } from "./Preview.tsx";
import { previewWords } from "./words/preview.ts";
import { SelectField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

interface PreviewPartProps {
  content: Said & { channels: readonly string[] };
  channels: readonly ChannelRow[];
  measures?: readonly ChannelMeasure[];
  shown: string | undefined;
  onShow: (channelId: string) => void;
  title?: string;
}

/** The post as one channel will show it, switchable among the chosen ones. */
export function PreviewPart({
  content,
  channels,
  measures,
  shown,
  onShow,
  title,
}: PreviewPartProps) {
  const t = useWords(previewWords);
  const chosen = channels.filter(({ id }) => content.channels.includes(id));
  const channel = chosen.find(({ id }) => id === shown) ?? chosen[0];
  return (
    <div className={css["preview"]}>
      <Panel title={title ?? t("preview")}>
        {channel ? (
          <Stack gap={12}>
            <SelectField
              label={t("choose")}
              value={channel.id}
              choices={chosen.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={onShow}
            />
            <Preview
              content={content}
              channel={channel}
              max={measures?.find(({ channelId }) => channelId === channel.id)?.max}
            />
          </Stack>
        ) : (
          <p>
            <Quiet>{t("none")}</Quiet>
          </p>
        )}
      </Panel>
    </div>
  );
}

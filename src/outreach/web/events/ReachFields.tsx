import { useBeats, useChannels } from "./choices-api.ts";
import { eventFormWords } from "./form-words.ts";
import type { EventFieldProps } from "./use-event-draft.ts";
import { Panel, Stack } from "#ui/layout.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { useWords } from "#ui/words.ts";

/** For which beats it is, and on which accounts it is told. */
export function ReachFields({ content, change }: EventFieldProps) {
  const t = useWords(eventFormWords);
  const beats = useBeats() ?? [];
  const channels = useChannels();
  const open = new Set(channels?.map(({ id }) => id));
  const chosen = content.channels.filter((id) => open.has(id));
  const isGone = chosen.length === 0 && content.channels.length > 0;
  const none = isGone ? "channelsGone" : "channelsAll";
  return (
    <Panel title={t("reach")}>
      <Stack gap={16}>
        {beats.length > 0 && (
          <PickManyField
            label={t("beats")}
            hint={t("beatsHint")}
            optional
            value={content.beats}
            choices={beats.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))}
            onChange={(ids) => change({ beats: ids })}
          />
        )}
        {channels && (
          <PickManyField
            label={t("channels")}
            hint={t(chosen.length === 0 ? none : "channelsHint")}
            optional
            value={chosen}
            choices={channels.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(ids) => change({ channels: ids })}
          />
        )}
      </Stack>
    </Panel>
  );
}

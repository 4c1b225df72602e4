import { forEverybody, whoSees, withBeats } from "./audience.ts";
import { useBeats } from "./delegations-api.ts";
import type { PartProps } from "./MessagePart.tsx";
import { useChannels } from "./queries.ts";
import { withChannels } from "./shapes.ts";
import { audienceWords } from "./words/audience.ts";
import { composerWords } from "./words/composer.ts";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { Stack } from "#ui/layout.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { useWords } from "#ui/words.ts";

/** What it is about, as the map names it, and whether it is for people there alone; nothing chosen is everywhere. */
export function BeatsField({ content, change }: PartProps) {
  const t = useWords(composerWords);
  const a = useWords(audienceWords);
  const beats = useBeats();
  const { channels } = useChannels();
  const speaking = channels.filter(
    ({ id, beatId }) => beatId !== null && content.channels.includes(id),
  );
  const names = speaking.map(({ name }) => name).join(", ");
  if (beats.length === 0) return null;
  return (
    <Stack gap={8}>
      <PickManyField
        label={t("beats")}
        hint={
          content.beats.length === 0
            ? t("wholeJurisdiction")
            : names && t("beatAccounts", { names })
        }
        optional
        value={content.beats}
        choices={beats.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))}
        onChange={(ids) => change(withBeats(content, ids, channels))}
      />
      {content.beats.length > 0 && (
        <CheckField
          label={a("only")}
          hint={a("onlyHint")}
          checked={content.onlyBeats ?? false}
          onChange={(isOnly) => change(isOnly ? { onlyBeats: true } : forEverybody)}
        />
      )}
      <LeaveOutAll content={content} change={change} />
    </Stack>
  );
}

/** Where many channels cannot keep it to beats, one press leaves them all out. */
function LeaveOutAll({ content, change }: PartProps) {
  const a = useWords(audienceWords);
  const { channels } = useChannels();
  const chosen = channels.filter(({ id }) => content.channels.includes(id));
  const unable = chosen.filter((one) => whoSees(content, one).who === "nobody");
  if (unable.length < 2) return null;
  const kept = content.channels.filter((id) => !unable.some((one) => one.id === id));
  return (
    <div>
      <Button small onClick={() => change(withChannels(content, kept, channels))}>
        {a("leaveOutAll", { count: unable.length })}
      </Button>
    </div>
  );
}

import {
  IconBulb,
  IconChartBar,
  IconListTree,
  IconMessagePlus,
  IconPlus,
  IconRoute,
  IconTrash,
} from "@tabler/icons-react";
import type { ChannelMeasure, ChannelRow } from "./api.ts";
import { Shape } from "./Shape.tsx";
import { CampaignFields, CommentFields, PollFields } from "./FurtherFields.tsx";
import type { PartProps } from "./MessagePart.tsx";
import css from "./Shapes.module.css";
import { able, hostsIn, splitText, type Thread } from "./shapes.ts";
import { shapeWords } from "./words/shapes.ts";
import { Button, IconButton } from "#ui/buttons.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { Meter } from "#ui/Meter.tsx";
import type { Icon } from "#ui/registration.ts";
import { useWords } from "#ui/words.ts";

interface ShapesPartProps extends PartProps {
  channels: readonly ChannelRow[];
  measures: readonly ChannelMeasure[];
}

const partsMax = 24;

/** What else belongs to the message: the rest of a thread, our own comment, a poll, a campaign. */
export function ShapesPart({ content, change, channels, measures }: ShapesPartProps) {
  const t = useWords(shapeWords);
  const { thread, firstComment, poll, campaign } = content;
  const can = {
    thread: able("thread", content, channels),
    comment: able("comment", content, channels),
    poll: able("poll", content, channels),
  };
  const hosts = hostsIn(content);
  const parts = { content, change, channels, measures };
  return (
    <Panel title={t("title")}>
      <Stack gap={16}>
        {thread && <ThreadFields {...parts} thread={thread} />}
        {poll && <PollFields {...parts} poll={poll} />}
        {firstComment && <CommentFields {...parts} comment={firstComment} able={can.comment} />}
        {campaign && <CampaignFields {...parts} campaign={campaign} />}
        <div className={css["adds"]}>
          {!thread && (
            <Add
              icon={IconListTree}
              label={t("addThread")}
              why={can.thread.length === 0 ? t("noThreads") : undefined}
              onAdd={() =>
                change({ thread: { parts: [{ text: "", media: [] }], channels: can.thread } })
              }
            />
          )}
          {!poll && (
            <Add
              icon={IconChartBar}
              label={t("addPoll")}
              why={can.poll.length === 0 ? t("noPolls") : undefined}
              onAdd={() =>
                change({ poll: { options: ["", ""], minutes: 1440, channels: can.poll } })
              }
            />
          )}
          {!firstComment && (
            <Add
              icon={IconMessagePlus}
              label={t("addComment")}
              why={can.comment.length === 0 ? t("noComments") : undefined}
              onAdd={() => change({ firstComment: { text: "", channels: can.comment } })}
            />
          )}
          {!campaign && (
            <Add
              icon={IconRoute}
              label={t("addCampaign")}
              why={hosts.length === 0 ? t("noLinks") : undefined}
              onAdd={() => change({ campaign: { name: "", hosts } })}
            />
          )}
        </div>
      </Stack>
    </Panel>
  );
}

function Add({
  icon,
  label,
  why,
  onAdd,
}: {
  icon: Icon;
  label: string;
  why: string | undefined;
  onAdd: () => void;
}) {
  return (
    <DisabledReason reason={why}>
      {(disabled) => (
        <Button small icon={icon} {...disabled} onClick={disabled.onClick ?? onAdd}>
          {label}
        </Button>
      )}
    </DisabledReason>
  );
}

function ThreadFields({
  content,
  change,
  channels,
  measures,
  thread,
}: ShapesPartProps & { thread: Thread }) {
  const t = useWords(shapeWords);
  const set = (parts: Thread["parts"]) =>
    change({ thread: parts.length === 0 ? undefined : { ...thread, parts } });
  const named = (ids: readonly string[]) =>
    channels.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  const others = content.channels.filter((id) => !thread.channels.includes(id));
  const max = smallestMax(thread, measures);
  const isTooLong = max !== undefined && content.text.length > max;
  return (
    <Shape title={t("thread")} icon={IconListTree} onRemove={() => change({ thread: undefined })}>
      <p>
        <Quiet small>
          {t("threadOn", { channels: named(thread.channels).join(", ") || t("nowhere") })}{" "}
          {others.length > 0 && t("wholeOn", { channels: named(others).join(", ") })}
        </Quiet>
      </p>
      {isTooLong && (
        <div>
          <Button
            small
            icon={IconBulb}
            onClick={() => {
              const [first = "", ...rest] = splitText(content.text, max);
              const kept = thread.parts.filter(({ text }) => text.trim() !== "");
              const made = rest.map((text) => ({ text, media: [] }));
              change({ text: first, thread: { ...thread, parts: [...made, ...kept] } });
            }}
          >
            {t("split")}
          </Button>
        </div>
      )}
      {thread.parts.map((part, at) => (
        <div key={at} className={css["part"]}>
          <AreaField
            label={t("post", { number: at + 2 })}
            rows={3}
            value={part.text}
            isFirst={part.text === "" && at === thread.parts.length - 1}
            onChange={(text) =>
              set(thread.parts.map((one, index) => (index === at ? { ...one, text } : one)))
            }
          />
          <IconButton
            label={t("removePost", { number: at + 2 })}
            icon={IconTrash}
            onClick={() => set(thread.parts.filter((_one, index) => index !== at))}
          />
          <PartMeter part={at + 1} measures={measures} />
        </div>
      ))}
      <div>
        <Button
          small
          icon={IconPlus}
          disabled={thread.parts.length >= partsMax}
          onClick={() => set([...thread.parts, { text: "", media: [] }])}
        >
          {t("nextPost")}
        </Button>
      </div>
    </Shape>
  );
}

/** The fullest of all networks' meters. */
function PartMeter({ part, measures }: { part: number; measures: readonly ChannelMeasure[] }) {
  const t = useWords(shapeWords);
  const all = measures.flatMap(({ further }) => further.filter((one) => one.part === part));
  const [fullest] = all.toSorted((a, b) => b.count / b.max - a.count / a.max);
  if (!fullest) return null;
  return (
    <div className={css["meter"]}>
      <Meter
        bare
        label={t("post", { number: part + 1 })}
        value={fullest.count}
        max={fullest.max}
        unit={t("characters")}
      />
    </div>
  );
}

function smallestMax(
  { channels }: Thread,
  measures: readonly ChannelMeasure[],
): number | undefined {
  const all = measures
    .filter(({ channelId }) => channels.includes(channelId))
    .map(({ max }) => max);
  return all.length === 0 ? undefined : Math.min(...all);
}

import {
  IconBroadcast,
  IconChartBar,
  IconListTree,
  IconMessagePlus,
  IconRoute,
} from "@tabler/icons-react";
import type { ChannelMeasure, ChannelRow } from "./api.ts";
import { CampaignFields, CommentFields, PollFields } from "./FurtherFields.tsx";
import { LiveFields, useTomorrow } from "./LiveFields.tsx";
import type { PartProps } from "./MessagePart.tsx";
import css from "./Shapes.module.css";
import { able, hostsIn, liveOn } from "./shapes.ts";
import { ThreadFields } from "./ThreadFields.tsx";
import { shapeWords } from "./words/shapes.ts";
import { Button } from "#ui/buttons.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { Panel, Stack } from "#ui/layout.tsx";
import type { Icon } from "#ui/registration.ts";
import { useWords } from "#ui/words.ts";

export interface ShapesPartProps extends PartProps {
  channels: readonly ChannelRow[];
  measures: readonly ChannelMeasure[];
}

/** What else belongs to the message: the rest of a thread, our own comment, a poll, a live stream, a campaign. */
export function ShapesPart({ content, change, channels, measures }: ShapesPartProps) {
  const t = useWords(shapeWords);
  const tomorrow = useTomorrow();
  const { thread, firstComment, poll, live, campaign } = content;
  const can = {
    thread: able("thread", content, channels),
    comment: able("comment", content, channels),
    poll: able("poll", content, channels),
    live: able("live", content, channels),
  };
  const hosts = hostsIn(content);
  const parts = { content, change, channels, measures };
  return (
    <Panel title={t("title")}>
      <Stack gap={16}>
        {thread && <ThreadFields {...parts} thread={thread} />}
        {poll && <PollFields {...parts} poll={poll} />}
        {live && <LiveFields {...parts} live={live} able={can.live} />}
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
          {!live && (
            <Add
              icon={IconBroadcast}
              label={t("addLive")}
              why={can.live.length === 0 ? t("noLive") : undefined}
              onAdd={() => change({ live: { ...tomorrow(), channels: liveOn([], can.live) } })}
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

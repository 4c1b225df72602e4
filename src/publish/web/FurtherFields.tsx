import { IconChartBar, IconMessagePlus, IconPlus, IconRoute, IconTrash } from "@tabler/icons-react";
import type { ChannelRow, PostContent } from "./api.ts";
import type { PartProps } from "./MessagePart.tsx";
import { Shape } from "./Shape.tsx";
import css from "./Shapes.module.css";
import { hostsIn } from "./shapes.ts";
import { shapeWords } from "./words/shapes.ts";
import { Button, IconButton } from "#ui/buttons.tsx";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { Quiet } from "#ui/layout.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { useWords } from "#ui/words.ts";

interface FurtherProps extends PartProps {
  channels: readonly ChannelRow[];
}

const times = { hour: 60, sixHours: 360, day: 1440, threeDays: 4320, week: 10_080 } as const;
const timeNames = ["hour", "sixHours", "day", "threeDays", "week"] as const;

/** The question is the message; here stand its answers and how long it is open. */
export function PollFields({
  change,
  channels,
  poll,
}: FurtherProps & { poll: NonNullable<PostContent["poll"]> }) {
  const t = useWords(shapeWords);
  const limits = channels.flatMap(({ id, capabilities }) =>
    poll.channels.includes(id) ? (capabilities.poll ?? []) : [],
  );
  const optionsMax = Math.min(10, ...limits.map((one) => one.optionsMax));
  const optionMax = Math.min(200, ...limits.map((one) => one.optionMax));
  const set = (part: Partial<typeof poll>) => change({ poll: { ...poll, ...part } });
  const on = channels.filter(({ id }) => poll.channels.includes(id)).map(({ name }) => name);
  return (
    <Shape title={t("poll")} icon={IconChartBar} onRemove={() => change({ poll: undefined })}>
      <p>
        <Quiet small>
          {t("pollOn", { channels: on.join(", ") || t("nowhere") })} {t("pollHint")}
        </Quiet>
      </p>
      {poll.options.map((option, at) => (
        <div key={at} className={css["part"]}>
          <TextField
            label={t("answer", { number: at + 1 })}
            maxLength={optionMax}
            value={option}
            onChange={(next) =>
              set({ options: poll.options.map((one, index) => (index === at ? next : one)) })
            }
          />
          {poll.options.length > 2 && (
            <IconButton
              label={t("removeAnswer", { number: at + 1 })}
              icon={IconTrash}
              onClick={() => set({ options: poll.options.filter((_one, index) => index !== at) })}
            />
          )}
        </div>
      ))}
      <div className={css["adds"]}>
        <Button
          small
          icon={IconPlus}
          disabled={poll.options.length >= optionsMax}
          onClick={() => set({ options: [...poll.options, ""] })}
        >
          {t("nextAnswer")}
        </Button>
      </div>
      <SelectField
        label={t("openFor")}
        value={timeNames.find((name) => times[name] === poll.minutes) ?? "day"}
        choices={timeNames.map((name) => ({ value: name, label: t(name) }))}
        onChange={(name) => set({ minutes: times[timeNames.find((one) => one === name) ?? "day"] })}
      />
    </Shape>
  );
}

/** What we say under our own post ourselves. */
export function CommentFields({
  change,
  channels,
  comment,
  able,
}: FurtherProps & {
  comment: NonNullable<PostContent["firstComment"]>;
  able: readonly string[];
}) {
  const t = useWords(shapeWords);
  const set = (part: Partial<typeof comment>) => change({ firstComment: { ...comment, ...part } });
  return (
    <Shape
      title={t("comment")}
      icon={IconMessagePlus}
      onRemove={() => change({ firstComment: undefined })}
    >
      <AreaField
        label={t("commentText")}
        hint={t("commentHint")}
        rows={2}
        value={comment.text}
        onChange={(text) => set({ text })}
      />
      <PickManyField
        label={t("commentOn")}
        value={comment.channels}
        choices={channels
          .filter(({ id }) => able.includes(id))
          .map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(next) => set({ channels: next })}
      />
    </Shape>
  );
}

/** From which network the visitors of a page come: parameters in its address, and nothing that follows a person. */
export function CampaignFields({
  content,
  change,
  campaign,
}: FurtherProps & { campaign: NonNullable<PostContent["campaign"]> }) {
  const t = useWords(shapeWords);
  const hosts = [...new Set([...campaign.hosts, ...hostsIn(content)])];
  const isWrong = campaign.name !== "" && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(campaign.name);
  return (
    <Shape title={t("campaign")} icon={IconRoute} onRemove={() => change({ campaign: undefined })}>
      <TextField
        label={t("campaignName")}
        hint={t("campaignHint", { hosts: hosts.join(", ") })}
        maxLength={60}
        value={campaign.name}
        error={isWrong ? t("campaignWrong") : undefined}
        onChange={(name) => change({ campaign: { name, hosts } })}
      />
    </Shape>
  );
}

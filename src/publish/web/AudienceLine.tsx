import { IconEye, IconEyeOff } from "@tabler/icons-react";
import type { ChannelRow, PostContent } from "./api.ts";
import { whoSees, withEverybodyOn } from "./audience.ts";
import css from "./Audience.module.css";
import type { PartProps } from "./MessagePart.tsx";
import { withChannels } from "./shapes.ts";
import { audienceWords } from "./words/audience.ts";
import { Button } from "#ui/buttons.tsx";
import { useWords } from "#ui/words.ts";

interface AudienceLineProps extends PartProps {
  channel: ChannelRow;
  channels: readonly ChannelRow[];
}

/** Under a chosen channel of a post for some beats: who is shown it there, and what can be done about it. */
export function AudienceLine({ channel, channels, content, change }: AudienceLineProps) {
  const t = useWords(audienceWords);
  if (!content.onlyBeats) return null;
  const { who, isChosen } = whoSees(content, channel);
  const without = content.channels.filter((id) => id !== channel.id);
  return (
    <div className={css["line"]}>
      <Seen content={content} channel={channel} />
      {who === "nobody" && (
        <>
          <Button
            small
            look="quiet"
            onClick={() => change(withChannels(content, without, channels))}
          >
            {t("leaveOut", { channel: channel.name })}
          </Button>
          <Button
            small
            look="quiet"
            onClick={() => change(withEverybodyOn(content, channel.id, true))}
          >
            {t("toEverybody")}
            <span className="ob-hidden">: {channel.name}</span>
          </Button>
        </>
      )}
      {isChosen && (
        <Button
          small
          look="quiet"
          onClick={() => change(withEverybodyOn(content, channel.id, false))}
        >
          {t("backToBeats")}
          <span className="ob-hidden">: {channel.name}</span>
        </Button>
      )}
    </div>
  );
}

/** "Only 92507, Riverside Falls": who is shown a post on one channel, in words. */
export function Seen({ content, channel }: { content: PostContent; channel: ChannelRow }) {
  const t = useWords(audienceWords);
  const { who, places, isChosen } = whoSees(content, channel);
  const Sign = who === "nobody" ? IconEyeOff : IconEye;
  return (
    <span className={css["seen"]} data-who={isChosen ? "chosen" : who}>
      <Sign size={16} stroke={1.75} aria-hidden />
      <span>
        {who === "places"
          ? t("places", { places: places.join(" · ") })
          : t(isChosen ? "everybodyChosen" : who)}
      </span>
    </span>
  );
}

import { IconBulb, IconListTree, IconPlus, IconTrash } from "@tabler/icons-react";
import { Suspense, useEffect, useRef } from "react";
import type { ChannelMeasure } from "./api.ts";
import { Shape } from "./Shape.tsx";
import css from "./Shapes.module.css";
import type { ShapesPartProps } from "./ShapesPart.tsx";
import { splitText, type Thread } from "./shapes.ts";
import { shapeWords } from "./words/shapes.ts";
import { MediaField } from "#media/web";
import { Button, IconButton } from "#ui/buttons.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Quiet } from "#ui/layout.tsx";
import { Meter } from "#ui/Meter.tsx";
import { useWords } from "#ui/words.ts";

const partsMax = 24;

/** The posts that follow the first: each its words, its pictures with their descriptions, and its meter. */
export function ThreadFields({
  content,
  change,
  channels,
  measures,
  thread,
}: ShapesPartProps & { thread: Thread }) {
  const t = useWords(shapeWords);
  // An upload ends long after it began, and must not bring back what the parts said then.
  const latest = useRef(thread.parts);
  useEffect(() => {
    latest.current = thread.parts;
  }, [thread.parts]);
  const set = (parts: Thread["parts"]) => {
    latest.current = parts;
    change({ thread: parts.length === 0 ? undefined : { ...thread, parts } });
  };
  const setPart = (at: number, next: Partial<Thread["parts"][number]>) =>
    set(latest.current.map((one, index) => (index === at ? { ...one, ...next } : one)));
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
            onChange={(text) => setPart(at, { text })}
          />
          <IconButton
            label={t("removePost", { number: at + 2 })}
            icon={IconTrash}
            onClick={() => set(thread.parts.filter((_one, index) => index !== at))}
          />
          <PartMeter part={at + 1} measures={measures} />
          <div
            role="group"
            aria-label={t("picturesOf", { number: at + 2 })}
            className={css["pictures"]}
          >
            <Suspense>
              <MediaField
                media={part.media}
                postClass={content.class}
                language={content.language}
                onChange={(media) => setPart(at, { media })}
              />
            </Suspense>
          </div>
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

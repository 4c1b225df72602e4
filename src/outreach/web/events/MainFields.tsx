import { lazy, Suspense } from "react";
import css from "../Outreach.module.css";
import { movedAgain } from "./AgainFields.tsx";
import { eventKinds } from "./api.ts";
import { eventFormWords } from "./form-words.ts";
import { isKind } from "./states.ts";
import type { EventFieldProps } from "./use-event-draft.ts";
import { eventWords } from "./words.ts";
import { loadPointDrawing } from "#agency/web";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Stack } from "#ui/layout.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

const PointDrawing = lazy(loadPointDrawing);

export function WhatFields({ content, change }: EventFieldProps) {
  const t = useWords(eventFormWords);
  const say = useWords(eventWords);
  return (
    <Panel title={t("what")}>
      <Stack gap={16}>
        <TextField
          label={t("title")}
          maxLength={140}
          value={content.title}
          onChange={(title) => change({ title })}
        />
        <SelectField
          label={t("kind")}
          value={content.kind}
          choices={eventKinds.map((value) => ({ value, label: say(value) }))}
          onChange={(kind) => isKind(kind) && change({ kind })}
        />
        <AreaField
          label={t("about")}
          hint={t("aboutHint")}
          rows={5}
          maxLength={2_000}
          value={content.about}
          onChange={(about) => change({ about })}
        />
      </Stack>
    </Panel>
  );
}

export function WhereWhenFields({ content, change }: EventFieldProps) {
  const t = useWords(eventFormWords);
  const { place } = content;
  const put = (part: Partial<typeof place>) => change({ place: { ...place, ...part } });
  return (
    <Panel title={t("whereWhen")}>
      <Stack gap={16}>
        <div className={css["grid"]}>
          <DateTimeField
            label={t("starts")}
            value={content.starts}
            onChange={(starts) =>
              change({
                starts,
                ends: endFor(content.ends, starts),
                again: movedAgain(content.again, content.starts, starts),
              })
            }
          />
          <DateTimeField
            label={t("ends")}
            value={content.ends}
            onChange={(ends) => change({ ends })}
          />
        </div>
        <TextField
          label={t("placeName")}
          maxLength={120}
          value={place.name}
          onChange={(name) => put({ name })}
        />
        <TextField
          label={t("address")}
          hint={t("addressHint")}
          maxLength={200}
          value={place.address}
          onChange={(address) => put({ address })}
        />
        <Suspense fallback={<SkeletonRows rows={4} />}>
          <PointDrawing
            label={t("point")}
            hint={t("pointHint")}
            point={place.point}
            onChange={(point) => put({ point })}
          />
        </Suspense>
      </Stack>
    </Panel>
  );
}

/** The end of the day that was chosen, two hours on, where nobody has said one. */
function endFor(ends: string, starts: string): string {
  if (ends !== "" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(starts)) return ends;
  const hour = Math.min(23, Number(starts.slice(11, 13)) + 2);
  return `${starts.slice(0, 11)}${String(hour).padStart(2, "0")}${starts.slice(13)}`;
}

export function PeopleFields({ content, change }: EventFieldProps) {
  const t = useWords(eventFormWords);
  return (
    <Panel title={t("people")}>
      <Stack gap={16}>
        <TextField
          label={t("access")}
          hint={t("accessHint")}
          maxLength={400}
          value={content.access}
          onChange={(access) => change({ access })}
        />
        <TextField
          label={t("help")}
          maxLength={200}
          value={content.help}
          onChange={(help) => change({ help })}
        />
      </Stack>
    </Panel>
  );
}

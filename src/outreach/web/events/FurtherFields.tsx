import { Suspense } from "react";
import css from "../Outreach.module.css";
import type { EventContent } from "./api.ts";
import { eventFormWords } from "./form-words.ts";
import type { EventFieldProps } from "./use-event-draft.ts";
import { MediaField } from "#media/web";
import { CheckField } from "#ui/choices.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { AreaField, TextField } from "#ui/fields.tsx";
import { Panel, Stack } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

type SignUp = NonNullable<EventContent["signUp"]>;
const usual: SignUp = { capacity: 40, partyMax: 4, closes: "" };

/** The picture, and whether people sign up. */
export function FurtherFields({ content, change }: EventFieldProps) {
  const t = useWords(eventFormWords);
  const { photo, signUp } = content;
  return (
    <Panel title={t("further")}>
      <Stack gap={16}>
        <Suspense>
          <MediaField
            media={photo ? [photo] : []}
            postClass="event"
            onChange={([first]) =>
              change({ photo: first ? { sha256: first.sha256, alt: first.alt } : null })
            }
          />
        </Suspense>
        <CheckField
          label={t("signUp")}
          hint={t("signUpHint")}
          checked={signUp !== null}
          onChange={(isOn) => change({ signUp: isOn ? usual : null })}
        />
        {signUp && <SignUpFields signUp={signUp} change={change} />}
      </Stack>
    </Panel>
  );
}

function SignUpFields({ signUp, change }: { signUp: SignUp } & Pick<EventFieldProps, "change">) {
  const t = useWords(eventFormWords);
  const put = (part: Partial<SignUp>) => change({ signUp: { ...signUp, ...part } });
  return (
    <div className={css["grid"]}>
      <TextField
        label={t("capacity")}
        hint={t("capacityHint")}
        optional
        inputMode="numeric"
        maxLength={5}
        value={signUp.capacity === null ? "" : String(signUp.capacity)}
        onChange={(text) => put({ capacity: numberIn(text, 20_000) })}
      />
      <TextField
        label={t("partyMax")}
        inputMode="numeric"
        maxLength={2}
        value={String(signUp.partyMax)}
        onChange={(text) => put({ partyMax: numberIn(text, 20) ?? 1 })}
      />
      <DateTimeField
        label={t("closes")}
        hint={t("closesHint")}
        optional
        value={signUp.closes}
        onChange={(closes) => put({ closes })}
      />
    </div>
  );
}

function numberIn(text: string, max: number): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) > 0 ? Math.min(max, Number(text)) : null;
}

type Spanish = NonNullable<EventContent["es"]>;
const none: Spanish = { title: "", about: "", access: "", help: "", photoAlt: "" };

/** The same in Spanish, as a person wrote it. */
export function SpanishFields({ content, change }: EventFieldProps) {
  const t = useWords(eventFormWords);
  const { es } = content;
  const put = (part: Partial<Spanish>) => change({ es: { ...none, ...es, ...part } });
  return (
    <Panel title={t("spanish")}>
      <Stack gap={16}>
        <CheckField
          label={t("inSpanish")}
          hint={t("inSpanishHint")}
          checked={es !== null}
          onChange={(isOn) => change({ es: isOn ? none : null })}
        />
        {es && (
          <>
            <TextField
              label={t("titleEs")}
              maxLength={140}
              value={es.title}
              onChange={(title) => put({ title })}
            />
            <AreaField
              label={t("aboutEs")}
              rows={5}
              maxLength={2_000}
              value={es.about}
              onChange={(about) => put({ about })}
            />
            <TextField
              label={t("accessEs")}
              maxLength={400}
              value={es.access}
              onChange={(access) => put({ access })}
            />
            <TextField
              label={t("helpEs")}
              maxLength={200}
              value={es.help}
              onChange={(help) => put({ help })}
            />
            {content.photo && (
              <TextField
                label={t("photoAltEs")}
                maxLength={500}
                value={es.photoAlt}
                onChange={(photoAlt) => put({ photoAlt })}
              />
            )}
          </>
        )}
      </Stack>
    </Panel>
  );
}

import { IconPhotoPlus, IconTrash } from "@tabler/icons-react";
import { useId, useRef } from "react";
import { addPicture, pictureUrl, type PostContent } from "./api.ts";
import css from "./Composer.module.css";
import { useAct } from "#ui/use-act.ts";
import { composerWords } from "./words/composer.ts";
import { CheckField } from "#ui/choices.tsx";
import { Button, IconButton } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

type Media = PostContent["media"];

const picturesMax = 10;
const altMax = 2000;

/** Pictures, each with the description without which it is not sent. */
export function PicturesField({
  media,
  postClass,
  onChange,
}: {
  media: Media;
  postClass: string;
  onChange: (media: Media) => void;
}) {
  const t = useWords(composerWords);
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const { busy, error, act } = useAct();
  const add = (files: readonly File[]) =>
    act(async () => {
      const added: Media = [];
      for (const file of files) added.push({ sha256: (await addPicture(file)).sha256, alt: "" });
      const fresh = added.filter(({ sha256 }) => !media.some((one) => one.sha256 === sha256));
      onChange([...media, ...fresh].slice(0, picturesMax));
    });
  return (
    <div className={css["pictures"]} data-pictures>
      <div className={css["pictureHead"]}>
        <Button
          small
          icon={IconPhotoPlus}
          loading={busy}
          aria-describedby={hint}
          disabled={media.length >= picturesMax}
          onClick={() => input.current?.click()}
        >
          {t("addPicture")}
        </Button>
        <span id={hint}>
          <Quiet small>{t("picturesHint")}</Quiet>
        </span>
      </div>
      <input
        ref={input}
        type="file"
        // Without HEIC among these, an iPhone hands over a JPEG by itself.
        accept="image/jpeg,image/png,image/webp,image/avif,image/tiff"
        multiple
        hidden
        aria-label={t("addPicture")}
        onChange={({ currentTarget }) => {
          void add([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
      <ErrorNotice error={error} />
      {media.map((item, at) => (
        <div
          key={item.sha256}
          className={css["picture"]}
          data-alt={item.alt.trim() === "" ? "missing" : "written"}
        >
          <img src={pictureUrl(item.sha256)} alt="" />
          <AreaField
            label={t("alt")}
            hint={t("altHint")}
            rows={2}
            maxLength={altMax}
            value={item.alt}
            error={item.alt.trim() === "" ? t("altNeeded") : undefined}
            onChange={(alt) => onChange(media.map((one) => (one === item ? { ...one, alt } : one)))}
          />
          {(postClass === "arrest" || item.isBookingPhoto) && (
            <div className={css["booking"]}>
              <CheckField
                label={t("bookingPhoto")}
                checked={item.isBookingPhoto ?? false}
                onChange={(is) =>
                  onChange(media.map((one) => (one === item ? marked(one, is) : one)))
                }
              />
            </div>
          )}
          <IconButton
            label={t("removePicture", { number: at + 1 })}
            icon={IconTrash}
            onClick={() => onChange(media.filter((one) => one !== item))}
          />
        </div>
      ))}
    </div>
  );
}

/** The mark is left out where it is not set: it is under the approval hash. */
function marked({ sha256, alt }: Media[number], isBookingPhoto: boolean): Media[number] {
  return isBookingPhoto ? { sha256, alt, isBookingPhoto } : { sha256, alt };
}

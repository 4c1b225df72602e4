import { Suspense } from "react";
import type { NoticeContent } from "./api.ts";
import { Grid, type RecordFields } from "./fields.tsx";
import { formWords } from "./form-words.ts";
import { MediaField, type CarriedMedia } from "#media/web";
import { CheckField } from "#ui/choices.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

const consents = ["family", "guardian", "agency-record", "court", "owner"] as const;
type Photo = NonNullable<NoticeContent["photo"]>;

/** The photo with its date, its rights and the consent; and how the person may look today. */
export function PhotoFields({ content, change }: RecordFields) {
  const t = useWords(formWords);
  const { photo, agedPicture } = content;
  const put = (part: Partial<Photo>) => photo && change({ photo: { ...photo, ...part } });
  return (
    <Panel title={t("photo")}>
      <Stack gap={16}>
        <Quiet>{t("photoAbout")}</Quiet>
        <Suspense>
          <MediaField
            media={carried(content)}
            postClass="missing-person"
            onChange={(media) => change(picturesOf(content, media))}
          />
        </Suspense>
        {photo && (
          <Grid>
            <DateTimeField
              kind="date"
              label={t("photo.takenOn")}
              value={photo.takenOn}
              onChange={(takenOn) => put({ takenOn })}
            />
            <SelectField
              label={t("photo.consentBy")}
              value={photo.consentBy}
              onChange={(value) => put({ consentBy: consents.find((one) => one === value) ?? "" })}
              choices={[
                { value: "", label: t("none") },
                ...consents.map((value) => ({ value, label: t(value) })),
              ]}
            />
            <TextField
              label={t("photo.consentNote")}
              maxLength={300}
              value={photo.consentNote}
              onChange={(consentNote) => put({ consentNote })}
            />
            <TextField
              label={t("photo.credit")}
              optional
              maxLength={120}
              value={photo.credit}
              onChange={(credit) => put({ credit })}
            />
            {agedPicture && (
              <DateTimeField
                kind="date"
                label={t("agedPicture.takenOn")}
                value={agedPicture.takenOn}
                onChange={(takenOn) => change({ agedPicture: { ...agedPicture, takenOn } })}
              />
            )}
            <CheckField
              label={t("photo.isBookingPhoto")}
              checked={photo.isBookingPhoto}
              onChange={(isBookingPhoto) => put({ isBookingPhoto })}
            />
          </Grid>
        )}
      </Stack>
    </Panel>
  );
}

function carried({ photo, agedPicture }: NoticeContent): CarriedMedia[] {
  return [photo, agedPicture].flatMap((one) =>
    one === null ? [] : [{ sha256: one.sha256, alt: one.alt }],
  );
}

/** What was said of a picture stays with it. */
function picturesOf(
  { photo, agedPicture }: NoticeContent,
  media: readonly CarriedMedia[],
): Partial<NoticeContent> {
  const [first, second] = media;
  const none = { takenOn: "", credit: "" };
  const ofPhoto = { ...none, isBookingPhoto: false, consentBy: "", consentNote: "" } as const;
  return {
    photo: first
      ? {
          ...ofPhoto,
          ...(photo?.sha256 === first.sha256 ? photo : {}),
          sha256: first.sha256,
          alt: first.alt,
        }
      : null,
    agedPicture: second
      ? {
          ...none,
          ...(agedPicture?.sha256 === second.sha256 ? agedPicture : {}),
          sha256: second.sha256,
          alt: second.alt,
        }
      : null,
  };
}

import { IconBadgeCc, IconMaskOff, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { mediaApi, mediaKey, mediaPath, type LibraryItem } from "./api.ts";
import { CaptionsDialog } from "./CaptionsDialog.tsx";
import { CoverDialog } from "./CoverDialog.tsx";
import css from "./Media.module.css";
import type { CarriedMedia } from "./MediaField.tsx";
import { StandingBadge, Thumbnail } from "./Tile.tsx";
import { fieldWords } from "./words/field.ts";
import { Button, IconButton } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";

const altMax = 2_000;

interface MediaEntryProps {
  item: CarriedMedia;
  number: number;
  postClass: string;
  language: string;
  onChange: (item: CarriedMedia) => void;
  onRemove: () => void;
}

/** One picture or video in a post: its description, and what can be done to it without leaving the post. */
export function MediaEntry(props: MediaEntryProps) {
  const { item, number, postClass, onChange, onRemove } = props;
  const t = useWords(fieldWords);
  const { data } = useQuery({
    queryKey: mediaKey(item.sha256),
    queryFn: () => mediaApi.page(item.sha256),
    staleTime: 60_000,
  });
  const isMissing = item.alt.trim() === "";
  return (
    <div className={css["entry"]} data-alt={isMissing ? "missing" : "written"}>
      {data ? <Thumbnail item={data.item} /> : <span className={css["thumbnail"]} />}
      <AreaField
        label={t("alt")}
        hint={t("altHint")}
        rows={2}
        maxLength={altMax}
        value={item.alt}
        error={isMissing ? t("altNeeded") : undefined}
        onChange={(alt) => onChange({ ...item, alt })}
      />
      <IconButton label={t("remove", { number })} icon={IconTrash} onClick={onRemove} />
      {(postClass === "arrest" || item.isBookingPhoto) && (
        <div className={css["entryMore"]}>
          <CheckField
            label={t("bookingPhoto")}
            checked={item.isBookingPhoto ?? false}
            onChange={(is) => onChange(marked(item, is))}
          />
        </div>
      )}
      {data && <EntryActs {...props} known={data.item} />}
    </div>
  );
}

function EntryActs({ item, language, onChange, known }: MediaEntryProps & { known: LibraryItem }) {
  const t = useWords(fieldWords);
  const reader = useLanguage();
  const cache = useQueryClient();
  const [open, setOpen] = useState<"cover" | "captions">();
  const isVideo = known.durationMs !== null;
  const close = () => setOpen(undefined);
  const nameOf = (code: string) =>
    new Intl.DisplayNames([reader], { type: "language" }).of(code) ?? code;
  return (
    <div className={css["entryMore"]}>
      {!isVideo && (
        <Button small look="quiet" icon={IconMaskOff} onClick={() => setOpen("cover")}>
          {t("cover")}
        </Button>
      )}
      {isVideo && (
        <Button small look="quiet" icon={IconBadgeCc} onClick={() => setOpen("captions")}>
          {item.captions
            ? t("captions", { language: nameOf(item.captions.language) })
            : t("writeCaptions")}
        </Button>
      )}
      {isVideo && !item.captions && <Quiet small>{t("captionsNeeded")}</Quiet>}
      <Link to={mediaPath(item.sha256)} target="_blank">
        {t("details")}
      </Link>
      {(known.standing === "expired" || known.standing === "withdrawn") && (
        <StandingBadge standing={known.standing} />
      )}
      {known.standing === "unknown" && <Source item={known} />}
      {open === "cover" && (
        <CoverDialog
          item={known}
          onClose={close}
          onMade={({ sha256 }) => {
            onChange({ ...item, sha256 });
            close();
          }}
        />
      )}
      {open === "captions" && (
        <CaptionsDialog
          video={known}
          language={language}
          onClose={close}
          onKept={({ sha256, language: of }) => {
            void cache.invalidateQueries({ queryKey: mediaKey(item.sha256) });
            onChange({ ...item, captions: { sha256, language: of } });
            close();
          }}
        />
      )}
    </div>
  );
}

/** Asked once, quietly, and answered with one press where it is what it mostly is. */
function Source({ item }: { item: LibraryItem }) {
  const t = useWords(fieldWords);
  const cache = useQueryClient();
  const { busy, act } = useAct();
  const ours = () =>
    void act(async () => {
      await mediaApi.recordRights(item.sha256, { source: "staff" });
      await cache.invalidateQueries({ queryKey: mediaKey(item.sha256) });
    });
  return (
    <span className={css["source"]}>
      <Quiet small>{t("sourceAsked")}</Quiet>
      <Button small look="quiet" loading={busy} onClick={ours}>
        {t("ours")}
      </Button>
      <Link to={mediaPath(item.sha256)} target="_blank">
        {t("other")}
      </Link>
    </span>
  );
}

/** The mark is left out where it is not set: it is under the approval hash. */
function marked({ isBookingPhoto: _before, ...item }: CarriedMedia, is: boolean): CarriedMedia {
  return is ? { ...item, isBookingPhoto: true } : item;
}

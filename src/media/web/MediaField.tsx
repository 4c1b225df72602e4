import { IconLibraryPhoto, IconPhotoPlus } from "@tabler/icons-react";
import { useEffect, useId, useRef, useState } from "react";
import type { LibraryItem, Uploaded } from "./api.ts";
import { LibraryDialog } from "./LibraryDialog.tsx";
import css from "./Media.module.css";
import { MediaEntry } from "./MediaEntry.tsx";
import { firstFrame } from "./poster.ts";
import { acceptedFiles, useAdding } from "./use-adding.ts";
import { fieldWords } from "./words/field.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

/** One picture or video as a post carries it. */
export interface CarriedMedia {
  sha256: string;
  alt: string;
  isBookingPhoto?: true | undefined;
  captions?: { sha256: string; language: string } | undefined;
  poster?: string | undefined;
}

interface MediaFieldProps {
  media: CarriedMedia[];
  postClass: string;
  /** Of the post's words: which description and captions of an item are taken. */
  language?: string;
  onChange: (media: CarriedMedia[]) => void;
}

const itemsMax = 10;

/** Pictures and videos, each with the description without which it is not sent. */
export function MediaField({ media, postClass, language = "en", onChange }: MediaFieldProps) {
  const t = useWords(fieldWords);
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [picking, setPicking] = useState(false);
  // An upload takes minutes, and what stands here may change meanwhile.
  const latest = useRef(media);
  useEffect(() => {
    latest.current = media;
  }, [media]);
  const put = (next: CarriedMedia[]) => {
    latest.current = next.slice(0, itemsMax);
    onChange(latest.current);
  };
  const take = (fresh: readonly CarriedMedia[]) => {
    const known = new Set(latest.current.map(({ sha256 }) => sha256));
    put([...latest.current, ...fresh.filter(({ sha256 }) => !known.has(sha256))]);
  };
  const change = (sha256: string, next: Partial<CarriedMedia>) =>
    put(latest.current.map((one) => (one.sha256 === sha256 ? { ...one, ...next } : one)));
  const onAdded = ({ sha256, durationMs }: Uploaded) => {
    take([{ sha256, alt: "" }]);
    if (durationMs === null) return;
    void firstFrame(sha256).then((poster) => poster && change(sha256, { poster }));
  };
  const { busy, error, adding, add } = useAdding(onAdded);
  const isFull = media.length >= itemsMax;
  return (
    <div className={css["entries"]} data-pictures>
      <div className={css["head"]}>
        <Button
          small
          icon={IconPhotoPlus}
          loading={busy}
          aria-describedby={hint}
          disabled={isFull}
          onClick={() => input.current?.click()}
        >
          {t("add")}
        </Button>
        <Button
          small
          look="quiet"
          icon={IconLibraryPhoto}
          disabled={isFull}
          onClick={() => setPicking(true)}
        >
          {t("fromLibrary")}
        </Button>
        <span id={hint} role="status">
          <Quiet small>
            {adding && adding.part > 0
              ? t("adding", { name: adding.name, part: Math.round(adding.part * 100) })
              : t("hint")}
          </Quiet>
        </span>
      </div>
      <input
        ref={input}
        type="file"
        accept={acceptedFiles}
        multiple
        hidden
        aria-label={t("add")}
        onChange={({ currentTarget }) => {
          void add([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
      <ErrorNotice error={error} />
      {media.map((item, at) => (
        <MediaEntry
          key={item.sha256}
          item={item}
          number={at + 1}
          postClass={postClass}
          language={language}
          onChange={(next) => put(media.map((one) => (one === item ? next : one)))}
          onRemove={() => put(media.filter((one) => one !== item))}
        />
      ))}
      {picking && (
        <LibraryDialog
          onClose={() => setPicking(false)}
          onPick={(items) => {
            setPicking(false);
            take(items.map((item) => carried(item, language)));
          }}
        />
      )}
    </div>
  );
}

/** An item of the library as a post in this language carries it. */
function carried(item: LibraryItem, language: string): CarriedMedia {
  const { sha256, altEn, altEs, captions, posterSha256 } = item;
  const track = captions.find((one) => one.language === language) ?? captions[0];
  return {
    sha256,
    alt: language.startsWith("es") ? altEs || altEn : altEn || altEs,
    ...(track ? { captions: { sha256: track.sha256, language: track.language } } : {}),
    ...(posterSha256 ? { poster: posterSha256 } : {}),
  };
}

import { composerWords } from "./words/composer.ts";
import { Button } from "#ui/buttons.tsx";
import { useWords } from "#ui/words.ts";

/** The fields a channel can have words of its own in. */
export type OwnField = "text" | "title";

interface FixButtonProps {
  /** The finding's code, as the connector or `measure.ts` gives it. */
  code: string;
  channel: string;
  onOwnWords: (field: OwnField) => void;
  /** The post goes without its pictures to this channel alone. */
  onPlain: () => void;
}

/** What hinders a picture on one network alone, and would not hinder the words. */
const notHere = new Set([
  "media-type",
  "media-too-large",
  "no-videos",
  "live-video",
  "too-many-media",
  "too-many-videos",
  "video-too-long",
]);

/** Leads to where a finding is put right. */
export function FixButton({ code, channel, onOwnWords, onPlain }: FixButtonProps) {
  const t = useWords(composerWords);
  if (code.startsWith("alt"))
    return (
      <Button small look="quiet" onClick={() => toField('[data-alt="missing"] textarea')}>
        {t("fixAlt")}
      </Button>
    );
  if (code.includes("media") || code.includes("video") || code === "captions-missing")
    return (
      <>
        <Button small look="quiet" onClick={() => toField("[data-pictures] button")}>
          {t("fixPictures")}
        </Button>
        {notHere.has(code) && (
          <Button small look="quiet" onClick={onPlain}>
            {t("fixPlain", { channel })}
          </Button>
        )}
      </>
    );
  if (code === "title-missing")
    return (
      <Button small look="quiet" onClick={() => toField("[data-message] input")}>
        {t("fixNoTitle")}
      </Button>
    );
  if (code.startsWith("subject") || code.startsWith("title"))
    return (
      <Button small look="quiet" onClick={() => onOwnWords("title")}>
        {t("fixTitle", { channel })}
      </Button>
    );
  if (code.includes("too-l"))
    return (
      <Button small look="quiet" onClick={() => onOwnWords("text")}>
        {t("fixText", { channel })}
      </Button>
    );
  return null;
}

/** Focuses a field of another part of the form; with none left missing, the first picture's words. */
function toField(selector: string): void {
  const field =
    document.querySelector<HTMLElement>(selector) ??
    document.querySelector<HTMLElement>("[data-pictures] textarea");
  field?.scrollIntoView({ block: "center" });
  field?.focus({ preventScroll: true });
}

import { IconId, IconLinkPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { fetchCard, pictureUrl, type PostContent } from "./api.ts";
import css from "./Composer.module.css";
import type { PartProps } from "./MessagePart.tsx";
import { isUrl } from "./use-draft.ts";
import { composerWords } from "./words/composer.ts";
import { Button, IconButton } from "#ui/buttons.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Quiet } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

type Link = NonNullable<PostContent["link"]>;

/** The link of a post and its card: fetched from the page or written by hand, and either way what is approved. */
export function LinkField({ content, change }: PartProps) {
  const t = useWords(composerWords);
  const { link } = content;
  if (link) return <LinkCard link={link} change={(next) => change({ link: next })} />;
  const inText = linkIn(content.text);
  return (
    <div className={css["buttons"]}>
      <Button
        small
        icon={IconLinkPlus}
        onClick={() => change({ link: { url: "https://", title: "", description: "" } })}
      >
        {t("addLink")}
      </Button>
      {inText !== undefined && (
        <Button
          small
          look="quiet"
          onClick={() => change({ link: { url: inText, title: "", description: "" } })}
        >
          {t("linkFrom")}
        </Button>
      )}
    </div>
  );
}

function linkIn(text: string): string | undefined {
  const found = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/.exec(text)?.[0];
  return found !== undefined && isUrl(found) ? found : undefined;
}

function LinkCard({ link, change }: { link: Link; change: (link: Link | null) => void }) {
  const t = useWords(composerWords);
  const { busy, error, act } = useAct();
  const [pictureProblem, setPictureProblem] = useState<string>();
  const set = (part: Partial<Link>) => change({ ...link, ...part });
  const isWhole = isUrl(link.url);
  const fetchIt = () =>
    act(async () => {
      const card = await fetchCard(link.url);
      const { url, title, description, imageSha256 } = card;
      change({ url, title, description, ...(imageSha256 ? { imageSha256 } : {}) });
      setPictureProblem(card.pictureProblem);
      toast(t("fetched"));
    });
  return (
    <fieldset className={css["group"]}>
      <legend>{t("link")}</legend>
      <TextField
        label={t("linkUrl")}
        type="url"
        value={link.url}
        onChange={(url) => set({ url })}
        error={link.url !== "https://" && !isWhole ? t("linkUrlWrong") : undefined}
      />
      <div className={css["pictureHead"]}>
        <DisabledReason reason={isWhole ? undefined : t("linkUrlWrong")}>
          {(disabled) => (
            <Button
              small
              icon={IconId}
              loading={busy}
              {...disabled}
              onClick={disabled.onClick ?? (() => void fetchIt())}
            >
              {t("fetchCard")}
            </Button>
          )}
        </DisabledReason>
        <span>
          <Quiet small>{t("fetchHint")}</Quiet>
        </span>
      </div>
      <ErrorNotice error={error} />
      <TextField
        label={t("linkTitle")}
        optional
        maxLength={300}
        value={link.title}
        onChange={(title) => set({ title })}
      />
      <TextField
        label={t("linkDescription")}
        optional
        maxLength={1000}
        value={link.description}
        onChange={(description) => set({ description })}
      />
      {link.imageSha256 !== undefined && (
        <div className={css["cardPicture"]}>
          <img src={pictureUrl(link.imageSha256)} alt={t("cardPicture")} />
          <IconButton
            label={t("removeCardPicture")}
            icon={IconTrash}
            onClick={() => change(withoutPicture(link))}
          />
        </div>
      )}
      {pictureProblem !== undefined && link.imageSha256 === undefined && (
        <p>
          <Quiet small>{t("noCardPicture", { why: pictureProblem })}</Quiet>
        </p>
      )}
      <div>
        <Button small look="quiet" icon={IconTrash} onClick={() => change(null)}>
          {t("removeLink")}
        </Button>
      </div>
    </fieldset>
  );
}

function withoutPicture({ imageSha256: _gone, ...rest }: Link): Link {
  return rest;
}

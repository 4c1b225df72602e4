import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import css from "./Alert.module.css";
import { templatesApi, type Filling } from "./templates-api.ts";
import type { AlertState } from "./use-alert.ts";
import { alertWords } from "./words/alert.ts";
import { CheckField } from "#ui/choices.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useLanguage, useWords } from "#ui/words.ts";
import { languageName } from "#ui/language-name.ts";
import { useSettled } from "#ui/use-settled.ts";

const drawnAfterMs = 700;

/** The picture that is drawn from the words, one a language, as it will go out. */
export function AlertPicture({ id, alert }: { id: string; alert: AlertState }) {
  const t = useWords(alertWords);
  const languages = alert.filled?.parts.map(({ language }) => language) ?? [];
  return (
    <div className={css["drawn"]}>
      <CheckField
        label={t("drawn")}
        hint={t("drawnHint")}
        checked={alert.isDrawn}
        onChange={alert.setDrawn}
      />
      {alert.isDrawn && (
        <details className={css["fold"]}>
          <summary>{t("seeDrawn")}</summary>
          <div className={css["drawings"]}>
            {languages.map((language) => (
              <Drawing key={language} {...{ id, language }} filling={alert.filling} />
            ))}
          </div>
        </details>
      )}
    </div>
  );
}

function Drawing({ id, language, filling }: { id: string; language: string; filling: Filling }) {
  const t = useWords(alertWords);
  const reader = useLanguage();
  const asked = useSettled(JSON.stringify(filling), drawnAfterMs);
  const { data, error } = useQuery({
    queryKey: ["templates", "picture", id, language, asked],
    queryFn: () => templatesApi.picture(id, JSON.parse(asked) as Filling, language),
    placeholderData: (before) => before,
    retry: false,
    gcTime: 0,
  });
  const name = languageName(language, reader);
  return (
    <figure>
      {error ? (
        <ErrorNotice error={error} />
      ) : (
        data && <ImageOf blob={data} alt={t("drawnIn", { name })} />
      )}
      <figcaption>
        <Quiet small>{name}</Quiet>
      </figcaption>
    </figure>
  );
}

/** An image of bytes: their address is given back when they are not shown any more. */
function ImageOf({ blob, alt }: { blob: Blob; alt: string }) {
  const show = useCallback(
    (image: HTMLImageElement) => {
      const url = URL.createObjectURL(blob);
      image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [blob],
  );
  return <img ref={show} alt={alt} />;
}

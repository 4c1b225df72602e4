import { useId, useState } from "react";
import css from "./LogoField.module.css";
import { setupWords } from "./words/setup.ts";
import { Button } from "#ui/buttons.tsx";
import { useWords } from "#ui/words.ts";

const sizeBytesMax = 500_000;

interface LogoFieldProps {
  /** PNG, base64; empty for none; undefined for the one that is kept. */
  value: string | undefined;
  /** Where the kept one is seen. */
  keptAt?: string | undefined;
  onChange: (base64: string) => void;
}

export function LogoField({ value, keptAt, onChange }: LogoFieldProps) {
  const t = useWords(setupWords);
  const id = useId();
  const [error, setError] = useState<string>();
  const shown = value === undefined ? keptAt : value && `data:image/png;base64,${value}`;
  async function take(file: File | undefined): Promise<void> {
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes.length > sizeBytesMax)
      return setError(t("logoTooBig", { size: Math.ceil(bytes.length / 1000) }));
    if (!isPng(bytes)) return setError(t("logoNotPng"));
    setError(undefined);
    onChange(base64Of(bytes));
  }
  return (
    <div className={css["field"]}>
      <label htmlFor={id} className={css["label"]}>
        {t("logo")}
      </label>
      <p id={`${id}-hint`} className={css["hint"]}>
        {t("logoHint")}
      </p>
      <div className={css["row"]}>
        {shown && <img src={shown} alt="" />}
        <input
          id={id}
          type="file"
          accept="image/png"
          aria-describedby={`${id}-hint`}
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
        {shown && (
          <Button small look="quiet" onClick={() => onChange("")}>
            {t("logoRemove")}
          </Button>
        )}
      </div>
      {error !== undefined && (
        <p role="alert" className={css["error"]}>
          {error}
        </p>
      )}
    </div>
  );
}

function isPng(bytes: Uint8Array): boolean {
  return [0x89, 0x50, 0x4e, 0x47].every((byte, at) => bytes[at] === byte);
}

function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCodePoint(byte);
  return btoa(text);
}

import { pagesWords } from "./words/pages.ts";
import { CheckField } from "#ui/choices.tsx";
import { useWords } from "#ui/words.ts";

/** Whether the pages of the same site come along. */
export function FollowField({
  value,
  onChange,
}: {
  value: boolean;
  onChange: (value: boolean) => void;
}) {
  const t = useWords(pagesWords);
  return (
    <CheckField label={t("follow")} hint={t("followHint")} checked={value} onChange={onChange} />
  );
}

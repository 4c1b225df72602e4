import { shellWords } from "./words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useWords } from "#ui/words.ts";

/** No such page; or one that the person's role does not open, which is said so. */
export function MissingPage({ barred = false }: { barred?: boolean }) {
  const t = useWords(shellWords);
  return (
    <>
      <PageHeader title={t("missingTitle")} />
      <EmptyState
        picture="lost"
        sentence={t(barred ? "barred" : "missing")}
        action={
          <LinkButton look="primary" to="/">
            {t("toToday")}
          </LinkButton>
        }
      />
    </>
  );
}

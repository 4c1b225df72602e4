import { shellWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useWords } from "#ui/words.ts";

export function Broken() {
  const t = useWords(shellWords);
  return (
    <>
      <PageHeader title={t("brokenTitle")} />
      <EmptyState
        picture="broken"
        sentence={t("broken")}
        action={
          <Button look="primary" onClick={() => location.reload()}>
            {t("reload")}
          </Button>
        }
      />
    </>
  );
}

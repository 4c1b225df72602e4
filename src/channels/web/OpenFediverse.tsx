import { IconWorld } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { channelsApi } from "./api.ts";
import { followerWords } from "./follower-words.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

/** One act for the agency and all its beats. */
export function OpenFediverse() {
  const t = useWords(followerWords);
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  async function open(): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      const { connected } = await channelsApi.openFediverse();
      await queries.invalidateQueries({ queryKey: ["channels"] });
      toast(t("opened", { connected }));
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  }
  return (
    <div>
      <Button icon={IconWorld} loading={busy} onClick={() => void open()}>
        {t("open")}
      </Button>
      <p>
        <Quiet small>{t("openHint")}</Quiet>
      </p>
      <ErrorNotice error={error} />
    </div>
  );
}

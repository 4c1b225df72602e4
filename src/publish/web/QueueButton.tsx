import { IconCalendarPlus } from "@tabler/icons-react";
import type { PartProps } from "./MessagePart.tsx";
import { composerWords } from "./words/composer.ts";
import { ask } from "#ui/api.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface Place {
  local: string;
  zone: string;
}

interface QueueButtonProps {
  change: PartProps["change"];
  /** Saves what was typed and says which post it is; undefined while there is nothing to save. */
  flush: () => Promise<{ id: string } | undefined>;
}

/** Takes the next free slot of the queue for this post. Planning keeps the queue; it is asked by its address. */
export function QueueButton({ change, flush }: QueueButtonProps) {
  const t = useWords(composerWords);
  const { busy, error, act } = useAct();
  const book = () =>
    act(async () => {
      const saved = await flush();
      if (!saved) return;
      const { local, zone } = await ask<Place>("POST", "/queue/bookings", { postId: saved.id });
      change({ publish: { when: "at", local, zone } });
      toast(t("queued", { time: local.replace("T", " ") }));
    });
  return (
    <div>
      <ErrorNotice error={error} />
      <Button small icon={IconCalendarPlus} loading={busy} onClick={() => void book()}>
        {t("addToQueue")}
      </Button>
    </div>
  );
}

import { IconBroadcastOff } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { deliveriesApi, type DeliveryRow } from "./api.ts";
import { liveWords } from "./words/live.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

/** Ends a stream of our own; its recording stays. */
export function EndLive({ delivery, isEnding }: { delivery: DeliveryRow; isEnding: boolean }) {
  const t = useWords(liveWords);
  const may = useMay();
  const queries = useQueryClient();
  if (isEnding) return <p role="status">{t("ending")}</p>;
  if (!may("live.end")) return <Quiet small>{t("mayNotEnd")}</Quiet>;
  return (
    <p>
      <ConfirmButton
        grave
        icon={IconBroadcastOff}
        question={t("endQuestion", { channel: delivery.channel })}
        consequence={t("endConsequence")}
        onConfirm={async () => {
          await deliveriesApi.endLive(delivery.id);
          await queries.invalidateQueries({ queryKey: ["live", delivery.id] });
          toast(t("endDone"));
        }}
      >
        {t("endNow")}
      </ConfirmButton>
    </p>
  );
}

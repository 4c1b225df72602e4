import { useQueryClient } from "@tanstack/react-query";
import { devicesApi, type OwnDevice } from "./api.ts";
import { switchOff } from "./browser-push.ts";
import { devicesKey } from "./use-switch-on.ts";
import { deviceWords } from "./words/devices.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet, Row } from "#ui/layout.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";
import { ItemWords } from "#ui/ItemList.tsx";

interface DeviceRowProps {
  device: OwnDevice;
  isThis: boolean;
}

export function DeviceRow({ device, isThis }: DeviceRowProps) {
  const t = useWords(deviceWords);
  const queries = useQueryClient();
  const changed = () => queries.invalidateQueries({ queryKey: devicesKey });
  const { busy, error, act } = useAct();
  const { id, name, failingSince } = device;
  const send = () =>
    act(async () => {
      const { reached } = await devicesApi.try(id);
      toast(t(`tried_${reached}`), { stayMs: 8_000 });
      await changed();
    });
  return (
    <li>
      <ItemWords>
        <strong>
          {name}
          {isThis && <StateBadge meaning="info" label={t("thisOne")} />}
          {failingSince !== null && <StateBadge meaning="wait" label={t("notReached")} />}
        </strong>
        <Fares device={device} />
      </ItemWords>
      <Row>
        <Button
          small
          loading={busy}
          onClick={() => void send()}
          aria-label={`${t("try")}: ${name}`}
        >
          {t("try")}
        </Button>
        <ConfirmButton
          small
          question={t("removeQuestion")}
          consequence={t("removeConsequence", { name })}
          onConfirm={async () => {
            await devicesApi.remove(id);
            if (isThis) await switchOff();
            await changed();
          }}
        >
          {t("remove")}
        </ConfirmButton>
      </Row>
      <ErrorNotice error={error} />
    </li>
  );
}

/** Since when it was not reached, and why; else when it was. */
function Fares({ device }: { device: OwnDevice }) {
  const t = useWords(deviceWords);
  const { addedAt, reachedAt, failingSince, failedWhy } = device;
  if (failingSince !== null)
    return (
      <Quiet>
        {t("failing")} <TimeAgo at={reachedAt ?? addedAt} />
        {failedWhy !== null && `: ${t(`why_${failedWhy}`)}`}
      </Quiet>
    );
  return (
    <Quiet>
      {t("added")} <TimeAgo at={addedAt} show="clock" /> ·{" "}
      {reachedAt === null ? (
        t("neverReached")
      ) : (
        <>
          {t("reached")} <TimeAgo at={reachedAt} show="age" />
        </>
      )}
    </Quiet>
  );
}

import { useQuery } from "@tanstack/react-query";
import { IconAlertTriangle, IconBellRinging } from "@tabler/icons-react";
import { devicesApi } from "./api.ts";
import { ownMark, type PushBar } from "./browser-push.ts";
import { DeviceRow } from "./DeviceRow.tsx";
import css from "./Devices.module.css";
import { devicesKey, useSwitchOn } from "./use-switch-on.ts";
import { deviceWords } from "./words/devices.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";
import { ItemList } from "#ui/ItemList.tsx";

async function ownWithThis() {
  const mark = await ownMark();
  if (mark !== undefined) await devicesApi.isKnown(mark);
  const { devices } = await devicesApi.own();
  return { devices, thisId: devices.find(({ endpointHash }) => endpointHash === mark)?.id };
}

export function DevicesPanel() {
  const t = useWords(deviceWords);
  const list = useQuery({ queryKey: devicesKey, queryFn: ownWithThis });
  const { bar, busy, error, on } = useSwitchOn();
  const { devices = [], thisId } = list.data ?? {};
  return (
    <Panel title={t("title")}>
      <p>
        <Quiet>{t("about")}</Quiet>
      </p>
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <SkeletonRows rows={1} />}
      {devices.length > 0 && (
        <ItemList>
          {devices.map((device) => (
            <DeviceRow key={device.id} device={device} isThis={device.id === thisId} />
          ))}
        </ItemList>
      )}
      {list.data && thisId === undefined && (
        <div className={css["add"]}>
          <ErrorNotice error={error} />
          {bar === undefined ? (
            <Button icon={IconBellRinging} loading={busy} onClick={() => void on()}>
              {t("switchOn")}
            </Button>
          ) : (
            <Barred bar={bar} />
          )}
        </div>
      )}
      {bar === undefined && (
        <p className={css["ends"]}>
          <Quiet small>{t("ends")}</Quiet>
        </p>
      )}
    </Panel>
  );
}

/** Why it cannot be switched on here, and what to do about it. */
function Barred({ bar }: { bar: NonNullable<PushBar> }) {
  const t = useWords(deviceWords);
  return (
    <Notice icon={IconAlertTriangle} meaning="wait">
      {t(`bar_${bar}`)}
    </Notice>
  );
}

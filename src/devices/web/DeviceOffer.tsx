import { useQuery } from "@tanstack/react-query";
import { IconBellRinging } from "@tabler/icons-react";
import { useState } from "react";
import { devicesApi } from "./api.ts";
import { ownMark } from "./browser-push.ts";
import css from "./Devices.module.css";
import { devicesKey, useSwitchOn } from "./use-switch-on.ts";
import { deviceWords } from "./words/devices.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

const declined = "openbeat.notices-declined";

/** Whether notices are on here; the server notes in which session it saw this browser. */
async function isOn(): Promise<boolean> {
  const mark = await ownMark();
  return mark !== undefined && devicesApi.isKnown(mark);
}

export function DeviceOffer() {
  const t = useWords(deviceWords);
  const may = useMay();
  const { bar, busy, error, on } = useSwitchOn();
  const [isDeclined, setDeclined] = useState(() => localStorage.getItem(declined) !== null);
  const known = useQuery({
    queryKey: [...devicesKey, "this"],
    queryFn: isOn,
    enabled: bar === undefined,
    staleTime: 10 * 60_000,
  });
  if (known.data !== false || bar !== undefined || isDeclined || !may("post.approve")) return null;
  const decline = () => {
    localStorage.setItem(declined, "yes");
    setDeclined(true);
  };
  return (
    <div className={css["offer"]}>
      <span>{t("offer")}</span>
      <Button
        small
        icon={IconBellRinging}
        loading={busy}
        onClick={() => void on(() => toast(t("offerOn")))}
      >
        {t("switchOn")}
      </Button>
      <Button small look="quiet" onClick={decline}>
        {t("notNow")}
      </Button>
      <ErrorNotice error={error} />
    </div>
  );
}

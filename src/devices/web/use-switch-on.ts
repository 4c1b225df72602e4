import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { devicesApi } from "./api.ts";
import { pushBar, switchOff, switchOn } from "./browser-push.ts";
import { deviceWords } from "./words/devices.ts";
import { deviceOf } from "#ui/device-name.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

export const devicesKey = ["own-devices"] as const;

/** Switches notices on in this browser. The browser asks the person, so it begins with a click. */
export function useSwitchOn() {
  const t = useWords(deviceWords);
  const queries = useQueryClient();
  const { busy, error, act } = useAct();
  const [bar, setBar] = useState(pushBar);
  const on = (then?: () => void) =>
    act(async () => {
      const { publicKey } = await devicesApi.own();
      const address = await switchOn(publicKey).catch((failure: unknown) => {
        if (!(failure instanceof DOMException)) throw failure;
        toast(t("noService"));
        return null;
      });
      setBar(pushBar());
      if (address === undefined) toast(t("saidNo"));
      if (!address) return;
      const known = deviceOf(navigator.userAgent);
      const name = known ? t("on", known) : t("thisDevice");
      await devicesApi.add({ name, ...address }).catch(async (refused: unknown) => {
        await switchOff();
        throw refused;
      });
      await queries.invalidateQueries({ queryKey: devicesKey });
      then?.();
    });
  return { bar, busy, error, on };
}

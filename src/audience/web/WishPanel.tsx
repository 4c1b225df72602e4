import { useState } from "react";
import { audienceApi, useAudienceChanged } from "./api.ts";
import { audienceWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** Somebody asked another way to be left alone: typed once, and nothing is told of whether it was there. */
export function WishPanel() {
  const t = useWords(audienceWords);
  const changed = useAudienceChanged();
  const { busy, error, act } = useAct();
  const [address, setAddress] = useState("");
  const end = () =>
    act(async () => {
      await audienceApi.take({ way: address.includes("@") ? "email" : "text", address });
      setAddress("");
      await changed();
      toast(t("ended"));
    });
  return (
    <Panel title={t("wish")}>
      <Stack gap={12}>
        <Quiet>{t("wishAbout")}</Quiet>
        <TextField
          label={t("address")}
          autoComplete="off"
          maxLength={300}
          value={address}
          onChange={setAddress}
        />
        <ErrorNotice error={error} />
        <Row end>
          <Button loading={busy} disabled={address.trim().length < 5} onClick={() => void end()}>
            {t("end")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}

import { useState } from "react";
import { formats, productionsApi, type FormatName } from "./productions-api.ts";
import css from "./Requests.module.css";
import { productionsWords } from "./words/productions.ts";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Quiet, Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface ProduceDialogProps {
  id: string;
  onClose: () => void;
  changed: () => void;
}

/** In which formats, and under which numbers. */
export function ProduceDialog({ id, onClose, changed }: ProduceDialogProps) {
  const t = useWords(productionsWords);
  const { busy, error, act } = useAct();
  const [chosen, setChosen] = useState<readonly FormatName[]>(formats);
  const [prefix, setPrefix] = useState("");
  const begin = () =>
    void act(async () => {
      const inOrder = formats.filter((one) => chosen.includes(one));
      await productionsApi.begin(id, inOrder, prefix.trim().toUpperCase());
      toast(t("begun"));
      changed();
      onClose();
    });
  const turn = (name: FormatName, isOn: boolean) =>
    setChosen((before) => (isOn ? [...before, name] : before.filter((one) => one !== name)));
  return (
    <Dialog open size="middle" title={t("dialog")} onClose={onClose}>
      <Stack gap={16}>
        <fieldset className={css["formats"]}>
          <legend>{t("formats")}</legend>
          {formats.map((name) => (
            <CheckField
              key={name}
              label={t(name)}
              checked={chosen.includes(name)}
              onChange={(isOn) => turn(name, isOn)}
            />
          ))}
        </fieldset>
        <TextField
          label={t("prefix")}
          hint={t("prefixHint")}
          value={prefix}
          maxLength={20}
          onChange={setPrefix}
        />
        <Quiet small>{t("always")}</Quiet>
        <ErrorNotice error={error} />
        <Row end>
          <Button look="primary" loading={busy} disabled={chosen.length === 0} onClick={begin}>
            {t("begin")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

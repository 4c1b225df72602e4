import type { Account } from "../../account.ts";
import { isNumber } from "../../mailing.ts";
import { SendError } from "../../send-error.ts";
import type { Settings } from "../gateway.ts";

/** An address as SMPP writes one: type of number, numbering plan, digits or letters (§5.2.5, §5.2.6). */
export interface SmppAddress {
  ton: number;
  npi: number;
  address: string;
}

export interface Place {
  host: string;
  port: number;
  isTls: boolean;
  systemId: string;
  password: string;
  systemType: string;
  source: SmppAddress;
  wantsReceipts: boolean;
  bind: "split" | "transceiver";
}

export function placeOf({ settings, credential }: Account): Place {
  return placeIn(settings, credential["password"] ?? "");
}

export function placeIn(settings: Settings, password: string): Place {
  const isTls = settings["tls"] !== "no";
  return {
    host: settings["host"] ?? "",
    port: Number(settings["port"] || (isTls ? 3550 : 2775)),
    isTls,
    systemId: settings["systemId"] ?? "",
    password,
    systemType: settings["systemType"] ?? "",
    source: addressOf(settings["source"] ?? ""),
    wantsReceipts: settings["receipts"] !== "no",
    bind: settings["bind"] === "transceiver" ? "transceiver" : "split",
  };
}

/** An international number, a short code (network specific), or a name (alphanumeric). */
export function addressOf(text: string): SmppAddress {
  if (isNumber(text)) return { ton: 1, npi: 1, address: text.slice(1) };
  return { ton: /^\d+$/.test(text) ? 3 : 5, npi: 0, address: text };
}

/** The form's own words, trimmed; a SendError `refused` says what to write instead. */
export function checkedPlace(input: Settings): Record<string, string> {
  const said = (name: string) => (input[name] ?? "").trim();
  const [host, port, systemId, systemType] = ["host", "port", "systemId", "systemType"].map(said);
  const bare = said("source").replaceAll(/[\s().-]/g, "");
  const source = isNumber(bare) || /^\d+$/.test(bare) ? bare : said("source");
  const password = input["password"] ?? "";
  const yesNo = (name: string) => /^(yes|no)?$/.test(said(name));
  const problems: [boolean, string][] = [
    [!/^[a-z0-9.:-]+$/i.test(host ?? ""), "Write the host alone, such as smpp.provider.example."],
    [!isPort(port ?? ""), "The port is a number from 1 to 65535, such as 2775."],
    [
      !/^[!-~]{1,15}$/.test(systemId ?? ""),
      "Write the system id as the provider did: at most 15 signs, no spaces.",
    ],
    [
      !/^[ -~]{1,64}$/.test(password),
      "Write the password as the provider did: plain letters, digits and signs.",
    ],
    [
      !/^[ -~]{0,12}$/.test(systemType ?? ""),
      "The system type has at most 12 plain letters; leave it empty if the provider named none.",
    ],
    [
      !isSource(source),
      "Write the source address as +15551234567, as a short code of 3 to 8 digits, or as a name of at most 11 letters.",
    ],
    [!yesNo("tls"), "TLS is yes or no."],
    [!yesNo("receipts"), "Delivery receipts are yes or no."],
    [!/^(split|transceiver)?$/.test(said("bind")), "Sessions are split or transceiver."],
  ];
  const found = problems.find(([isWrong]) => isWrong);
  if (found !== undefined) throw new SendError("refused", found[1]);
  const rest = {
    port,
    systemType,
    tls: said("tls"),
    receipts: said("receipts"),
    bind: said("bind"),
  };
  const given = Object.entries(rest).filter((each): each is [string, string] => Boolean(each[1]));
  return {
    interface: "smpp",
    host: host ?? "",
    systemId: systemId ?? "",
    source,
    ...Object.fromEntries(given),
  };
}

function isPort(text: string): boolean {
  return text === "" || (/^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536);
}

function isSource(text: string): boolean {
  return (
    isNumber(text) || /^\d{3,8}$/.test(text) || /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/.test(text)
  );
}

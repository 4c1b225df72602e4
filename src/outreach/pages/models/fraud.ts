import { model } from "./model.ts";

/** Theft by telephone and by trust. */
export const fraud = [
  model(
    "phone-scams",
    {
      title: "Phone scams: hang up, then check",
      summary:
        "No police officer, court or bank asks for gift cards, cash by courier or crypto. Hang up.",
      text: `
Callers say they are the police, a court, the tax office, your bank or your grandchild. The number on your screen can be faked. It may even show ours.

## It is a scam when somebody

- says you will be arrested unless you pay now,
- wants gift cards, cash by courier, a wire or crypto,
- tells you to stay on the line and to tell nobody,
- asks for a code that was sent to your phone,
- or wants to look at your computer.

We never ask for money by phone to clear a warrant. No court does.

## What to do

1. Hang up. You need not be polite.
2. Wait a minute. Then call the number on your card, on your bill or on this site, not the one that called you.
3. Talk to somebody you trust before you pay anything.

## If you have paid

Call your bank, the card's company or the crypto service at once and say that it was fraud. Every hour counts. Then report it to us and at [ReportFraud.ftc.gov](https://reportfraud.ftc.gov). For losses online also use [IC3.gov](https://www.ic3.gov).

It happens to careful people. It is not your fault.`,
    },
    {
      title: "Estafas por teléfono: cuelgue y luego compruebe",
      summary:
        "Ningún policía, tribunal o banco pide tarjetas de regalo, efectivo por mensajero o cripto. Cuelgue.",
      text: `
Quienes llaman dicen ser la policía, un tribunal, la oficina de impuestos, su banco o su nieto. El número de su pantalla puede ser falso. Hasta puede mostrar el nuestro.

## Es una estafa si alguien

- dice que lo arrestarán si no paga ahora,
- quiere tarjetas de regalo, efectivo por mensajero, una transferencia o cripto,
- le pide seguir en la línea y no decirlo a nadie,
- pide un código que llegó a su teléfono,
- o quiere ver su computadora.

Nunca pedimos dinero por teléfono para quitar una orden de arresto. Ningún tribunal lo hace.

## Qué hacer

1. Cuelgue. No hace falta ser amable.
2. Espere un minuto. Luego llame al número de su tarjeta, de su factura o de este sitio, no al que lo llamó.
3. Hable con alguien de confianza antes de pagar nada.

## Si ya pagó

Llame enseguida a su banco, a la tarjeta o al servicio de cripto y diga que fue un fraude. Cada hora cuenta. Luego avísenos y haga el reporte en [ReporteFraude.ftc.gov](https://reportefraude.ftc.gov). Si la pérdida fue en línea, use también [IC3.gov](https://www.ic3.gov).

Le pasa a gente cuidadosa. No es su culpa.`,
    },
  ),
  model(
    "elder-fraud",
    {
      title: "Fraud against older adults",
      summary: "Know the signs, talk early and without blame, and use the free national hotline.",
      text: `
People who cheat older adults are patient and kind at first. Some are strangers. Many are known and trusted.

## Signs that something is wrong

- New friends online who ask for money or never meet in person.
- Bills that are not paid although there is enough money.
- Large sums taken out, gift cards, or new names on an account or a will.
- A caregiver who answers for the person or keeps visitors away.
- Fear, shame or secrets about money.

## How to help

- Talk early and without blame. Most people stay silent because they are ashamed.
- Agree on a family word that a caller must know.
- Ask the bank for a trusted contact on the account.
- Let unknown calls go to voicemail.

## Where to turn

- In danger now: 911.
- National Elder Fraud Hotline, free: [833-372-8311](tel:+18333728311).
- If a caregiver or relative hurts or neglects somebody, call Adult Protective Services in your county. You may also call us.

A report does not force anybody to move or to lose control of their money.`,
    },
    {
      title: "Fraude contra personas mayores",
      summary: "Conozca las señales, hable pronto y sin culpar, y use la línea nacional gratuita.",
      text: `
Quienes engañan a personas mayores son pacientes y amables al principio. Algunos son extraños. Muchos son conocidos y de confianza.

## Señales de que algo anda mal

- Nuevos amigos en línea que piden dinero o nunca se ven en persona.
- Cuentas sin pagar aunque hay dinero.
- Retiros grandes, tarjetas de regalo, o nombres nuevos en una cuenta o un testamento.
- Un cuidador que contesta por la persona o aleja a las visitas.
- Miedo, vergüenza o secretos sobre el dinero.

## Cómo ayudar

- Hable pronto y sin culpar. La mayoría calla por vergüenza.
- Acuerden en familia una palabra que debe saber quien llama.
- Pida al banco anotar un contacto de confianza.
- Deje que las llamadas desconocidas vayan al buzón.

## Adónde acudir

- En peligro ahora: 911.
- Línea nacional contra el fraude a mayores, gratis: [833-372-8311](tel:+18333728311).
- Si un cuidador o familiar lastima o descuida a alguien, llame a los Servicios de Protección de Adultos de su condado. También puede llamarnos.

Un reporte no obliga a nadie a mudarse ni a perder el control de su dinero.`,
    },
  ),
];

import { model } from "./model.ts";

/** At home, at the door, and where things change hands. */
export const home = [
  model(
    "porch-theft",
    {
      title: "Packages that stay where you are",
      summary: "A package that nobody sees on the porch is hard to steal. Choose where it goes.",
      text: `
Thieves follow delivery trucks and take what lies in view. It does not take a plan to stop most of them.

## Choose where it goes

- Use a store's pickup counter, a locker or your place of work.
- Ask for a delivery time when somebody is home, or for a signature.
- Give the driver a place that cannot be seen from the street.
- Ask a neighbor you trust to take packages in, and do the same for them.

## If a package is gone

1. Ask the shop first. Most send it again or give the money back.
2. Ask neighbors. It may be on the wrong porch.
3. Report it to us online. Reports show us where and when thefts cluster.

## About cameras

A doorbell camera may help us to know a face or a car. It rarely stops the theft. You decide whether you share a video with us. Please do not post a stranger's face and call them a thief: you may be wrong, and it can hurt a case.`,
    },
    {
      title: "Paquetes que se quedan con usted",
      summary: "Un paquete que nadie ve en la entrada es difícil de robar. Elija adónde llega.",
      text: `
Los ladrones siguen a los camiones de entrega y toman lo que está a la vista. Con poco se evita la mayoría de los robos.

## Elija adónde llega

- Use el mostrador de una tienda, un casillero o su trabajo.
- Pida la entrega a una hora en que haya alguien en casa, o con firma.
- Indique al repartidor un lugar que no se vea desde la calle.
- Pida a un vecino de confianza que reciba los paquetes, y haga lo mismo por él.

## Si falta un paquete

1. Pregunte primero a la tienda. La mayoría lo envía otra vez o devuelve el dinero.
2. Pregunte a los vecinos. Puede estar en otra puerta.
3. Haga el reporte en línea. Los reportes nos muestran dónde y cuándo se juntan los robos.

## Sobre las cámaras

Una cámara en el timbre puede ayudarnos a reconocer una cara o un carro. Pocas veces evita el robo. Usted decide si nos da un video. Por favor, no publique la cara de una persona llamándola ladrón: puede equivocarse y dañar un caso.`,
    },
  ),
  model(
    "home-safety",
    {
      title: "A home that is not easy to enter",
      summary: "Locks that are used, light, and neighbors who know each other do the most.",
      text: `
Many burglars come in through a door or window that was not locked. Most come by day, when nobody is home.

## What does the most for little money

- Lock doors and windows, also when you are in the yard.
- Put three-inch screws in the strike plate of your outer doors. They hold a kick much better.
- Put a bar or a pin in sliding doors.
- Cut bushes below the windows and above head height along the path.
- Have a light outside that comes on when somebody moves.

## When you are away

- Ask somebody to take in mail and move the cans.
- Let a lamp come on by a timer.
- Tell people about your trip when you are back, not before.
- Ask us whether we offer checks of empty homes.

## If you come home and a door is open

Do not go in. Go to a safe place and call 911. Somebody may still be inside.

## If you rent

You may ask your landlord for working locks. In many states the law asks for them.`,
    },
    {
      title: "Una casa en la que no es fácil entrar",
      summary: "Cerraduras que se usan, luz y vecinos que se conocen: eso es lo que más ayuda.",
      text: `
Muchos ladrones entran por una puerta o ventana sin cerrar. La mayoría viene de día, cuando no hay nadie en casa.

## Lo que más ayuda con poco dinero

- Cierre puertas y ventanas, también cuando está en el patio.
- Ponga tornillos de tres pulgadas en la placa de las puertas exteriores. Aguantan mucho mejor una patada.
- Ponga una barra o un pasador en las puertas corredizas.
- Corte los arbustos debajo de las ventanas y las ramas altas junto al camino.
- Tenga afuera una luz que se encienda con el movimiento.

## Cuando está fuera

- Pida a alguien que recoja el correo y mueva los botes de basura.
- Deje una lámpara con temporizador.
- Cuente su viaje al volver, no antes.
- Pregúntenos si revisamos casas vacías.

## Si llega a casa y hay una puerta abierta

No entre. Vaya a un lugar seguro y llame al 911. Puede haber alguien adentro.

## Si usted renta

Puede pedir al dueño cerraduras que funcionen. En muchos estados la ley lo exige.`,
    },
  ),
  model(
    "safe-exchange",
    {
      title: "Meet safely to buy and sell",
      summary: "Meet by day, in a busy place, and never at home. A true buyer will not mind.",
      text: `
Most sales between strangers go well. The ones that do not often happen at night, at a home or in an empty lot.

## Where to meet

- Ask us for a marked exchange place. It is lit and has a camera, but nobody watches it at every hour.
- A bank's lobby or the front of a busy store is good too.
- Parents may use such a place to hand over children for visits.

## How to meet

- Come by day and bring somebody along.
- Tell a friend where you are and when you will be back.
- Test a phone or other device before you pay.
- Check the serial number. If the price is far too low, it may be stolen.
- Count cash inside a bank, or pay in a way you both know.

## Stop when

- the other person changes the place at the last minute,
- wants a code that was sent to your phone,
- sends a check for more than the price and wants the rest back,
- or asks you to pay with gift cards.

If you feel unsafe, leave. If you are threatened, call 911.`,
    },
    {
      title: "Reúnase con seguridad para comprar y vender",
      summary:
        "De día, en un lugar con gente y nunca en casa. A un comprador de verdad no le molesta.",
      text: `
La mayoría de las ventas entre desconocidos sale bien. Las que salen mal suelen ser de noche, en una casa o en un lote vacío.

## Dónde reunirse

- Pregúntenos por un lugar de intercambio señalado. Tiene luz y cámara, pero nadie lo vigila a toda hora.
- También sirve la entrada de un banco o el frente de una tienda con gente.
- Los padres pueden usarlo para entregar a los hijos en las visitas.

## Cómo reunirse

- Vaya de día y acompañado.
- Diga a un amigo dónde está y cuándo vuelve.
- Pruebe el teléfono o aparato antes de pagar.
- Revise el número de serie. Si el precio es demasiado bajo, puede ser robado.
- Cuente el efectivo dentro de un banco, o pague de una forma que ambos conozcan.

## Deténgase si

- la otra persona cambia el lugar a última hora,
- pide un código que llegó a su teléfono,
- manda un cheque por más del precio y pide la diferencia,
- o quiere que pague con tarjetas de regalo.

Si no se siente seguro, váyase. Si lo amenazan, llame al 911.`,
    },
  ),
];

import { model } from "./model.ts";

/** What is stolen from cars, and off them. */
export const cars = [
  model(
    "car-break-ins",
    {
      title: "Car break-ins: what helps",
      summary: "Most thieves look for a bag, a phone or an open door. Leave them nothing to see.",
      text: `
Most car break-ins take less than a minute. The thief walks along a row of cars, looks through the windows and pulls at the doors.

## Before you leave the car

- Take your bag, phone, tools and mail with you. If you cannot, put them in the trunk before you park, not after.
- Close the windows and lock every door, also in your own driveway.
- Take the garage door opener and the spare key out of the car.
- Park where there is light and where people walk by.

## If your car was broken into

1. If somebody is still in or near the car, stay away and call 911.
2. If nobody is there, call our non-emergency line or report it online. Touch as little as you can.
3. Take photos of the damage and write down what is missing, with serial numbers.
4. If cards or papers are gone, call your bank and see [IdentityTheft.gov](https://www.identitytheft.gov).

## What does not help much

An alarm often does not stop a thief who needs ten seconds. A camera may help us afterward, but it seldom stops a theft. An empty, locked car does.`,
    },
    {
      title: "Robos en vehículos: qué ayuda",
      summary:
        "Casi todos los ladrones buscan una bolsa, un teléfono o una puerta abierta. No les deje nada a la vista.",
      text: `
Casi todos los robos en vehículos duran menos de un minuto. El ladrón camina junto a los carros, mira por las ventanas y prueba las puertas.

## Antes de dejar el carro

- Llévese la bolsa, el teléfono, las herramientas y el correo. Si no puede, guárdelos en la cajuela antes de estacionar, no después.
- Cierre las ventanas y todas las puertas con seguro, también en su propia entrada.
- Saque del carro el control del garaje y la llave de repuesto.
- Estacione donde haya luz y pase gente.

## Si ya robaron en su carro

1. Si alguien sigue en el carro o cerca, aléjese y llame al 911.
2. Si no hay nadie, llame a nuestra línea que no es de emergencia o haga el reporte en línea. Toque lo menos posible.
3. Tome fotos del daño y anote qué falta, con los números de serie.
4. Si faltan tarjetas o papeles, llame a su banco y vea [RoboDeIdentidad.gov](https://www.robodeidentidad.gov).

## Lo que no ayuda mucho

Una alarma no suele parar a un ladrón que necesita diez segundos. Una cámara puede servirnos después, pero pocas veces evita el robo. Un carro vacío y cerrado sí.`,
    },
  ),
  model(
    "catalytic-converters",
    {
      title: "Catalytic converter theft",
      summary: "Thieves cut them off in two minutes. Where you park and a mark on the part help.",
      text: `
A catalytic converter holds rare metals. With a saw a thief can take it from under a car in about two minutes. Trucks, vans and some hybrids are taken most, because they are easy to reach under or hold more metal.

## Make it harder

- Park in a garage, or with the exhaust side close to a wall.
- Have your license plate or vehicle number engraved on the part, with bright paint that stands heat.
- Ask a shop about a shield or a cage. It does not make theft impossible. It costs the thief time.
- Fleets: block tall vehicles in with low ones at night.

## If it was stolen

The engine is very loud when you start it. Do not drive on. Report it to us online or by our non-emergency line, and call your insurer: comprehensive cover often pays for it.

## If you see it happen

A car on a jack, a person under it and the sound of a saw, mostly at night: call 911. Say where and what they drive. Do not walk up to them. Some carry weapons.`,
    },
    {
      title: "Robo de catalizadores",
      summary:
        "Los ladrones los cortan en dos minutos. Ayuda dónde estaciona y una marca en la pieza.",
      text: `
Un catalizador contiene metales raros. Con una sierra, un ladrón puede quitarlo de debajo de un carro en unos dos minutos. Las camionetas y algunos híbridos son los más buscados, porque es fácil meterse debajo o porque tienen más metal.

## Hágalo más difícil

- Estacione en un garaje, o con el lado del escape cerca de una pared.
- Haga grabar la placa o el número del vehículo en la pieza, con pintura clara que resista el calor.
- Pregunte en un taller por una placa o jaula de protección. No hace imposible el robo. Le quita tiempo al ladrón.
- Flotas: de noche, encierre los vehículos altos con los bajos.

## Si se lo robaron

El motor hace mucho ruido al arrancar. No siga manejando. Haga el reporte en línea o por nuestra línea que no es de emergencia, y llame a su seguro: la cobertura amplia suele pagarlo.

## Si ve un robo

Un carro sobre un gato, una persona debajo y ruido de sierra, casi siempre de noche: llame al 911. Diga dónde y en qué vehículo andan. No se acerque. Algunos llevan armas.`,
    },
  ),
  model(
    "bike-theft",
    {
      title: "Keep your bike",
      summary: "A good lock, a written serial number and a report bring more bikes back.",
      text: `
Most stolen bikes that we find cannot be given back, because nobody knows whose they are. Five minutes today can change that.

## Today

- Turn your bike over and take a photo of its serial number. It is most often under the pedals.
- Take a photo of the whole bike and keep your receipt.
- Register it. Ask us which register we search when a bike is found.

## Lock it well

- Use a U-lock of hardened steel. A cable alone is cut in seconds.
- Lock the frame and the back wheel to something that stands fast in the ground.
- Take lights, bags and an e-bike's battery with you.
- At home, lock it inside your garage too. Many bikes are taken from open garages.

## If it is stolen

1. Report it with the serial number. Without a number we can seldom prove that it is yours.
2. Look at sales pages online and save what you find.
3. Do not meet the seller alone and do not take it back by force. Call us first.`,
    },
    {
      title: "Cuide su bicicleta",
      summary: "Un buen candado, el número de serie anotado y un reporte devuelven más bicicletas.",
      text: `
La mayoría de las bicicletas robadas que encontramos no se pueden devolver, porque nadie sabe de quién son. Cinco minutos hoy pueden cambiarlo.

## Hoy mismo

- Voltee la bicicleta y tome una foto del número de serie. Casi siempre está debajo de los pedales.
- Tome una foto de toda la bicicleta y guarde el recibo.
- Regístrela. Pregúntenos en qué registro buscamos cuando aparece una.

## Ciérrela bien

- Use un candado en U de acero endurecido. Un cable solo se corta en segundos.
- Asegure el marco y la rueda trasera a algo fijo en el suelo.
- Llévese las luces, las bolsas y la batería si es eléctrica.
- En casa, ciérrela también dentro del garaje. Muchas se roban de garajes abiertos.

## Si se la roban

1. Haga el reporte con el número de serie. Sin número pocas veces podemos probar que es suya.
2. Mire las páginas de venta en línea y guarde lo que encuentre.
3. No se reúna a solas con quien la vende ni la recupere a la fuerza. Llámenos primero.`,
    },
  ),
];

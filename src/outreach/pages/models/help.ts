import { model } from "./model.ts";

/** Where people turn in need. */
export const help = [
  model(
    "domestic-violence-help",
    {
      title: "Help with violence at home",
      summary:
        "You can get help by day and night without giving your name. If you are in danger, call or text 911.",
      text: `
If you are in danger now, call 911. If you cannot speak, text 911 where it is offered, or call and leave the line open.

> Somebody may see what you read here. Use a private window, or a device that the other person cannot reach.

## Talk to somebody

- National Domestic Violence Hotline, by day and night, in many languages: [800-799-7233](tel:+18007997233), or text START to 88788. You need not give your name.
- StrongHearts Native Helpline: [844-762-8483](tel:+18447628483).
- Crisis line for thoughts of suicide: call or text [988](tel:988).

What you say there is private. You may ask them first what they would have to report, such as harm to a child.

## What the police can do

- Come and separate the people.
- Take you and your children to a safe place.
- Tell you how to ask a judge for a protection order.
- In many states, arrest where there are signs of a crime, whatever the other person says.

You may ask for an officer who speaks your language or for an interpreter. We do not ask victims about their immigration status in order to help them.

## If you plan to leave

The time of leaving can be dangerous. An advocate helps you plan it: papers, keys, medicine, money, pets and children.

## If you know somebody

Listen. Believe them. Do not push. Ask: "How can I help?"`,
    },
    {
      title: "Ayuda contra la violencia en casa",
      summary:
        "Puede recibir ayuda de día y de noche sin dar su nombre. Si está en peligro, llame o envíe un texto al 911.",
      text: `
Si está en peligro ahora, llame al 911. Si no puede hablar, envíe un texto al 911 donde se ofrezca, o llame y deje la línea abierta.

> Alguien puede ver lo que usted lee aquí. Use una ventana privada, o un aparato que la otra persona no alcance.

## Hable con alguien

- Línea Nacional contra la Violencia Doméstica, de día y de noche, en muchos idiomas: [800-799-7233](tel:+18007997233), o envíe START al 88788. No tiene que dar su nombre.
- StrongHearts, línea para pueblos nativos: [844-762-8483](tel:+18447628483).
- Línea de crisis si piensa en el suicidio: llame o envíe un texto al [988](tel:988).

Lo que diga allí es privado. Puede preguntar antes qué tendrían que reportar, como el daño a un niño.

## Qué puede hacer la policía

- Llegar y separar a las personas.
- Llevarla a usted y a sus hijos a un lugar seguro.
- Decirle cómo pedir a un juez una orden de protección.
- En muchos estados, arrestar donde hay señales de un delito, diga lo que diga la otra persona.

Puede pedir un oficial que hable su idioma o un intérprete. No preguntamos a las víctimas por su estatus migratorio para ayudarlas.

## Si piensa irse

El momento de irse puede ser peligroso. Una consejera le ayuda a planearlo: papeles, llaves, medicinas, dinero, mascotas e hijos.

## Si conoce a alguien

Escuche. Crea. No presione. Pregunte: «¿Cómo puedo ayudar?»`,
    },
  ),
  model(
    "overdose",
    {
      title: "Overdose: what to do, and naloxone",
      summary:
        "Call 911, give naloxone, stay. In most states the law protects people who call for help.",
      text: `
Opioids such as fentanyl can stop a person's breath. You can save a life in a few minutes.

## Signs

- The person does not wake up when you shout or rub their chest.
- Slow breath, no breath, or a sound like snoring.
- Blue or gray lips. Very small pupils.

## Do this

1. Call 911. Say: "Somebody is not breathing." Say where you are.
2. Give naloxone, one spray in one nostril. It does no harm if it was not an opioid.
3. Give rescue breaths or do what the dispatcher tells you.
4. After two or three minutes without a change, give a second dose.
5. Lay them on their side when they breathe. Stay. It can wear off before the drug does.

## Will I be arrested?

Most states have a law that protects people who call for help at an overdose from some drug charges. It does not cover everything. Call anyway. We come to save a life.

## Where to get naloxone

Pharmacies sell it without a prescription. Health departments and many groups give it away.

## Help to stop

Free and private, by day and night: [800-662-4357](tel:+18006624357) (SAMHSA), or call or text [988](tel:988).`,
    },
    {
      title: "Sobredosis: qué hacer, y la naloxona",
      summary:
        "Llame al 911, dé naloxona, quédese. En la mayoría de los estados la ley protege a quien pide ayuda.",
      text: `
Los opioides, como el fentanilo, pueden detener la respiración. Usted puede salvar una vida en pocos minutos.

## Señales

- La persona no despierta aunque le grite o le frote el pecho.
- Respira muy lento, no respira, o suena como un ronquido.
- Labios azules o grises. Pupilas muy pequeñas.

## Haga esto

1. Llame al 911. Diga: «Alguien no respira». Diga dónde está.
2. Dé naloxona, una dosis en un lado de la nariz. No hace daño si no era un opioide.
3. Dé respiración de rescate o haga lo que diga la operadora.
4. Si en dos o tres minutos no hay cambio, dé otra dosis.
5. Cuando respire, póngala de lado. Quédese. El efecto puede pasar antes que la droga.

## ¿Me van a arrestar?

En la mayoría de los estados una ley protege de algunos cargos por drogas a quien pide ayuda en una sobredosis. No cubre todo. Llame de todas formas. Venimos a salvar una vida.

## Dónde conseguir naloxona

Las farmacias la venden sin receta. Los departamentos de salud y muchos grupos la regalan.

## Ayuda para dejarlo

Gratis y en privado, de día y de noche: [800-662-4357](tel:+18006624357) (SAMHSA), o llame o envíe un texto al [988](tel:988).`,
    },
  ),
  model(
    "missing-person",
    {
      title: "When somebody is missing",
      summary: "Call at once. You do not have to wait 24 hours, whatever films say.",
      text: `
Call 911 at once when a child is missing, or an adult who is ill, hurt, confused or in danger. For others call our non-emergency line. There is no waiting time. Federal law forbids the police to wait with a report about a child.

## While you wait for us

- Search the home: closets, beds, the car, the yard, pools and water first.
- Call friends, the school, the workplace and hospitals.
- Do not clean the person's room or touch their devices.
- Let one person stay home with a phone.

## Have this ready

- A photo of the last months, and what they wore.
- Height, weight, hair, eyes, marks, glasses, medicine.
- Phone number, accounts, car and plate.
- Where and when they were last seen, and by whom.

## Sharing

Share the address of our notice, not a copy of it. When the person is found, our page says so, and copies go on for years.

## Later on

- Missing and exploited children: [800-843-5678](tel:+18008435678) (NCMEC).
- The national register of missing and unidentified people: [NamUs.nij.ojp.gov](https://namus.nij.ojp.gov).
- Our open notices and unsolved cases: [Notices](/notices).

If the person comes home, tell us, so that we can stop the search. An adult may ask us not to say where they are.`,
    },
    {
      title: "Cuando alguien desaparece",
      summary: "Llame enseguida. No tiene que esperar 24 horas, digan lo que digan las películas.",
      text: `
Llame enseguida al 911 si falta un niño, o un adulto enfermo, herido, confundido o en peligro. En otros casos, llame a nuestra línea que no es de emergencia. No hay tiempo de espera. La ley federal prohíbe a la policía esperar con el reporte de un niño.

## Mientras llegamos

- Busque en casa: armarios, camas, el carro, el patio, y primero albercas y agua.
- Llame a los amigos, la escuela, el trabajo y los hospitales.
- No limpie el cuarto ni toque sus aparatos.
- Que una persona se quede en casa con un teléfono.

## Tenga listo

- Una foto de los últimos meses, y qué ropa llevaba.
- Estatura, peso, pelo, ojos, marcas, lentes, medicinas.
- Teléfono, cuentas, carro y placa.
- Dónde y cuándo la vieron por última vez, y quién.

## Al compartir

Comparta la dirección de nuestro aviso, no una copia. Cuando la persona aparece, nuestra página lo dice, y las copias siguen por años.

## Después

- Niños desaparecidos y explotados: [800-843-5678](tel:+18008435678) (NCMEC).
- Registro nacional de personas desaparecidas y sin identificar: [NamUs.nij.ojp.gov](https://namus.nij.ojp.gov).
- Nuestros avisos y casos sin resolver: [Avisos](/es/notices).

Si la persona vuelve, avísenos para parar la búsqueda. Un adulto puede pedirnos no decir dónde está.`,
    },
  ),
  model(
    "children-online",
    {
      title: "Children online",
      summary:
        "Talk early, keep the door open, and know where to report. Threats need not be paid.",
      text: `
Children meet good friends online, and some people who lie about who they are. Talk with them before something happens, and again and again.

## Say this to your child

- You can tell me anything. I will not take your phone away for telling.
- People online may not be who they say.
- Do not send pictures you would not show at dinner. If you did, tell me. We will fix it.
- Nobody good asks you to keep a secret from me.

## Set up together

- Keep devices out of the bedroom at night.
- Make accounts private. Turn off location.
- Learn how to block and report in each game and app.

## If somebody threatens to share a picture

This is a crime, and the child is not to blame.

1. Do not pay and do not send more. Paying seldom stops it.
2. Stop answering, but do not delete anything.
3. Report it to us and to [CyberTipline](https://report.cybertip.org), or call [800-843-5678](tel:+18008435678).
4. [Take It Down](https://takeitdown.ncmec.org) helps remove pictures of people under 18, free and without a name.

If your child speaks of wanting to die, call or text [988](tel:988) now and stay with them.`,
    },
    {
      title: "Los niños en internet",
      summary:
        "Hable pronto, deje la puerta abierta y sepa dónde reportar. Ante una amenaza no hay que pagar.",
      text: `
Los niños encuentran en línea buenos amigos, y también a gente que miente sobre quién es. Hable con ellos antes de que pase algo, y muchas veces.

## Dígale a su hijo

- Puedes contarme todo. No te quitaré el teléfono por contarlo.
- En internet la gente puede no ser quien dice.
- No mandes fotos que no enseñarías en la mesa. Si ya lo hiciste, dime. Lo arreglamos.
- Nadie bueno te pide guardar un secreto conmigo.

## Preparen juntos

- De noche, los aparatos fuera del cuarto.
- Cuentas privadas. Ubicación apagada.
- Aprendan a bloquear y reportar en cada juego y aplicación.

## Si alguien amenaza con publicar una foto

Es un delito, y el niño no tiene la culpa.

1. No pague ni mande más. Pagar pocas veces lo detiene.
2. Deje de contestar, pero no borre nada.
3. Avísenos y haga el reporte en [CyberTipline](https://report.cybertip.org), o llame al [800-843-5678](tel:+18008435678).
4. [Take It Down](https://takeitdown.ncmec.org/es/) ayuda a quitar fotos de menores de 18, gratis y sin dar el nombre.

Si su hijo habla de querer morir, llame o envíe un texto ahora al [988](tel:988) y quédese con él.`,
    },
  ),
];

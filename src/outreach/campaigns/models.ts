import { limit } from "#platform/limits.ts";

const piecesMax = limit("campaigns.pieces", 60, "posts", "of one campaign, in one language");
export { piecesMax };

/** What one post of a campaign says, in each language. */
export interface PieceWords {
  title: string;
  text: string;
}

export interface Piece {
  key: string;
  /** Days after the campaign begins; the time by the agency's wall clock. */
  offsetDays: number;
  time: string;
  en: PieceWords;
  es: PieceWords;
}

export interface CampaignModel {
  key: string;
  name: { en: string; es: string };
  /** What it is for, and when such campaigns run. */
  about: { en: string; es: string };
  /** A key of the strategy. */
  purpose: string;
  days: number;
  pieces: readonly Piece[];
}

type Said = readonly [title: string, text: string];

const piece = (
  key: string,
  offsetDays: number,
  time: string,
  [title, text]: Said,
  [titleEs, textEs]: Said,
): Piece => ({
  key,
  offsetDays,
  time,
  en: { title, text },
  es: { title: titleEs, text: textEs },
});

/**
 * Campaigns to begin with. The texts are ours and say what everybody can check: no figures, no claims about a place, no
 * threats. An agency puts in what it knows of itself before anything is handed in.
 */
export const campaignModels: readonly CampaignModel[] = [
  {
    key: "impaired-driving",
    name: { en: "Drive sober", es: "Maneje sobrio" },
    about: {
      en: "Impaired driving, around Labor Day and the year-end holidays, when more people drink and drive home.",
      es: "Manejar bajo los efectos, cerca del Día del Trabajo y de las fiestas de fin de año, cuando más personas beben y vuelven en auto.",
    },
    purpose: "inform",
    days: 18,
    pieces: [
      piece(
        "plan",
        0,
        "10:00",
        [
          "Plan your way home first",
          "Going out? Choose your way home before the first drink: a sober driver, a bus, a taxi or a friend's couch. Alcohol, cannabis and some medicines all make driving unsafe. More of our officers are on the road these weeks to look for impaired drivers.",
        ],
        [
          "Planee primero cómo volver",
          "¿Va a salir? Elija cómo volver antes de la primera copa: alguien sobrio que maneje, un autobús, un taxi o quedarse con amigos. El alcohol, el cannabis y algunas medicinas hacen peligroso manejar. Estas semanas hay más de nuestros agentes en las calles buscando conductores bajo sus efectos.",
        ],
      ),
      piece(
        "hosts",
        4,
        "11:00",
        [
          "Hosting? Look after your guests",
          "If you give a party: offer drinks without alcohol, serve food, and stop pouring well before people leave. Help a guest who has had too much to find another way home.",
        ],
        [
          "¿Tiene invitados? Cuídelos",
          "Si da una fiesta: ofrezca bebidas sin alcohol, sirva comida y deje de servir copas mucho antes de que la gente se vaya. Ayude a quien bebió de más a volver de otra manera.",
        ],
      ),
      piece(
        "see",
        9,
        "16:00",
        [
          "If you see an impaired driver",
          "A car that drifts out of its lane, brakes for no reason or drives without lights at night may have an impaired driver. Keep your distance, do not follow, and call 911 when it is safe: say where, which way, and what the car looks like.",
        ],
        [
          "Si ve a un conductor bajo los efectos",
          "Un auto que se sale de su carril, frena sin motivo o va sin luces de noche puede llevar a alguien bajo los efectos. Guarde distancia, no lo siga y llame al 911 cuando sea seguro: diga dónde, hacia dónde va y cómo es el auto.",
        ],
      ),
      piece(
        "belt",
        14,
        "09:00",
        [
          "Every seat, every trip: buckle up",
          "A seat belt is your best protection against a driver who should not be on the road. Buckle up in every seat, on every trip, and check that children ride in a seat that fits them.",
        ],
        [
          "En cada asiento, en cada viaje: cinturón",
          "El cinturón es su mejor protección frente a quien no debería manejar. Úselo en cada asiento y en cada viaje, y revise que los niños vayan en una silla de su medida.",
        ],
      ),
    ],
  },
  {
    key: "back-to-school",
    name: { en: "Back to school", es: "Regreso a clases" },
    about: {
      en: "The first weeks of school: buses, crossings and children on foot.",
      es: "Las primeras semanas de clases: autobuses, cruces y niños a pie.",
    },
    purpose: "inform",
    days: 14,
    pieces: [
      piece(
        "bus",
        0,
        "07:00",
        [
          "Red lights on a school bus mean stop",
          "School begins. When a school bus shows its red lights and its stop arm, stop and wait until it moves on. Children may cross where you do not expect them. Leave some minutes earlier and put the phone away.",
        ],
        [
          "Luces rojas de un autobús escolar: alto",
          "Empiezan las clases. Cuando un autobús escolar enciende las luces rojas y saca la señal de alto, deténgase y espere hasta que avance. Los niños pueden cruzar donde no lo espera. Salga unos minutos antes y guarde el teléfono.",
        ],
      ),
      piece(
        "walk",
        3,
        "15:00",
        [
          "Walk the way to school together",
          "Walk the way to school with your child once or twice. Cross at corners and marked crossings, look left, right and left again, and agree on what to do if something feels wrong.",
        ],
        [
          "Caminen juntos a la escuela",
          "Camine una o dos veces con su hijo hasta la escuela. Crucen en las esquinas y los pasos marcados, miren a la izquierda, a la derecha y otra vez a la izquierda, y acuerden qué hacer si algo parece mal.",
        ],
      ),
      piece(
        "zone",
        8,
        "07:00",
        [
          "Slow down in school zones",
          "In a school zone the lower speed gives you time to stop for a child. Officers are at schools these weeks. Thank you for slowing down.",
        ],
        [
          "Más despacio en zonas escolares",
          "En una zona escolar, ir más despacio le da tiempo de frenar por un niño. Estas semanas hay agentes en las escuelas. Gracias por bajar la velocidad.",
        ],
      ),
    ],
  },
  {
    key: "car-break-ins",
    name: { en: "Lock it, take it", es: "Cierre y lléveselo" },
    about: {
      en: "Thefts from cars: what helps, without blaming whoever was stolen from.",
      es: "Robos en autos: qué ayuda, sin culpar a quien le robaron.",
    },
    purpose: "inform",
    days: 10,
    pieces: [
      piece(
        "empty",
        0,
        "17:00",
        [
          "An empty car is a dull car",
          "Most thefts from cars are quick. Take bags, tools and electronics with you or leave them at home, close the windows and lock the doors, in your own driveway too. Never leave a firearm in a car.",
        ],
        [
          "Un auto vacío no interesa",
          "La mayoría de los robos en autos son rápidos. Llévese bolsos, herramientas y aparatos o déjelos en casa, cierre las ventanas y las puertas, también en su entrada. Nunca deje un arma de fuego en el auto.",
        ],
      ),
      piece(
        "report",
        4,
        "12:00",
        [
          "It happened to you? Tell us",
          "If somebody broke into your car, touch as little as you can, take pictures and report it, even when little is gone. Reports show us where it happens. If it is happening now, call 911.",
        ],
        [
          "¿Le pasó a usted? Cuéntenos",
          "Si alguien entró en su auto, toque lo menos posible, tome fotos y denúncielo, aunque falte poco. Las denuncias nos muestran dónde pasa. Si está pasando ahora, llame al 911.",
        ],
      ),
      piece(
        "numbers",
        8,
        "12:00",
        [
          "Write the numbers down",
          "Write down the serial numbers of your bike, tools and electronics, and keep a picture of them. With a number, what we find can come back to you.",
        ],
        [
          "Anote los números",
          "Anote los números de serie de su bicicleta, herramientas y aparatos, y guarde una foto. Con un número, lo que encontremos puede volver a usted.",
        ],
      ),
    ],
  },
  {
    key: "be-seen",
    name: { en: "Be seen", es: "Que le vean" },
    about: {
      en: "Dark evenings, when the clocks go back: people on foot, bikes and drivers.",
      es: "Tardes oscuras, cuando cambia la hora: peatones, bicicletas y conductores.",
    },
    purpose: "inform",
    days: 12,
    pieces: [
      piece(
        "clocks",
        0,
        "09:00",
        [
          "It gets dark earlier now",
          "The clocks have changed and the way home is dark. On foot: something bright, or a light. On a bike: a white light in front, a red one behind. At the wheel: clean windows, lights on, slower at crossings.",
        ],
        [
          "Ahora oscurece antes",
          "Cambió la hora y el camino a casa está oscuro. A pie: algo claro o una luz. En bicicleta: luz blanca adelante y roja atrás. Al volante: vidrios limpios, luces encendidas, más despacio en los cruces.",
        ],
      ),
      piece(
        "turn",
        6,
        "15:00",
        [
          "Turning? Look for people first",
          "When you turn at a corner, somebody may be crossing beside you. Look once more before you go. On foot, wait until the driver has seen you.",
        ],
        [
          "¿Va a girar? Mire primero si hay gente",
          "Al girar en una esquina, alguien puede estar cruzando a su lado. Mire otra vez antes de avanzar. A pie, espere hasta que el conductor le vea.",
        ],
      ),
    ],
  },
];

export function modelCalled(key: string): CampaignModel | undefined {
  return campaignModels.find((one) => one.key === key);
}

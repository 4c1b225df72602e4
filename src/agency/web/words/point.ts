import { defineWords } from "#ui/words.ts";

export const pointWords = defineWords("point", {
  en: {
    how: "Click or tap the place. With the keyboard: arrows move the cross, Enter sets the point, Backspace takes it away, Shift and arrows move the view.",
    surface: "Map of the beats, to set a point",
    none: "No point yet.",
    stands: "The point is at {{place}}.",
    cross: "The cross is at {{place}}.",
    clear: "Take the point away",
    closer: "Closer",
    farther: "Farther",
    typed: "Or type the point",
    typedHint: "Latitude, longitude: 47.6062, -122.3321",
    set: "Set the point",
  },
  es: {
    how: "Haga clic o toque el lugar. Con el teclado: las flechas mueven la cruz, Intro pone el punto, Retroceso lo quita, Mayús y flechas mueven la vista.",
    surface: "Mapa de los sectores, para poner un punto",
    none: "Todavía no hay punto.",
    stands: "El punto está en {{place}}.",
    cross: "La cruz está en {{place}}.",
    clear: "Quitar el punto",
    closer: "Acercar",
    farther: "Alejar",
    typed: "O escriba el punto",
    typedHint: "Latitud, longitud: 47.6062, -122.3321",
    set: "Poner el punto",
  },
});

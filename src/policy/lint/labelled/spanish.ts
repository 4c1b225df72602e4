/** Drafts in Spanish. The format stands in `read.ts`. */
export const spanish = String.raw`
arrest; lang=es || Agentes detuvieron a [[juvenile-name:Mateo Rivas, de 15 años]], por el robo de una bicicleta.
arrest; lang=es || Agentes detuvieron a un joven de 15 años por el robo de una bicicleta. No damos nombres de menores.
juvenile; lang=es || La [[juvenile-name:niña de 9 años, Lucía Prado]], está a salvo con su familia.
juvenile; lang=es || El [[juvenile-name:menor, Diego Salas]], contó lo ocurrido a su maestra.
missing-person; lang=es || Buscamos a [[juvenile-name:Camila Ortega, 12]], vista por última vez en el parque. Llame al 911.
missing-person; lang=es || Buscamos a don Ernesto Vega, de 79 años, camisa azul y sombrero. Llame al 911.
event; lang=es || [[juvenile-name:Sofía Herrera, de 8 años]], ganó el concurso de dibujo. ¡Felicidades!
event; lang=es || Los niños del barrio pintaron un mural con nuestros agentes. Gracias a las familias.
routine; lang=es || La sargento Elena Cruz, con 15 años de servicio, dirige el turno de noche.
traffic; lang=es || Un niño de 10 años fue atropellado en la calle Roble y está estable. La calle ya está abierta.
arrest; lang=es || La víctima, [[victim-name:Marta Quiroga]], dijo que el hombre entró por la ventana.
arrest; lang=es || [[victim-name:Rosa Fuentes]] fue golpeada por su pareja el sábado. Él está detenido.
arrest; lang=es || Un hombre fue detenido por violencia en el hogar. La víctima recibe ayuda.
routine; lang=es || Si usted es víctima de un delito, nuestra oficina de ayuda le atiende en español.
death; lang=es || [[unreleased-name:Héctor Barrios]], de 40 años, murió en el choque del viernes.
death; lang=es || Un hombre murió en el choque del viernes. Daremos su nombre cuando la familia lo sepa.
death; lang=es || Confirmamos que [[unreleased-name:Rosa Iniguez]] fue hallada en el río esta mañana.
missing-person; lang=es || Don Ernesto tiene [[medical-fact:demencia]] y puede estar confundido.
officer-involved; lang=es || El hombre tiene [[medical-fact:esquizofrenia]] y está en el hospital.
traffic; lang=es || La conductora está [[medical-fact:embarazada]] y fue llevada al hospital.
routine; lang=es || Octubre es el mes de la prevención del cáncer. Nuestras patrullas llevan el lazo rosa.
routine; lang=es || Si usted piensa en el suicidio, llame al 988 y oprima 2. Le atienden en español.
arrest; lang=es || Registraron una casa en [[house-number:la calle Roble 1234]] y hallaron herramientas robadas.
arrest; lang=es || Registraron una casa en la cuadra 1200 de la calle Roble y hallaron herramientas robadas.
event; lang=es || Café con la policía en la avenida Central 210, el sábado a las 9. Gratis.
routine; lang=es || Traiga sus preguntas a la comisaría, calle Principal 400, de lunes a viernes.
routine; lang=es || Los vecinos de [[house-number:Avenida Juárez 88]] dicen que les faltan paquetes.
traffic; lang=es || La calle Pino está cerrada entre la 2 y la 5. Use la calle Roble.
traffic; lang=es || Choque y fuga: Honda gris, placa [[license-plate:7KLM332]]. ¿Tiene video? Llámenos.
traffic; lang=es || Choque y fuga: Honda gris con daño en la puerta. ¿Tiene video? Llámenos.
alert; lang=es || Alerta AMBER: camioneta azul con placas [[license-plate:RTY-4410]]. Llame al 911.
routine; lang=es || Nuestras cámaras lectoras de placas hallaron 14 autos robados el mes pasado.
routine; lang=es || [[officer-home:La agente Teresa Okafor vive cerca de Larkspur Lane]] y saluda a todos.
routine; lang=es || El agente Ramón Peña vive para este trabajo. ¡Gracias por veinte años!
arrest; lang=es || Buscado: Carlos Denia, [[birth-date:nacido el 2 de mayo de 1979]], con una cicatriz.
routine; lang=es || El departamento nació en 1889 con tres hombres y una mula.
routine; lang=es || Nunca dé su número de Seguro Social por teléfono. Cuelgue.
missing-person; lang=es || Si lo ve, llame a su madre al [[phone-number:360-555-0148]].
missing-person; lang=es || Si lo ve, llame al 911 o a nuestra línea al 360-555-0100.
arrest; lang=es || [[case-number:Caso 26-004411]]: dos personas detenidas por los robos del almacén.
arrest; lang=es; booking; alt=Un hombre de pelo corto mira a la cámara; expect=booking-photo || Detenido el lunes por robo. Se presume inocente.
arrest; lang=es || Vea la [[booking-photo:foto de la ficha]] del detenido.
event; lang=es; alt= ; expect=alt-text || ¡Gracias por venir a la feria!
event; lang=es; alt=Una agente y dos niñas juegan al fútbol en el parque || ¡Gracias por venir a la feria!
routine; lang=es || [[all-caps:CIERRE SU AUTO TODAS LAS NOCHES]] y llévese las llaves.
traffic; lang=es || ALERTA: la calle Pino está cerrada.
arrest; lang=es || Este [[tone:genio]] olvidó su cartera en la tienda.
arrest; lang=es || Dos [[tone:malandros]] menos en la calle.
arrest; lang=es || Una buena pista ayudó a detener a un sospechoso. Se presume inocente.
arrest; lang=es || [[presumption:El ladrón]] ya está detenido y en la cárcel.
event; lang=es || Nos vemos en [[hashtag-case:#cafeconunpolicia]] el martes.
event; lang=es || Nos vemos en #CaféConUnPolicía el martes.
routine; lang=es || ¡Buenas noches! [[emoji-run:🌙🌙🌙]]
routine; lang=es; expect=reading-level || Procederemos administrativamente conforme a las disposiciones reglamentarias correspondientes, considerando las circunstancias particulares previamente documentadas por las autoridades competentes, sin perjuicio de las responsabilidades adicionales que jurisdiccionalmente pudieran determinarse posteriormente mediante procedimientos complementarios debidamente fundamentados.
alert; lang=es || Salga ahora si vive en la calle Arroyo entre la 2 y la 9. El agua pasa sobre el camino. Vaya a la escuela de la calle Roble. Lleve sus mascotas y sus pastillas. Si no puede salir, llame al 911. Damos más noticias aquí a las 8.
routine; lang=es || Lea el informe en https://riversidefalls.example/es/informe.
`;

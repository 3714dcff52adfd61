// What residents write about dumping, graffiti and litter.
import { topicWords } from './topic-words.ts';

export const cleanliness = topicWords({
  id: 'cleanliness',
  negative: `
    illegal dumping on {street} again, [tires|construction debris|a whole kitchen|bags of trash] [dumped overnight|by the fence|next to {park}]
    graffiti all over [the underpass at {corner}|{landmark}|the shutters on {street}], [ugly tags|nobody cleans it|it was painted last week]
    {street} is filthy, [litter|broken glass|dog mess|cigarette butts] [from end to end|every single morning]
    the [underpass|stairs|alley] by {station} [smells of urine|is full of trash|has needles], [disgusting|kids walk there]
    trash blowing all over {park} after the weekend, [not one bin was emptied|shame on us]
    somebody keeps dumping [mattresses|paint cans|yard waste] at {corner} and the camera there is fake
    weeds and litter in every planter on {street}, [embarrassing|looks abandoned]
    sidewalks on {street} have not been power washed in [years|forever], sticky and gross`,
  neutral: `
    cleanup at {park} [on {day}|from {time}], [gloves provided|meet by the gate]
    graffiti crew works on {street} [this week|on {day}]
    reported dumped [tires|furniture|drywall] at {corner}, case is open
    {hood} volunteers filled {n}{n} bags along {street}`,
  positive: `
    {n}{n} neighbors cleaned up {street} today, [looks wonderful|so proud of {hood}|thank you all]
    graffiti on {landmark} was gone within [a day|{n} days], [great work|bravo]
    {street} is so clean after the [sweeper|power wash], [lovely|what a change]
    that mural on {street} is [gorgeous|beautiful], much better than tags`,
  mixed: `
    the cleanup made {park} beautiful, two days later [it is full of trash again|someone dumped tires]
    nice new litter bins on {street}, too bad nobody empties them`,
  sarcastic: `
    free furniture on {street} again, [lightly rained on|comes with mice]
    the open air museum of broken glass on {street} has a new wing`,
  question: `
    who cleans the alley behind {street}, the city or us?
    can the city put a camera at {corner} for the dumping?
    how do I report graffiti at {landmark}?`,
  blame: `
    Same spot, every week.
    The city closes the case without a look.
    My dog cut a paw there.
    Visitors see this first.`,
  thanks: `
    Bring a friend next time.
    What a crew.
    It shows what a street can be.`,
  article: `
    Dumping cases in {hood} up by a third // Crews hauled {n}{n} tons from lots around {street} this season. Cameras are planned at {corner}.
    Volunteers clear {n}{n} bags from {park} // Neighbors of {hood} spent {day} cleaning paths and banks.`,
  services: [
    {
      code: 'DUMPING',
      name: 'Illegal dumping',
      days: 5,
      text: `
      [Tires|Mattress|Construction debris|Bags of garbage|Paint cans] dumped at {corner}.
      Illegal dumping at {block} {street}, [happens weekly|blocking the alley|near the playground].`,
    },
    {
      code: 'GRAFFITI',
      name: 'Graffiti removal',
      days: 7,
      text: `
      Graffiti on [wall|mailbox|utility box|shutter|bridge pier] at {corner}.
      Tags on the side of {block} {street}, [please remove|offensive words|third time].`,
    },
  ],
  spanish: {
    negative: `
      otra vez tiraron [llantas|colchones|escombro] en {street}, [qué asco|nadie vigila]
      {street} está muy sucia, [vidrios rotos|basura por todos lados|huele mal]`,
    neutral: `
      limpieza en {park} el {dia} a las {n}, [traigan guantes|los esperamos]
      reporté grafiti en {corner}`,
    positive: `
      quedó hermosa {street} después de la limpieza, [gracias vecinos|qué orgullo]
      borraron el grafiti de {landmark} en {n} días, bien hecho`,
  },
});

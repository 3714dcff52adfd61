// What residents write about sidewalks and cycling.
import { topicWords } from './topic-words.ts';

export const sidewalks = topicWords({
  id: 'sidewalks',
  negative: `
    the sidewalk on {street} is [cracked|heaved by roots|blocked by scaffolding|impossible with a wheelchair], [my neighbor fell|I tripped twice|people walk in the road]
    the bike lane on {street} [just ends|is full of parked cars|is covered in glass], [terrifying|useless|somebody will be killed]
    no curb ramp at {corner}, [my mother in a wheelchair|strollers|anyone on a walker] has to go into traffic
    got [doored|cut off|almost hit] in the bike lane on {street} [this morning|again|by a delivery van]
    scooters [dumped|lying|piled] all over the sidewalk on {street}, [blind people live here|I had to climb over them]
    they took the crosswalk paint off {street} and [never repainted it|forgot about pedestrians]
    sidewalk closed on {street} for [months|{weeks}] with no detour for pedestrians, [disgraceful|just a sign]
    riding a bike over {landmark} is [scary|a gamble|the worst part of my day]
    all the bike racks near {station} are [broken|full of wrecks|gone]
    uneven paving stones at {corner}, [an old man fell|I sprained an ankle] [on {day}|last week]`,
  neutral: `
    bike lane on {street} is closed [until {day}|for sewer work], [detour by {street2}|walk your bike]
    group ride leaves {park} at {time}, [all bikes welcome|slow pace]
    sidewalk repair on {street} starts {day}
    the city counted [410|630|880|1,240] cyclists on {street} in a day
    plan for protected bike lanes on {street} [is out|goes to council on {day}]`,
  positive: `
    the new [protected bike lane|cycle track] on {street} is [fantastic|a dream|the best thing in {hood}], [thank you|I feel safe riding with my kid]
    they fixed the sidewalk at {corner} [in {n} days|after one call], [great job|so happy]
    walked from {station} to {park} on the new path, [beautiful|so pleasant|love it]
    new curb ramps at {corner}, my [mother|neighbor] can get to the shop by herself now, wonderful
    rode my bike to work from {hood}, [{n}{n} minutes|faster than the bus], lovely morning`,
  mixed: `
    the bike lane on {street} is great until [it vanishes at {corner}|the delivery vans arrive]
    nice wide sidewalk on {street} now, pity [there is no shade|the scooters own it]
    happy about the new crosswalk, unhappy that [drivers ignore it|the signal takes forever]`,
  sarcastic: `
    thanks for the bike lane on {street}, the delivery vans love it
    the sidewalk on {street} is now a climbing gym, [free membership|no helmet provided]
    how thoughtful to end the bike lane exactly where the trucks turn`,
  question: `
    what is the safest bike route from {hood} to {hood2}?
    who is responsible for a broken sidewalk on {street}, the owner or the city?
    are the bike lanes on {street} plowed?`,
  blame: `
    I use a [cane|wheelchair|stroller] and cannot pass.
    [Complained|Reported] {n} times since {month}.
    It took a broken wrist for anyone to look.
    There is a school [at the end of the block|two blocks away].
    Paint is not protection.`,
  thanks: `
    More of this, everywhere.
    My kid rides alone now.
    Thank you to the crew.`,
  article: `
    Protected bike lane on {street} [divides|delights] {hood} // The lane opened on {day}. Riders praised it; shop owners along {street} count lost parking spaces.
    A third of sidewalks in {hood} fail access rules // A survey found {n}{n} corners without ramps, most of them around {street}.
    City tries a car free Sunday on {street} // From {time} {street} will belong to people on foot and on bikes, from {corner}.`,
  services: [
    {
      code: 'SIDEWALK',
      name: 'Sidewalk repair',
      days: 35,
      text: `
      Sidewalk lifted by tree roots at {block} {street}, [trip hazard|neighbor fell|cannot pass with wheelchair].
      Broken sidewalk slab in front of {block} {street}.
      Missing curb ramp at {corner}, [wheelchair user on this block|please schedule].`,
    },
    {
      code: 'BIKELANE',
      name: 'Bike lane obstruction or damage',
      days: 5,
      text: `
      Bike lane on {street} [blocked by debris|full of glass|posts knocked down] near {block}.
      Bollards missing from the bike lane at {corner}.`,
    },
  ],
  spanish: {
    negative: `
      la banqueta de {street} está [rota|levantada por las raíces|bloqueada], [mi mamá se cayó|no pasa una silla de ruedas]
      el carril de bicicletas de {street} [siempre está lleno de carros|se acaba de repente], muy peligroso
      dejan los scooters tirados en la acera de {street}, [no se puede pasar|qué falta de respeto]`,
    neutral: `
      van a arreglar la acera de {street} desde el {dia}
      paseo en bicicleta desde {park} a las {n}, [todos bienvenidos|ruta fácil]`,
    positive: `
      el nuevo carril de bicicletas de {street} está [muy bueno|excelente|seguro], gracias
      arreglaron la banqueta en {corner}, [por fin|mi abuela está feliz]`,
  },
});

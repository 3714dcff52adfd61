// What residents write about parking and abandoned vehicles.
import { topicWords } from './topic-words.ts';

export const parking = topicWords({
  id: 'parking',
  negative: `
    there is [no parking|zero parking|nowhere to park] on {street} [anymore|after {time}|since they put in the meters]
    someone [parks across my driveway|blocks the hydrant|double parks] on {street} [every night|every {day}] and parking enforcement [never comes|shrugs]
    abandoned [van|truck|sedan|camper] on {street}, [flat tires|no plates|windows smashed], [{weeks} now|it is a mess|rats under it]
    got a {fine} parking ticket on {street} [with a valid permit|while paying the meter|because the sign was hidden by a tree], [unfair|what a racket]
    the parking meters on {street} [eat your card|have been broken since {day}|went up to {fare} an hour]
    residents cannot park in {hood} [on game days|when the ferry is busy], visitors take every space
    circled {hood} for [30|40|50] minutes looking for a parking space, [gave up and went home|insane]
    they towed my car from {street} [with no sign|during a permit mix up], [{money} to get it back|never again]
    the parking garage by {landmark} is [filthy|always full|broken on every floor]
    delivery vans park in the bike lane on {street} all day, no tickets at all`,
  neutral: `
    street sweeping on {street} [tomorrow|on {day}], [move your car|no parking from {time}]
    permit parking hearing for {hood} [on {day}|at {school}]
    new meters on {street} start [on {day}|next week], [{fare} an hour|free after {time}]
    the garage at {landmark} is [full|half empty] right now
    {n}{n} cars were tagged in {hood} during the [sweeping|snow] ban`,
  positive: `
    they [finally|already] towed the abandoned [van|camper|car] on {street}, [thank you|great, the block looks better]
    the parking app worked [perfectly|first time] on {street}, [nice|easy]
    permit parking in {hood} is [a relief|working well], I can [park near my door|get home] again
    parking officer on {street} was [kind|helpful] and let me [move my car|fix the meter], thanks`,
  mixed: `
    the new [garage|parking lot] by {landmark} is clean and well lit but [the price is a joke|the exit queue is terrible]
    permit parking helped {street} and [pushed the mess|moved the problem] to {street2}
    {park} is lovely now but parking there is a nightmare`,
  sarcastic: `
    {fare} for an hour on {street}, [does it come with dinner|I assume they wash the car]
    the abandoned camper on {street} has lived here longer than me, [should it get a vote|it should pay rent]
    parking in {hood} builds character, I have so much character now`,
  question: `
    where do you all park near {landmark} on [{day}|a weekend]?
    how long until they tow an abandoned car on {street}?
    is parking on {street} free [on Sundays|after {time}]?`,
  blame: `
    I have [called|reported it] {n} times.
    I pay for a permit [every year|and cannot use it].
    [An ambulance|The fire engine|The bus] could not get through [on {day}|last night].
    The sign is [bent|missing|behind a tree].
    The tow company laughed at me.`,
  thanks: `
    Reported {day}, gone {n} days later.
    That is how it should work.
    The street feels wider.`,
  article: `
    Meter rates on {street} to rise to {fare} // Parking on {street} will cost {fare} an hour from next month. Shop owners in {hood} say customers will stay away.
    City towed {n}{n} abandoned vehicles in {hood} // A two week sweep of {hood} removed cars and campers that residents had reported along {street}.
    Permit parking for {hood} goes to council // A plan for resident permits around {landmark} will be heard on {day}.`,
  services: [
    {
      code: 'ABANDONED',
      name: 'Abandoned vehicle',
      days: 9,
      text: `
      [Gray|White|Blue|Red|Black] [van|sedan|pickup|camper] on {street} near {block}, [no plates|flat tires|has not moved in {weeks}].
      Abandoned car at {corner}, [windows broken|full of trash|leaking oil].
      Vehicle with expired tags parked at {block} {street} for {weeks}.`,
    },
    {
      code: 'PARKVIOL',
      name: 'Illegal parking',
      days: 1,
      text: `
      Car blocking [driveway|hydrant|crosswalk|bike lane] at {block} {street}.
      Trucks double parked at {corner} [every morning|right now].`,
    },
  ],
  spanish: {
    negative: `
      no hay [estacionamiento|dónde estacionar] en {street}, [di vueltas {n}0 minutos|cada día peor]
      un carro abandonado en {street} [lleva {semanas}|sin placas|lleno de basura] y no lo recogen
      me pusieron una multa de {fine} en {street} [con permiso|y el parquímetro no servía], qué abuso`,
    neutral: `
      mañana limpian {street}, [muevan el carro|no se estacionen después de las {n}]
      ¿alguien sabe dónde estacionarse cerca de {landmark}?`,
    positive: `
      ya se llevaron el carro abandonado de {street}, [gracias|qué bueno]
      el permiso de estacionamiento en {hood} [funciona bien|es un alivio]`,
  },
});

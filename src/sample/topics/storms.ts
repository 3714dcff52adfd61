// What residents write about snow and storms.
import { topicWords } from './topic-words.ts';

export const storms = topicWords({
  id: 'storms',
  negative: `
    {street} has not been plowed [at all|since {time}|after two days], [stuck cars everywhere|ambulance could not get in]
    the snow plow buried [my car|the sidewalk|the bus stop] on {street}, [thanks a lot|spent two hours digging]
    sidewalks on {street} are [solid ice|not shoveled|a skating rink], [I fell twice|old people are trapped]
    no salt anywhere in {hood}, [cars sliding down {street}|buses stuck]
    power is out on {street} after the [storm|wind|ice], [{n} hours now|no heat|no word from the utility]
    they plow {hood2} first and {hood} never, [same every winter|we pay taxes too]
    storm took down branches on {street}, [wires hanging|nobody has come]`,
  neutral: `
    snow emergency in {city}, no parking on {street} [from {time}|until {day}]
    {n} inches of snow in {hood} so far
    plows on {street} [now|at {time}]
    storm warning for {hood}, [gusts after {time}|charge your phones]
    schools open two hours late because of [snow|ice]`,
  positive: `
    plow crews were out on {street} [all night|before {time}], [thank you|street is clear|heroes]
    neighbors on {street} shoveled [for the old couple|the whole block|the bus stop], [love {hood}|so kind]
    {park} in the snow is [magical|beautiful], [sleds everywhere|go look]
    power back in {hood}, [thank you crews|hot tea at last]`,
  mixed: `
    {street} plowed fast and well, my driveway buried even better
    snow is beautiful in {park}, the slush on {street} is not`,
  sarcastic: `
    the plow came down {street} today, in the sense that it drove past
    salt on {street} must be a luxury item now`,
  question: `
    has anyone seen a plow on {street}?
    when does the parking ban in {hood} end?
    is your power out in {hood} too?`,
  blame: `
    Wheelchairs cannot pass.
    The app says plowed. It is not.
    Same block forgotten every time.`,
  thanks: `
    Buy a plow driver a coffee.
    Warm hearts, cold hands.`,
  article: `
    City spends {money},000 an hour on snow, {hood} still waits // Side streets such as {street} were plowed last. Director {works} promised another round.
    Snow emergency declared in {city} // Cars on {street} and other main routes will be towed from {time}.`,
  services: [
    {
      code: 'SNOW',
      name: 'Snow or ice removal',
      days: 2,
      text: `
      {street} not plowed near {block}, [cars stuck|ice underneath].
      Sidewalk not shoveled at {block} {street}.
      Snow pile blocks [crosswalk|hydrant|bus stop] at {corner}.`,
    },
  ],
  spanish: {
    negative: `
      no han limpiado la nieve en {street}, [carros atorados|me caí en el hielo]
      seguimos sin luz en {street} por la tormenta, [{n} horas ya|hace mucho frío]`,
    neutral: `
      alerta de tormenta en {hood}, [con cuidado|carguen sus teléfonos]
      no estacionarse en {street} por la nieve`,
    positive: `
      los vecinos de {street} palearon toda la cuadra, [qué bonito|gracias]`,
  },
});

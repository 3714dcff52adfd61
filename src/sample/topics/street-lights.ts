// What residents write about street lights.
import { topicWords } from './topic-words.ts';

export const streetLights = topicWords({
  id: 'street-lights',
  negative: `
    street lights are out on {street} [from {corner}|the whole block|since {day}], [pitch black|I do not feel safe walking home]
    the streetlight in front of {block} {street} [flickers all night|has been dead for {weeks}|buzzes like a wasp]
    it is so dark around {station} [after {time}|now], [every second lamp is broken|somebody will get mugged]
    new LED street lights on {street} are [blinding|shining into my bedroom|an awful cold blue]
    path through {park} has no lights at all, [scary in winter|runners use phones]
    lights on {street} are on at noon and off at night, [well done|make it make sense]
    reported the lamp at {corner} {n} times, still dark`,
  neutral: `
    street lights on {street} will be [replaced|switched to LED] [on {day}|this month]
    light out at {corner}, reported, pole number ends in {n}{n}
    the utility is working on the lamp posts along {street} [today|until {time}]`,
  positive: `
    street lights on {street} are [back on|fixed], [thank you|I can walk the dog again|fast work]
    the new lights around {station} are [great|warm and bright], I feel [safe|safer] now
    lamp at {corner} fixed in {n} days, good job`,
  mixed: `
    the new LED lights on {street} are bright and safe but [awful for sleeping|the color is like a hospital]
    lights fixed on {street}, now {street2} went dark`,
  sarcastic: `
    {street} is so dark we are [discovering new stars|navigating by smell]
    loving the romantic darkness on {street}, very {city}`,
  question: `
    are the lights out on {street} for everyone or only my side?
    who fixes a street light in {hood}, the city or the utility?`,
  blame: `
    My daughter walks home there.
    A car was broken into below the dead lamp.
    Status says completed. It is not.
    They wait for a part, they say.`,
  thanks: `
    Small thing, big difference.
    Quick and polite crew.`,
  article: `
    {hood} waits {n} weeks on average for a street light // Outages along {street} top the list. The city blames copper theft.
    LED lights for {street} save {money} a year // The last old lamps in {hood} are replaced this month; some residents find them too bright.`,
  services: [
    {
      code: 'STREETLIGHT',
      name: 'Street light out',
      days: 11,
      text: `
      Street light out at {corner}, [very dark|two poles|flickers first].
      {n} lights dark on {street} near {block}.
      Lamp post [leaning|hit by a car|with open wires] at {block} {street}.`,
    },
  ],
  spanish: {
    negative: `
      no hay luz en {street} [desde el {dia}|en toda la cuadra], [da miedo caminar|muy oscuro]
      el farol de {corner} lleva {semanas} apagado`,
    neutral: `
      van a cambiar las luces de {street} el {dia}
      reporté la lámpara apagada en {corner}`,
    positive: `
      ya arreglaron las luces de {street}, [gracias|me siento más segura]`,
  },
});

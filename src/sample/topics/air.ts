// What residents write about air and environment.
import { topicWords } from './topic-words.ts';

export const air = topicWords({
  id: 'air',
  negative: `
    the [chemical|rotten egg|burning plastic] smell in {hood} is back [this {daypart}|since {time}], [eyes burning|headache|what are we breathing]
    black dust from [the port|the quarry trucks|the transfer station] on every window sill on {street}
    air quality in {hood} is [terrible|unhealthy] [today|all week], [asthma attack again|kids kept inside]
    diesel trucks idle on {street} all day, [fumes in the kitchen|my son has asthma]
    oil slick on the {river} by {landmark}, [dead fish|stinks|rainbow water], who is responsible
    someone burns [trash|pallets] behind {street} every evening, smoke everywhere
    pollution from the plant by {station} and the city [measures nothing|shrugs|hides the data]`,
  neutral: `
    air quality alert for {hood} [today|until {time}]
    river water sampled at {landmark} [on {day}|this week], results online
    pollen is high in {hood} [today|this week]
    hearing on the plant near {street} [on {day}|{time}]`,
  positive: `
    the {river} is so clear by {landmark} [today|this week], [saw fish|swimmers again|wonderful]
    new air sensors on {street}, [great|finally data], thank you to the volunteers
    solar roof at {school} is [done|running], [proud|great example]
    the electric trucks on {street} are a relief, no fumes`,
  mixed: `
    the {river} is cleaner than ever, the smell from the port is not
    solar panels are great, cutting trees for them is not`,
  sarcastic: `
    fresh air in {hood}, notes of diesel and old fish
    the smell on {street} is so thick you can rent it out`,
  question: `
    what is that smell in {hood}?
    is it safe to [swim|fish] in the {river} by {landmark}?`,
  blame: `
    My inhaler ran out.
    They promised filters in {month}.
    We close the windows and still taste it.`,
  thanks: `
    It gives me hope.
    Years of work by a few stubborn people.`,
  article: `
    {hood} breathes the worst air in the city, study finds // Sensors near {street} show twice the soot of Copper Hill.
    Swimmers return to the {river} // Water at {landmark} passed {n} tests in a row.`,
  services: [
    {
      code: 'ODOR',
      name: 'Odor or air quality',
      days: 6,
      text: `
      [Chemical|Sewage|Burning] odor near {corner}, [headaches|every evening].
      Trucks idling for hours at {block} {street}.`,
    },
  ],
  spanish: {
    negative: `
      huele a [químicos|quemado|podrido] en {hood} [otra vez|desde ayer], [arden los ojos|los niños tosiendo]
      el humo de los camiones en {street} no deja respirar`,
    neutral: `
      alerta por calidad del aire en {hood} hoy
      ¿a qué huele en {street}?`,
    positive: `
      qué limpio se ve el río por {landmark}, hermoso`,
  },
});

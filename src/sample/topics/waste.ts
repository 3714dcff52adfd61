// What residents write about waste and recycling.
import { topicWords } from './topic-words.ts';

export const waste = topicWords({
  id: 'waste',
  negative: `
    trash pickup [missed|skipped] {street} [again|for the second week|this week], [bags everywhere|the raccoons are thrilled|it stinks]
    recycling has not been collected on {street} since {day}, [bins overflowing|cardboard all over the road]
    the garbage truck [broke my bin|spilled half a load on {street}|came at four in the morning]
    the city wants {money} for a [bulk pickup|second bin|green bin], [ridiculous|for what]
    overflowing dumpsters behind {landmark}, [rats|gulls|the smell] [day and night|when it is hot]
    compost bins in {hood} are [crawling|never emptied|locked half the time]
    they throw the recycling in with the garbage on {street}, [saw it myself|filmed it], so why do we sort
    the new collection calendar is [wrong|impossible to find|confusing] and all of {street} put bins out on the wrong day
    mattress and sofa on the curb at {corner} for {weeks}, bulk pickup never came`,
  neutral: `
    trash pickup moves to [{day}|one day later] in {hood} [this week|because of the holiday]
    recycling on {street} is [collected on {day}|late today, leave bins out]
    hazardous waste drop off at {landmark} [on {day} from {time}|this weekend], paint and batteries
    bulk pickup for {hood} starts {day}, max {n} items
    new bins are being handed out on {street}`,
  positive: `
    the [trash|recycling] crew on {street} is [amazing|always friendly|so quick], [thank you all|they waved at my kids]
    missed pickup fixed [the same day|by {time}] after one call, [great service|impressed]
    the compost program in {hood} is [great|easy|a success], our trash is down by half
    got the new bin, [lids that close, hooray|love it], no more raccoons`,
  mixed: `
    pickup is reliable in {hood} but they [throw the bins around|leave half of it on {street}]
    love the compost program, hate the [smell in July|tiny bin|rats it brings]`,
  sarcastic: `
    our trash on {street} has been out so long it is [getting mail|paying rent]
    thanks {city}, the gulls of {hood} have never been happier`,
  question: `
    was the trash picked up on {street} today?
    which bin do [milk cartons|pizza boxes|glass jars] go in here?
    when is bulk pickup in {hood}?`,
  blame: `
    Called {n} times, [no answer|a new case number each time].
    Rats next.
    We pay {fine} a month for this.
    It is {n}{n} degrees out.`,
  thanks: `
    Hard work, rarely thanked.
    On time every week.
    Keep going.`,
  article: `
    Missed pickups in {hood} [double|triple] after route change // Residents of {street} reported {n}{n} missed collections in two weeks. The hauler blames new trucks and missing drivers.
    Compost bins come to {hood} // Every household on and around {street} will receive a bin by {month}.
    Trash fee to rise to {fine} a month // Council president {president} called the rise unavoidable; residents at the hearing disagreed.`,
  services: [
    {
      code: 'MISSEDTRASH',
      name: 'Missed trash or recycling',
      days: 2,
      text: `
      [Trash|Recycling|Compost] not collected at {block} {street}, [whole block missed|bins out since {time}].
      Missed pickup on {street}, [second week|neighbors too].`,
    },
    {
      code: 'BULK',
      name: 'Bulk item pickup',
      days: 8,
      text: `
      [Sofa|Mattress|Refrigerator|Old stove|Two chairs and a table] for pickup at {block} {street}.
      Bulk items on the curb at {corner} not taken on the scheduled day.`,
    },
  ],
  spanish: {
    negative: `
      no pasó la basura por {street} [otra vez|desde el {dia}], [huele horrible|hay ratas|las bolsas por todos lados]
      mezclan el reciclaje con la basura en {street}, [lo vi yo|entonces para qué separamos]`,
    neutral: `
      esta semana la basura en {hood} pasa el {dia}
      ¿ya pasó el reciclaje por {street}?`,
    positive: `
      los muchachos de la basura en {street} [muy amables|siempre a tiempo], gracias
      qué bueno el programa de composta en {hood}`,
  },
});

// What residents write about trees and parks.
import { topicWords } from './topic-words.ts';

export const treesParks = topicWords({
  id: 'trees-parks',
  negative: `
    the playground at {park} is [broken|full of glass|missing both swings|fenced off for months], [my kids cried|shame]
    they cut down [the old maple|six healthy trees|the lindens] on {street} [without asking|for parking|and left stumps], [heartbreaking|what a loss]
    dead branch hanging over {street} [since the wind|for {weeks}], [it will kill someone|city says wait]
    {park} grass is [knee high|all mud|burnt], [nobody mows|no one waters]
    toilets in {park} are [locked|filthy|always out of order], with kids that is [hopeless|a joke]
    off leash dogs run all over {park}, [my toddler was knocked over|owners laugh]
    the fountain in {park} has been dry since {month}, [sad|just a litter bin now]
    the trees planted on {street} are [already dead|never watered|snapped off]`,
  neutral: `
    {park} is closed [until {day}|for tree work|after {time}]
    tree pruning on {street} [on {day}|this week], no parking
    park meeting about {park} [on {day}|at {school}], playground plans
    free trees for yards in {hood}, sign up until {day}
    cherry trees in {park} are [about to bloom|in bloom|almost done]`,
  positive: `
    {park} is [gorgeous|beautiful|so peaceful] [today|in this light|since they replanted it], [love living here|go see it]
    the new playground at {park} is [fantastic|a hit with my kids|wonderful], thank you parks
    they planted {n}{n} trees on {street}, [so happy|shade at last|great work]
    saw [a heron|two foxes|ducklings|an owl] in {park} this {daypart}, [magical|made my day]
    parks crew cleared the fallen tree on {street} [in an hour|before breakfast], [excellent|thank you]
    picnic in {park}, [music|kids everywhere|old men playing chess], {city} at its best`,
  mixed: `
    {park} is lovely now but [parking there is a nightmare|the toilets are still locked]
    beautiful new benches in {park}, no shade anywhere near them
    glad they trimmed the trees on {street}, sad they butchered the old one`,
  sarcastic: `
    the swing at {park} has been 'coming soon' since {month}, [my kid is in college now|suspense is healthy]
    they improved {park} by removing the trees, genius`,
  question: `
    what happened to the trees on {street}?
    is the playground at {park} open [again|on {day}]?
    who waters the street trees in {hood}?`,
  blame: `
    It was the only shade on the block.
    {n} months of fences.
    Our kids have nowhere else.
    The parks office does not reply.`,
  thanks: `
    Go and sit there for an hour.
    Worth every cent.
    My kids want to move in.
    Thank you gardeners.`,
  article: `
    {park} gets {money},000 for a new playground // Work begins in {month}. Families in {hood} chose the design.
    City plants [400|620|1,100] trees, most in {hood} // Streets such as {street} have half the shade of Copper Hill.
    Volunteers save the garden at {park} // After months of neglect neighbors of {hood} replanted the beds.`,
  services: [
    {
      code: 'TREE',
      name: 'Tree problem',
      days: 20,
      text: `
      [Dead|Broken|Hanging] branch over [sidewalk|street|bus stop] at {block} {street}.
      Tree down at {corner}, [blocking lane|on a parked car|on wires].
      Please plant a tree at {block} {street}, [empty pit|stump removed].`,
    },
    {
      code: 'PARKMAINT',
      name: 'Park maintenance',
      days: 9,
      text: `
      [Swing broken|Bench broken|Water fountain does not work|Toilet locked] in {park}.
      Grass not mowed at {park}, [ticks|cannot play].`,
    },
  ],
  spanish: {
    negative: `
      los juegos de {park} están [rotos|cerrados desde hace meses], los niños sin dónde jugar
      cortaron los árboles de {street} [sin avisar|sanos], qué tristeza`,
    neutral: `
      {park} cerrado hasta el {dia}
      poda de árboles en {street} el {dia}`,
    positive: `
      qué bonito está {park} [hoy|con las flores], [me encanta|un lujo]
      los niños felices con los juegos nuevos de {park}, gracias
      vimos una garza en {park}, [hermoso|qué belleza]`,
  },
});

// What residents write about animals, pests and public health.
import { topicWords } from './topic-words.ts';

export const animalsHealth = topicWords({
  id: 'animals-health',
  negative: `
    rats [all over|running along|as big as cats on] {street} [since the construction|every night|in daylight], [disgusting|the city does nothing]
    stray dogs [chasing people|in a pack] near {park}, [kids are scared|animal control never came]
    cockroaches and mice in our building on {street}, [landlord laughs|sprayed twice]
    dead [raccoon|gull|deer|cat] on {street} for {n} days, [stinks|nobody picks it up]
    mosquitoes around {park} are unbearable, [standing water everywhere|kids covered in bites]
    dog bit my [son|neighbor|own dog] in {park}, owner [ran off|said it was fine]
    the clinic in {hood} has no appointments until {month}, [useless|sick kids wait]
    gulls rip open the trash on {street} every morning, filthy birds`,
  neutral: `
    lost [cat|dog|parrot] near {corner}, [gray|brown|black with a white paw|orange], [answers to food|very shy]
    flu shots at {school} [on {day}|from {time}], free
    found a [dog|cat|tortoise] on {street}, [no collar|safe with me]
    rat baiting on {street} this week, keep pets away
    rabies clinic at {park} [on {day}|{time}]`,
  positive: `
    animal control rescued [ducklings from a drain|a fox|a swan] on {street}, [so sweet|thank you]
    found our dog, [thank you {hood}|a kind man on {street} had her]
    the free vaccine clinic at {landmark} was [quick|friendly and well run], great work
    adopted a cat from the city shelter, [wonderful staff|best day]`,
  mixed: `
    the dog park in {hood} is great, apart from the [mud|fleas|owners who never pick up]
    fewer rats on {street} since the baiting, more dead ones`,
  sarcastic: `
    the rats on {street} now nod at me, we are neighbors
    wildlife tours of {street}, nightly, free`,
  question: `
    has anyone seen an orange cat near {corner}?
    is there a vet open on Sunday in {hood}?
    who picks up a dead animal on {street}?`,
  blame: `
    Food waste everywhere, so what do we expect.
    I called animal control {n} times.
    It is a health hazard.`,
  thanks: `
    Good people.
    Tail wags all around.
    Worth sharing.`,
  article: `
    Rat complaints in {hood} hit a record // Inspectors blame sewer work on {street} and open bins.
    Mosquito trap in {hood} tests positive // Officials ask residents around {park} to empty standing water.`,
  services: [
    {
      code: 'RODENT',
      name: 'Rodents and pests',
      days: 8,
      text: `
      Rats at {block} {street}, [burrows by the foundation|near the dumpsters|in daylight].
      Rodent problem at {corner}, restaurant trash left open.`,
    },
    {
      code: 'ANIMAL',
      name: 'Animal control',
      days: 2,
      text: `
      [Stray dog|Injured gull|Aggressive dog|Sick raccoon] near {corner}.
      Dead animal on {street} near {block}.`,
    },
  ],
  spanish: {
    negative: `
      hay ratas en {street} [todas las noches|por la basura], [qué asco|nadie hace nada]
      perros sueltos en {park}, [mordieron a un niño|da miedo]`,
    neutral: `
      se perdió un [gato|perro] cerca de {corner}, [avísenme|es muy manso]
      vacunas gratis en {school} el {dia}`,
    positive: `
      apareció nuestro perrito en {street}, gracias vecinos`,
  },
});

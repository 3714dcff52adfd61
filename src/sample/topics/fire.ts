// What residents write about fire and emergency services.
import { topicWords } from './topic-words.ts';

export const fire = topicWords({
  id: 'fire',
  negative: `
    fire on {street}, [thick black smoke|flames from the roof|the whole row evacuated], [horrible|I feel sick for them]
    ambulance took [25|30|40] minutes to {street}, [my neighbor lay on the floor|unacceptable|he is alive, barely]
    fire hydrant at {corner} is [broken|blocked by a dumpster|leaking], what if there is a fire
    they want to close the fire station in {hood}, [are they mad|people will die]
    false fire alarms in our building on {street} every night, [nobody gets up anymore|landlord ignores it]
    emergency line kept me on hold for {n} minutes while the kitchen burned
    dumpster fires behind {landmark} again, [third this month|kids with lighters]`,
  neutral: `
    firefighters at {corner}, [street closed|smoke in {hood}|no word on injuries]
    fire engines on {street}, anyone know what happened?
    free smoke alarms at the fire station in {hood} [on {day}|this week]
    rescue boat out by {landmark}, [drill|someone in the water?]`,
  positive: `
    firefighters saved [our building|a family|my cat] on {street} last night, [heroes|forever grateful|thank you]
    paramedics reached my father on {street} in {n} minutes, [calm and kind|they saved him]
    the fire station open day in {hood} was [great|so much fun], kids got to hold the hose
    so grateful to the crew that got people out at {corner}`,
  mixed: `
    firefighters were amazing, the hydrant on {street} did not work
    fast ambulance, then {n} hours in the ER`,
  sarcastic: `
    our fire alarm on {street} is so reliable, it rings whenever it likes
    hydrant at {corner} blocked by a truck, what could go wrong`,
  question: `
    where is the smoke in {hood} coming from?
    why are there so many sirens on {street}?`,
  blame: `
    Two engines short, they say.
    Nobody checks.
    Old people live there.`,
  thanks: `
    They never hesitated.
    We brought them cake.
    Real heroes.`,
  article: `
    Fire on {street} displaces {n} families // Crews fought the fire in {hood} for {n} hours; nobody was badly hurt.
    Ambulances in {hood} slower than the target // Response in {hood} took {n} minutes more than a year ago, a report says.`,
  services: [
    {
      code: 'HYDRANT',
      name: 'Fire hydrant problem',
      days: 4,
      text: `
      Hydrant at {corner} is [leaking|knocked over|blocked by a dumpster].
      No cap on the hydrant at {block} {street}.`,
    },
  ],
  spanish: {
    negative: `
      incendio en {street}, [mucho humo|qué miedo|salgan con cuidado]
      la ambulancia tardó {n}0 minutos en llegar a {street}`,
    neutral: `
      bomberos en {corner}, ¿alguien sabe qué pasó?`,
    positive: `
      los bomberos salvaron a una familia en {street}, [héroes|mil gracias]`,
  },
});

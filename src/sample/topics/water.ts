// What residents write about water, sewer and drainage.
import { topicWords } from './topic-words.ts';

export const water = topicWords({
  id: 'water',
  negative: `
    [brown|cloudy|rusty] water from the tap on {street} [since {day}|again|this morning], [laundry ruined|nobody warned us]
    my water bill for {street} is {money} [this month|up from half of that], [the meter is wrong|call center hung up on me]
    storm drain at {corner} is [clogged|blocked with leaves|overflowing] and the [corner floods|crosswalk is a lake] with every rain
    sewer smell on {street} [all week|when it is warm], [makes you sick|windows stay shut]
    sewage backed up into our basement on {street}, [second time this year|city says not their pipe]
    water main leak on {street} has been [running|bubbling] for {weeks}, [wasted water|ice rink in winter]
    no water pressure in {hood} [this morning|since {time}], [cannot shower|restaurant closed]
    {street} flooded again [after one hour of rain|up to the doors], the drainage is [a joke|decades old]`,
  neutral: `
    water shut off on {street} [from {time}|on {day}] for [valve work|pipe repair|hydrant flushing]
    hydrant flushing in {hood} this week, water may look [brown|cloudy]
    crew digging at {corner} for a sewer [repair|line]
    new water meters on {street} from {day}`,
  positive: `
    water crew fixed the leak on {street} [in the middle of the night|within hours|in the cold], [heroes|thank you]
    new drain at {corner} works, [no flood after the rain|dry feet for once]
    called about the water bill and a [kind|very helpful] woman fixed it in {n} minutes
    tap water in {hood} tastes great since the new filter`,
  mixed: `
    leak fixed fast on {street}, but they left [a hole|mud everywhere|a bump in the road]
    better pressure now, worse bill`,
  sarcastic: `
    lakefront property on {street}, [no extra charge|bring a kayak]
    tap water on {street} now comes with tea color included`,
  question: `
    is anyone else without water on {street}?
    is the brown water in {hood} safe?
    why is my water bill {money}?`,
  blame: `
    The basement is ruined.
    I have two small children.
    Pipes from the time of my great grandmother.
    No notice, no letter.`,
  thanks: `
    Out there at two in the morning.
    Explained everything.
    Great people.`,
  article: `
    Water rates to rise by [6|7|9] percent // The utility says pipes under {street} and in {hood} are a century old. The board votes on {day}.
    Sewer work on {street} to last until {month} // A new line from {corner} should end floods in {hood}.
    Storm drains in {hood} to be cleaned before autumn // Crews start on {street} after complaints about flooded corners.`,
  services: [
    {
      code: 'DRAIN',
      name: 'Storm drain or street flooding',
      days: 4,
      text: `
      Storm drain clogged at {corner}, [street floods|leaves and trash].
      Standing water on {street} near {block} [for days|after every rain].`,
    },
    {
      code: 'WATERLEAK',
      name: 'Water leak or water quality',
      days: 3,
      text: `
      Water leaking from the [street|hydrant|sidewalk] at {block} {street}.
      [Brown|Discolored|Bad smelling] water at {block} {street} since {time}.
      Sewer smell at {corner}.`,
    },
  ],
  spanish: {
    negative: `
      sale agua [café|sucia|con olor] en {street} [desde el {dia}|otra vez], [nadie avisa|no se puede ni lavar]
      se inundó {street} otra vez, [la coladera está tapada|el drenaje no sirve]
      el recibo del agua llegó de {money}, un robo`,
    neutral: `
      van a cortar el agua en {street} el {dia}
      ¿alguien más sin agua en {hood}?`,
    positive: `
      arreglaron la fuga de {street} [en la noche|muy rápido], gracias`,
  },
});

// What residents write about roads and potholes.
import { topicWords } from './topic-words.ts';

export const roads = topicWords({
  id: 'roads',
  negative: `
    the pothole [on|at the top of|halfway down] {street} [has eaten another tire|is now deep enough to lose a wheel in|gets bigger every time it rains]
    {street} is falling apart, [cracks|holes|loose gravel] [everywhere|from curb to curb|the whole length of it]
    hit a pothole on {street} [last night|this morning|on the way to work] and [bent a rim|blew a tire|my hubcap is gone], [{money} to fix|that is {money} I did not have]
    they patched {street} [in the rain|{weeks} ago|last month] and it has [already|completely] [crumbled|washed out|popped open] again
    the [pavement|asphalt|road surface] at {corner} is [a disgrace|like the moon|worse than a farm track]
    nobody has resurfaced {street} in [at least ten|fifteen|twenty] years and [it shows|you can feel every one of them]
    the sinkhole by {landmark} is [getting wider|still only fenced with one cone|swallowing the lane]
    [steel plate|utility cut|trench] on {street} was [never filled properly|left like a ramp|left to sink], [my suspension hates it|every truck slams over it]
    {street} repaving stopped half way and the [raised manholes|milled surface|loose stones] are [wrecking tires|a menace on a bike|awful after dark]
    the lane markings on {street} are [gone|invisible at night|worn to nothing], people just guess
    filled potholes on {street} with what looks like [cat litter|black gravel|cold patch and a prayer]`,
  neutral: `
    {street} is [closed|down to one lane] for [repaving|milling|resurfacing] [until {day}|this week|from {time}]
    crew is [filling potholes|marking the pavement|milling] on {street} [right now|this morning|between {corner}]
    paving schedule for {hood} was posted, {street} is [on the list for spring|in phase {n}|after the gas work]
    reported the pothole at {corner}, [case number ends in {n}{n}|status says open|they say {n} days]
    the road plan puts {street} [ahead of|behind] the rest of {hood} for resurfacing`,
  positive: `
    {street} is [finally|at last] repaved and it is [smooth as glass|wonderful|a joy to drive]
    reported a pothole on {street} on {day} and it was [filled by {time} the next day|fixed within {n} days], [impressed|great work|thank you]
    [love|really like] the new [surface|asphalt|paving] on {street}, [so quiet now|no more rattling]
    the paving crew at {corner} was [friendly|quick|excellent] and [cleaned up after themselves|done a day early]
    best {street} has looked in [years|a decade], [well done|nice job] public works`,
  mixed: `
    {street} repaving looks great but [the side streets are still a wreck|they forgot the potholes on {street2}|the manholes now stick out]
    quick fix on the pothole at {corner}, shame [it is already sinking|it took {weeks} to get a crew]
    love the smooth road on {street}, hate that everyone now [drives it like a racetrack|speeds on it]`,
  sarcastic: `
    shoutout to the pothole on {street}, [we are celebrating its third birthday|soon old enough to vote|the only thing in {hood} that gets deeper attention]
    great news, {street} now has [a free swimming pool|its own lake district|an off-road experience] where the pavement used to be
    who needs a roller coaster when we have {street}, thanks {city}`,
  question: `
    does anyone know when {street} gets repaved?
    who do I [call|write to] about a pothole on {street}, is it [the city|the county|the water people]?
    did anyone get the city to pay for [a tire|a rim] after the holes at {corner}?`,
  blame: `
    I [reported|called about] it {n} times.
    [Two|Three|Four] flat tires on our block this month.
    Public works says it is [on a list|scheduled|not a priority].
    Where does the road money go?
    A kid on a bike went down there [on {day}|last week].`,
  thanks: `
    The [report form|app|phone line] worked this time.
    Took them {n} days.
    More streets like this please.`,
  article: `
    {street} to be repaved in [spring|a {money} million program|two phases] // Crews will start milling {street} in {hood} on {day}, public works said. Drivers should expect one lane in each direction for about {weeks}.
    City filled [4,100|3,870|5,240] potholes [this winter|since the thaw], and {hood} asks for more // {hood} led the list of pothole reports with {n}{n} in one month. Director {works} said permanent paving on {street} must wait for the gas main.
    Pothole claims double, most are refused // Residents filed {n}{n} claims for tires and rims after the thaw; {street} was named most often.`,
  services: [
    {
      code: 'POTHOLE',
      name: 'Pothole repair',
      days: 6,
      text: `
      Pothole in the [right|left|middle] lane on {street} [near|at] {block}. [About {n} inches deep.|Cars swerve around it.|Damaged my tire.]
      Several potholes on {street} between {corner}, [worst one by the bus stop|please fill|getting deeper].
      [Large|Deep|Growing] hole in the pavement at {corner}. [Cone fell in it.|Dangerous for bikes.|Reported before, closed without repair.]`,
    },
    {
      code: 'SINKHOLE',
      name: 'Road collapse or sinkhole',
      days: 12,
      text: `
      Road is sinking [around the manhole|next to the storm drain] at {block} {street}, [getting wider|about {n} feet across].
      Depression in the street at {corner}, [old utility cut|pavement cracking around it].`,
    },
  ],
  spanish: {
    negative: `
      el bache de {street} [ya me rompió una llanta|está cada vez más grande|lleva {semanas} sin arreglar]
      {street} está [llena de hoyos|destrozada|imposible], [nadie la arregla|y seguimos pagando impuestos]
      parcharon {street} y [a los {n} días|con la primera lluvia] se volvió a abrir el hoyo`,
    neutral: `
      están pavimentando {street}, [un solo carril|cerrado hasta el {dia}|usen otra ruta]
      reporté el bache de {corner}, [dicen que {n} días|sigue abierto el caso]`,
    positive: `
      por fin pavimentaron {street}, [quedó excelente|qué diferencia|gracias a la cuadrilla]
      taparon el bache de {street} en {n} días, [muy buen trabajo|gracias]`,
  },
});

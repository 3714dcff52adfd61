// Three days of wind and rain: power cuts on the coast, floods along the river, branches everywhere.
import { type Story, teller } from './story.ts';

export const storm: Story = {
  name: 'storm',
  about: 'A storm of three days: power cuts on the coast, flooding along the river, fallen trees',
  daysAgo: [96, 94],
  topics: ['storms', 'water', 'trees-parks'],
  write: teller('storm', {
    perDay: [210, 290, 120],
    areas: [
      'tannery-flats',
      'ferry-landing',
      'gannet-point',
      'saltmeadow',
      'southquay',
      'heron-island',
      'ropewalk',
    ],
    topics: [
      ['storms', 6],
      ['water', 3],
      ['trees-parks', 1],
    ],
    moods: [
      ['negative', 60],
      ['neutral', 20],
      ['positive', 12],
      ['mixed', 4],
      ['question', 4],
    ],
    hours: [
      [13, 24],
      [0, 24],
      [6, 22],
    ],
    spanishShare: 0.08,
    requests: [35, 85, 60],
    lines: {
      negative: `
        power is out on {street} [since {time}|for {n} hours now|again], [no heat|food is spoiling|my mother needs her oxygen machine|no word from the utility]
        {street} is under water [up to the doors|knee deep|from {corner} to {park}], [cars floating|basement gone|storm drains did nothing]
        the storm took [the roof off {landmark}|down the big tree on {street}|three poles at {corner}], [wires in the road|terrifying|stay away]
        [basement|ground floor|garage] on {street} flooded, [{money} of stuff ruined|third time in {n} years|sewage in it too]
        storm surge at {park} [came over the wall|is in the street], [never seen it this high|scared]
        no power, no phone, no information in {hood}, [the city is asleep|who is in charge|we are alone out here]
        the shelter at {school} is [full|locked|out of blankets] and the storm is [getting worse|not over]
        wind is [howling|breaking windows] on {street}, [nobody slept|kids crying], another transformer just blew up
        they told us the flood wall would hold, {street} is [a river|gone] tonight`,
      neutral: `
        storm update {hood}: [road closed at {corner}|water rising near {landmark}|gusts until {time}|bridge closed to trucks]
        power map shows {n}{n}0 homes out around {street}
        sandbags at {landmark} [until {time}|while they last]
        shelter open at {school}, [bring medicine|pets allowed|cots available]
        the {line} is suspended because of the storm`,
      positive: `
        power is back on {street}, [thank you crews|working in that wind, heroes|tears of joy]
        neighbors on {street} carried [an old couple|my grandmother|two dogs] through the flood, [love {hood}|so grateful]
        city crews cleared the tree at {corner} [at three in the morning|in an hour], amazing work
        hot soup at {landmark} for everyone without power, [thank you|best of {city}]`,
      mixed: `
        crews are fantastic, the drains on {street} are a scandal
        power back, basement still full, but we are safe`,
      question: `
        is the power out in all of {hood} or just {street}?
        is {street} passable, can I get to {landmark}?
        when will they turn the power back on near {corner}?`,
    },
    spanish: `
      se fue la luz en {street} [desde las {n}|por la tormenta], [no hay calefacción|nadie informa]
      {street} está inundada, [el agua entró a la casa|los carros flotando|mucho miedo]
      cayó un árbol en {corner}, [cuidado con los cables|no pasen]
      ya volvió la luz en {street}, gracias a los trabajadores`,
    official: [
      {
        day: 0,
        hour: 11,
        account: 'city_of_quillport',
        text: 'Storm warning from 1 pm: secure loose items, avoid {street} and the riverside. Shelter opens at {school}.',
      },
      {
        day: 0,
        hour: 18,
        account: 'quillport_water',
        text: 'High water expected at Riverwall Road and Causeway Road tonight. Pumps are running at full power.',
      },
      {
        day: 1,
        hour: 8,
        account: 'city_of_quillport',
        text: 'About 14,000 homes are without power. Crews are out in force. Thank you for checking on your neighbors.',
      },
      {
        day: 1,
        hour: 17,
        account: 'quillport_parks',
        text: 'All parks stay closed until crews have cleared broken trees.',
      },
      {
        day: 2,
        hour: 10,
        account: 'city_of_quillport',
        text: 'Great progress: power is back for nine of ten homes. Debris pickup starts on {street} today.',
      },
    ],
    articles: [
      {
        day: 0,
        hour: 12,
        headline: 'Storm to hit Quillport tonight, riverside told to move cars',
        lead: 'Forecasters expect gusts and a high tide at once. Tannery Flats and Saltmeadow were asked to prepare.',
      },
      {
        day: 1,
        hour: 7,
        headline: 'Thousands without power as Corrow River floods Tannery Flats',
        lead: 'The river came over the wall at Riverwall Road before dawn. Director Priyanka Vandersloot called it the worst in twenty years.',
      },
      {
        day: 1,
        hour: 18,
        headline: 'Flood wall failed where residents had warned',
        lead: 'Letters from {hood} asked for repairs two years ago. The city says money was set aside and not spent.',
      },
      {
        day: 2,
        hour: 9,
        headline: 'After the storm: pumps, soup and questions',
        lead: 'Neighbors on {street} cleared mud together. The council will ask why the pumping station stopped.',
      },
    ],
  }),
};

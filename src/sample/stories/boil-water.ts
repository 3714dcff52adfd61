// A water main breaks; three neighbourhoods boil their water for two days.
import { type Story, teller } from './story.ts';

export const boilWater: Story = {
  name: 'boil',
  about:
    'A water main breaks under Assayer Street: boil-water notice for three neighbourhoods, lifted after two days',
  daysAgo: [9, 7],
  topics: ['water'],
  write: teller('boil', {
    perDay: [150, 105, 55],
    areas: ['copper-hill', 'copper-hill', 'saint-orla', 'millrace'],
    topics: [
      ['water', 9],
      ['animals-health', 1],
    ],
    moods: [
      ['negative', 52],
      ['neutral', 20],
      ['question', 14],
      ['positive', 10],
      ['sarcastic', 4],
    ],
    hours: [
      [7, 24],
      [6, 24],
      [6, 20],
    ],
    spanishShare: 0.08,
    requests: [28, 14, 4],
    lines: {
      negative: `
        water main break at {corner}, [street is a river|a crater in the road|basements filling], [no warning|cars stuck|awful]
        no water at all on {street} since {time}, [two babies in the house|restaurant closed|cannot even flush]
        boil water notice came {n} hours late, we all drank it, [furious|kids are sick|unacceptable]
        every store in {hood} is out of bottled water, [people fighting over it|{money} a case now|shameful]
        brown water from the tap on {street}, [smells like metal|ruined the laundry|is this safe]
        that main is a hundred years old and was leaking for {weeks}, [we reported it|they did nothing]
        the boil notice is only in English, half of {street} did not understand it`,
      neutral: `
        boil water notice for {hood}: boil one minute before drinking, [until further notice|showers are fine]
        free bottled water at {school} [until {time}|one case per family|line moves fast]
        {street} closed at {corner} for the water main repair
        water pressure is [coming back|low] on {street} as of {time}`,
      question: `
        is the boil water notice for all of {hood} or only {street}?
        can I [shower|wash dishes|give tap water to the dog] during the boil notice?
        where in {hood} is there still bottled water?
        when is the boil notice lifted?`,
      positive: `
        crews worked all night at {corner} and [water is back|pressure is normal], [thank you so much|heroes in the mud]
        volunteers carry bottled water to seniors on {street}, [so kind|proud of {hood}]
        boil notice lifted, [coffee tastes wonderful|hooray|well done water crew]`,
      sarcastic: `
        tap water on {street} comes with texture now, no extra charge
        loving my new indoor camping life in {hood}`,
    },
    spanish: `
      se rompió un tubo en {corner}, [no hay agua|calle inundada], hiervan el agua
      hay que hervir el agua en {hood}, [avisen a los mayores|no avisaron a tiempo]
      ¿dónde dan agua embotellada en {hood}?`,
    official: [
      {
        day: 0,
        hour: 9,
        account: 'quillport_water',
        text: 'A water main has broken under Assayer Street. Crews are on site.',
      },
      {
        day: 0,
        hour: 12,
        account: 'quillport_water',
        text: 'Boil-water notice for Copper Hill, Saint Orla and Millrace: boil water for one minute before drinking or cooking.',
      },
      {
        day: 1,
        hour: 10,
        account: 'city_of_quillport',
        text: 'Free bottled water at Kettle Street School and Bellfounder High School until 8 pm.',
      },
      {
        day: 2,
        hour: 15,
        account: 'quillport_water',
        text: 'The boil-water notice is lifted. All samples are clean. Thank you for your patience!',
      },
    ],
    articles: [
      {
        day: 0,
        hour: 10,
        headline: 'Main break floods Assayer Street',
        lead: 'A pipe from 1911 gave way before eight. Schools in Copper Hill sent pupils home.',
      },
      {
        day: 0,
        hour: 17,
        headline: 'Boil-water notice came four hours after the break',
        lead: 'Director {works} said samples had to be taken first. Residents of {street} had heard of it from neighbors.',
      },
      {
        day: 2,
        hour: 16,
        headline: 'Water is safe again, trust is not',
        lead: 'The notice for Copper Hill, Saint Orla and Millrace was lifted this afternoon. The council asks for a list of old mains.',
      },
    ],
  }),
};

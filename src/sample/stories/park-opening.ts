// A park opens where the old wharf was, and nearly everybody likes it.
import { type Story, teller } from './story.ts';

export const parkOpening: Story = {
  name: 'park',
  about: 'Riverwall Park opens in Tannery Flats: joy, photographs, and not enough parking',
  daysAgo: [150, 145],
  topics: ['trees-parks', 'events', 'parking'],
  write: teller('park', {
    perDay: [130, 95, 50, 32, 24, 18],
    areas: ['tannery-flats', 'tannery-flats', 'cinder-row', 'downtown', 'halfmoon'],
    topics: [
      ['trees-parks', 7],
      ['events', 2],
      ['parking', 1],
    ],
    moods: [
      ['positive', 66],
      ['neutral', 12],
      ['mixed', 12],
      ['negative', 6],
      ['question', 4],
    ],
    spanishShare: 0.1,
    lines: {
      positive: `
        Riverwall Park is [open|finally here|ours] and it is [gorgeous|beyond beautiful|a dream|better than the drawings], [go see it|thank you|I cried a little]
        took the kids to the new Riverwall Park, [they did not want to leave|slides, swings and water|best afternoon in years]
        sunset from the new pier at Riverwall Park, [wow|magical|the whole river gold], so proud of Tannery Flats
        a wonderful park where there was a [rotting wharf|dump|fence] for thirty years, [well done {city}|thank you gardeners|finally something for us]
        {n}{n} neighbors danced at the opening of Riverwall Park, [great music|lovely people|free ice cream]
        love the [wild flowers|shady benches|playground|skate bowl] in Riverwall Park, [excellent design|my new favorite spot]
        walked the dog from {street} to Riverwall Park, [beautiful trees|so peaceful|happy dog]`,
      neutral: `
        Riverwall Park opens at {time}, [band from noon|speeches first|enter from Tannery Street]
        the new park has {n} entrances, the nearest to {station} is on Riverwall Road
        toilets in Riverwall Park are by the north gate`,
      mixed: `
        the new Riverwall Park is lovely but parking is a nightmare, [circled {street} for half an hour|every driveway blocked]
        beautiful park, [far too few bins|no shade at the playground yet|crowds until midnight on {street}]
        love the park, worried about [the rents on {street}|who will keep it clean]`,
      negative: `
        cars parked on every corner of {street} because of the new park, [thanks for asking residents|chaos]
        {money} million for a park while our roof at {school} leaks`,
      question: `
        where do you park for the new Riverwall Park?
        are dogs allowed in Riverwall Park?`,
    },
    spanish: `
      qué hermoso quedó el parque Riverwall Park, [los niños felices|gracias|ya hacía falta]
      fuimos a la inauguración del parque, [música y baile|muy bonito todo]
      el parque precioso pero no hay dónde estacionarse en {street}`,
    official: [
      {
        day: 0,
        hour: 9,
        account: 'quillport_parks',
        text: 'Today is the day: Riverwall Park opens at noon! Twelve acres of green for everyone. Come and celebrate with us!',
      },
      {
        day: 0,
        hour: 15,
        account: 'city_of_quillport',
        text: 'Mayor Marisela Thornquist cut the ribbon at Riverwall Park. What a beautiful day for Tannery Flats!',
      },
      {
        day: 2,
        hour: 12,
        account: 'quillport_parks',
        text: 'Thank you for an amazing first weekend at Riverwall Park. 11,000 visitors!',
      },
    ],
    articles: [
      {
        day: 0,
        hour: 16,
        headline: 'Riverwall Park opens to a crowd',
        lead: 'Thousands came to the old tannery wharf in Tannery Flats, now twelve acres of meadow, pier and playground.',
      },
      {
        day: 3,
        hour: 8,
        headline: 'A park too popular? Tannery Flats looks for parking',
        lead: 'Residents of {street} ask for permits at weekends. Most would not give the park back.',
      },
    ],
  }),
};

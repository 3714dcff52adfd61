// The lift bridge stuck open yesterday at rush hour: something is unusual on the page of today.
import { type Story, teller } from './story.ts';

export const stuckBridge: Story = {
  name: 'bridge',
  about: 'The Corrow Lift Bridge is stuck open since yesterday afternoon: jams on both banks',
  daysAgo: [1, 0],
  topics: ['traffic', 'transit'],
  write: teller('bridge', {
    perDay: [75, 110],
    areas: ['tannery-flats', 'tannery-flats', 'downtown', 'cinder-row', 'southquay', 'ferry-landing'],
    topics: [
      ['traffic', 8],
      ['transit', 2],
    ],
    moods: [
      ['negative', 60],
      ['neutral', 18],
      ['question', 10],
      ['sarcastic', 7],
      ['positive', 5],
    ],
    hours: [
      [16, 23],
      [5, 23],
    ],
    spanishShare: 0.07,
    lines: {
      negative: `
        the Corrow Lift Bridge is stuck open [again|since {time}|at rush hour], {street} is gridlock, [an hour for six blocks|engines off|late for everything]
        lift bridge broken and [no sign|no officer|no detour] anywhere, traffic on {street} is [chaos|dangerous|stopped]
        ambulance could not cross because the lift bridge is stuck, [how is there no backup|somebody will die]
        {line} turned back at {station} because of the bridge, [walked home|nobody told us]
        they fixed that bridge motor last year for {money} thousand, [what a joke|and here we are|fire somebody]
        every truck takes {street} since the bridge failed, [house shakes|kids cannot cross]`,
      neutral: `
        lift bridge stuck open, [use the upper crossing|ferry runs every {n}0 minutes|expect delays on {street}]
        crew is on the bridge tower, [part comes at {time}|one lane maybe by {time}]
        traffic on {street} backed up to {landmark}`,
      question: `
        is the lift bridge [open|closed|still stuck]?
        best way from {hood} to {hood2} without the bridge?`,
      sarcastic: `
        the lift bridge has chosen freedom, good for her
        new riverside camping on {street}, bring snacks`,
      positive: `
        ferry crew let everyone ride free while the bridge is stuck, [so kind|thank you]
        officer at {corner} directed traffic for {n} hours in the cold, great job`,
    },
    spanish: `
      el puente levadizo sigue atorado, [tráfico horrible en {street}|dos horas para cruzar]
      ¿ya abrieron el puente? [estoy en {street}|llego tarde al trabajo]`,
    official: [
      {
        day: 0,
        hour: 17,
        account: 'city_of_quillport',
        text: 'The Corrow Lift Bridge is stuck in the open position. Please use the ferry or the upper crossing.',
      },
      {
        day: 1,
        hour: 7,
        account: 'quillport_transit',
        text: 'Red Line trains end at Saddler Street Station. The Bay Ferry runs every ten minutes and is free today.',
      },
    ],
    articles: [
      {
        day: 0,
        hour: 18,
        headline: 'Lift bridge stuck open, thousands late',
        lead: 'A motor failed at half past four. Tannery Flats and Downtown stood still until evening.',
      },
      {
        day: 1,
        hour: 8,
        headline: 'Bridge still open, part on its way',
        lead: 'Director {works} hopes for one lane tonight. Shops on {street} report empty mornings.',
      },
    ],
  }),
};

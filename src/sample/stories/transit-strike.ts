// A week without trains and buses, a month ago.
import { type Story, teller } from './story.ts';

export const transitStrike: Story = {
  name: 'strike',
  about: 'A transit strike of a week: no Blue, Green or Red Line, crowded roads, divided sympathy',
  daysAgo: [35, 29],
  topics: ['transit', 'traffic'],
  write: teller('strike', {
    perDay: [95, 110, 85, 70, 75, 50, 60],
    areas: [],
    topics: [
      ['transit', 8],
      ['traffic', 2],
    ],
    moods: [
      ['negative', 52],
      ['neutral', 16],
      ['positive', 14],
      ['mixed', 6],
      ['sarcastic', 6],
      ['question', 6],
    ],
    spanishShare: 0.09,
    lines: {
      negative: `
        day {n} of the strike and [no bus|no {line}|nothing] from {hood}, [{money} for a ride|walked an hour|boss is furious]
        transit strike means I [lost my shift|missed my doctor at Saint Orla|cannot get my kids to {school}], [nobody cares about riders|this hurts poor people]
        {street} is one long traffic jam because of the strike, [90 minutes to downtown|buses would help, oh wait]
        management sits in city hall and [offers nothing|blames drivers] while {station} is locked, [shameful|get back to the table]
        the union holds {hood} hostage, [I pay for a pass I cannot use|refund us|enough]
        no replacement shuttles in {hood}, [the city had weeks to plan|seniors are stuck|a disgrace]
        ride prices doubled at {station} since the strike began, pure greed`,
      neutral: `
        strike talks go on [at {time}|{day}|tonight], no {line} until further notice
        picket at {station} [this {daypart}|since {time}], [peaceful|about {n}{n} drivers]
        car pool from {hood} leaves {landmark} at {time}, seats free
        school buses run in spite of the strike`,
      positive: `
        I support the drivers, [they deserve a decent wage|safe shifts matter|solidarity from {hood}], [hold the line|proud of you]
        a stranger at {station} gave {n} of us a lift, [people are great|love {city}]
        brought coffee to the picket at {station}, [lovely people|they thanked us]
        the strike is over, {line} back tomorrow, [finally|so happy|thank you all]
        biked from {hood} all week because of the strike and [feel great|love it]`,
      mixed: `
        I support the drivers but [I cannot lose another shift|my mother is stuck in {hood}]
        quiet streets are lovely, walking an hour in the rain is not`,
      sarcastic: `
        the {line} is exactly as reliable during the strike as before
        thank you for the free walking tour of {hood}, day {n}`,
      question: `
        any news about the strike, does the {line} run {day}?
        do we get money back on the monthly pass?
        is anyone driving from {hood} to {landmark2} around {time}?`,
    },
    spanish: `
      sigue la huelga, no hay {line} en {hood}, [perdí el turno|caminé una hora|qué desesperación]
      apoyo a los choferes, [merecen mejor sueldo|ánimo]
      ¿alguien va de {hood} al centro? [pago gasolina|por la huelga no tengo cómo ir]`,
    official: [
      {
        day: 0,
        hour: 6,
        account: 'quillport_transit',
        text: 'There is no service on the Blue, Green and Red Lines today. We are working hard for an agreement.',
      },
      {
        day: 2,
        hour: 9,
        account: 'quillport_transit',
        text: 'Talks resume at noon. Emergency shuttles link Saint Orla Hospital and Exchange Station.',
      },
      {
        day: 4,
        hour: 16,
        account: 'city_of_quillport',
        text: 'Mayor Marisela Thornquist invites both sides to City Hall tonight.',
      },
      {
        day: 6,
        hour: 20,
        account: 'quillport_transit',
        text: 'We have an agreement! All lines return tomorrow at 5 am. Thank you, Quillport, for your patience.',
      },
    ],
    articles: [
      {
        day: 0,
        hour: 7,
        headline: 'Transit strike begins, 90,000 riders look for a way',
        lead: 'Stations from Larkfield Terminal to Wickett Rise stayed locked. The union asks for safer night shifts and eight percent.',
      },
      {
        day: 3,
        hour: 8,
        headline: 'Strike: shops count losses, cyclists count each other',
        lead: 'Trade on Exchange Street fell by a third. Counters on the bridge saw twice the usual bicycles.',
      },
      {
        day: 6,
        hour: 21,
        headline: 'Strike ends after seven days',
        lead: 'Transit chief Tobias Ekundarre and the union signed after midnight talks. Riders will be given ten days back on their passes.',
      },
    ],
  }),
};

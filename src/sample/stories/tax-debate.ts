// Three weeks of argument about a levy for drains and schools. The city is divided.
import { type Story, teller } from './story.ts';

const quiet = 14;
export const taxDebate: Story = {
  name: 'levy',
  about: 'The drains-and-schools levy: three weeks of divided debate, loud on council nights',
  daysAgo: [75, 54],
  topics: ['city-hall', 'schools', 'water'],
  write: teller('levy', {
    perDay: [
      38,
      22,
      quiet,
      quiet,
      10,
      9,
      18,
      45,
      26,
      quiet,
      quiet,
      9,
      9,
      18,
      30,
      20,
      quiet,
      quiet,
      10,
      24,
      95,
      60,
    ],
    areas: [],
    topics: [
      ['city-hall', 8],
      ['schools', 1],
      ['water', 1],
    ],
    moods: [
      ['negative', 38],
      ['positive', 32],
      ['neutral', 12],
      ['mixed', 8],
      ['sarcastic', 5],
      ['question', 5],
    ],
    spanishShare: 0.06,
    lines: {
      negative: `
        no to the levy, [{money} more a year|property tax went up twice already|we cannot pay anymore], [pensioners on {street} will have to sell|{hood} gets nothing]
        the council wants our money for drains they [forgot to clean for {n}{n} years|promised in the last levy too], [no trust|terrible management]
        another tax on homeowners in {hood}, [landlords will raise rents|small shops will close|unfair]
        a levy without a plan is [a blank check|theft|an insult], show us the {n} projects first
        the mayor sells this levy like [a used car|a miracle], [dishonest|I am voting no|not one answer at the hearing]`,
      positive: `
        yes to the levy, [{money} a year for dry basements is fair|our schools need roofs|we saw the storm], [proud to pay|good plan|invest in {hood}]
        I support the levy because {school} [has buckets in the halls|deserves a nurse], [kids matter|great idea]
        good hearing tonight, [clear numbers|honest answers], the levy is worth it for {hood}
        finally a council with the courage to fix the drains, [bravo|thank you {president}]`,
      neutral: `
        hearing on the levy [at {time}|on {day}] in Quillport City Hall, {n}{n} people signed up to speak
        what the levy costs: about {money} a year for a house on {street}
        vote count on the levy so far {n} to {n2}
        comparing levy flyers: both sides are in the {hood} library`,
      mixed: `
        the goal of the levy is good, the bill for {hood} is cruel
        I want new drains, I do not want to pay for {hood2} first
        great plan, awful timing`,
      sarcastic: `
        a levy for drains, next year a levy to find out where the levy went
        please tax me more, I still have {money} left`,
      question: `
        how much is the levy for a two family house on {street}?
        does the levy end after {n} years or never?
        when does the council vote on the levy?`,
    },
    spanish: `
      no al nuevo impuesto, [no nos alcanza|ya pagamos mucho|puras promesas]
      sí al impuesto si arreglan {school} y el drenaje
      ¿cuánto nos va a costar el impuesto en {hood}?`,
    official: [
      {
        day: 0,
        hour: 10,
        account: 'city_of_quillport',
        text: 'Mayor Marisela Thornquist presents a levy for drains and schools: a stronger, drier Quillport for everyone.',
      },
      {
        day: 7,
        hour: 12,
        account: 'city_of_quillport',
        text: 'Public hearing on the levy tonight at 7 in Quillport City Hall. Your voice matters!',
      },
      {
        day: 20,
        hour: 22,
        account: 'city_of_quillport',
        text: 'The council approved the levy five to four. Thank you to all who spoke.',
      },
    ],
    articles: [
      {
        day: 0,
        hour: 11,
        headline: 'Mayor asks for levy: $190 a year for drains and schools',
        lead: 'The plan would replace drains in Tannery Flats and Saltmeadow and roofs at nine schools. Owners in Copper Hill and Juniper Heights would pay most.',
      },
      {
        day: 7,
        hour: 22,
        headline: 'Four hours, 120 speakers: levy splits the city',
        lead: 'President {president} had to clear the balcony twice. Parents spoke for the levy, shop owners against.',
      },
      {
        day: 14,
        hour: 8,
        headline: 'Poll: 46 for the levy, 45 against',
        lead: 'Support is strongest along the river, opposition on the hills.',
      },
      {
        day: 20,
        hour: 23,
        headline: 'Council passes levy by one vote',
        lead: 'The vote came at eleven at night. Opponents want a referendum.',
      },
    ],
  }),
};

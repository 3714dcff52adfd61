// What residents write about housing and homelessness.
import { topicWords } from './topic-words.ts';

export const housing = topicWords({
  id: 'housing',
  negative: `
    rent on {street} went up by {rise} a month, [I have to leave|for a damp one bedroom|who can pay that]
    my landlord on {street} [will not fix the heat|ignores the mold|is evicting the whole building], [no help from the city|three months now]
    people sleep in doorways on {street} while [buildings stand empty|new towers have dark windows], [shameful|it breaks my heart]
    the tents by {station} keep growing and there is [no plan|no shelter space|no toilet]
    another luxury tower on {street}, not one affordable apartment, [who is it for|disgusting]
    no heat in our building on {street} since {day}, [kids in coats|inspector never came]
    they cleared the camp at {park} [at dawn|with bulldozers] and [people lost everything|it just moved to {street2}]
    half of {street} is [short term rentals|empty|boarded up] and my kids cannot afford {hood}`,
  neutral: `
    hearing on the {n}{n} apartments planned at {corner} [on {day}|at {time}]
    housing lottery for {hood} opens {day}
    tenants on {street} are meeting at {landmark} at {time}
    looking for a two bedroom in {hood} under {rent}, any ideas?
    the shelter near {station} opens [at {time}|on {day}]`,
  positive: `
    got the keys to an affordable apartment on {street}, [so happy|crying|thank you to the housing office]
    volunteers at the shelter in {hood} are [angels|wonderful], dinner for {n}{n} people
    the tenants on {street} won, [rent is frozen|heat is back], [great day|proud of my neighbors]
    the restored houses on {street} look beautiful`,
  mixed: `
    glad they build on {street}, not glad it is [all studios|priced for bankers]
    the new shelter is clean and kind, the wait list is cruel`,
  sarcastic: `
    {rent} for a room on {street}, [window not included|shared with mice]
    good thing we built another parking garage instead of homes`,
  question: `
    how much do you pay for a one bedroom in {hood}?
    who do I call when the landlord turns off the heat on {street}?
    what is being built at {corner}?`,
  blame: `
    I work full time.
    We have lived here for [20|30|12] years.
    The city knows and looks away.
    Two kids and nowhere to go.`,
  thanks: `
    It can be done.
    A good day for {hood}.`,
  article: `
    Rents in {hood} up [9|11|14] percent in a year // A one bedroom near {street} now costs {rent} a month, a survey found. Tenants want a cap.
    {n}{n} affordable homes approved at {corner} // Neighbors in {hood} were split; the mayor, {mayor}, called it overdue.
    Shelter near {station} full for {n} nights in a row // Volunteers ask for blankets; the city looks for a second building.`,
  services: [
    {
      code: 'HEAT',
      name: 'No heat or hot water',
      days: 3,
      text: `
      No heat at {block} {street} [since {time}|for {n} days], landlord does not answer.
      No hot water in the building at {block} {street}.`,
    },
    {
      code: 'ENCAMPMENT',
      name: 'Person in need or encampment',
      days: 10,
      text: `
      Tents [near {station}|in {park}], people may need help.
      Person sleeping outside at {corner}, [worried about the cold|please send outreach].`,
    },
  ],
  spanish: {
    negative: `
      la renta en {street} subió {rise}, [ya no podemos|nos tenemos que ir]
      sin calefacción en {street} desde el {dia}, [hay niños|el dueño no contesta]`,
    neutral: `
      busco cuarto en {hood}, ¿alguien renta?
      reunión de inquilinos en {landmark} el {dia}`,
    positive: `
      nos dieron apartamento en {street}, [qué alegría|gracias a todos]`,
  },
});

// What residents write about permits, taxes and city hall.
import { topicWords } from './topic-words.ts';

export const cityHall = topicWords({
  id: 'city-hall',
  negative: `
    property tax on our house on {street} went up [18|22|31|14] percent, [pensioners cannot pay|for what services]
    [four|five|six] months for a permit to [fix a porch|open a cafe|replace a door] on {street}, [nobody answers|lost twice]
    city hall is [closed at lunch|only by appointment|impossible by phone], [wasted a day off|typical]
    council spends {money} on [a logo|consultants|a study] while {street} has no [lights|drains|sidewalk]
    called {n} departments about one form, [everyone points at someone else|still no answer]
    the mayor cuts ribbons in {hood2} and [forgets|never visits] {hood}
    the permit website [crashed|ate my application|wants a fax number], [embarrassing|in this century]`,
  neutral: `
    council meets [on {day}|at {time}], the budget is on the agenda
    tax bills are due {day}
    zoning hearing for {street} [on {day}|{time}] at {landmark2}
    permit office moves to {street} [next week|on {day}]
    the vote on {street} zoning was {n} to {n2}`,
  positive: `
    got my permit for {street} in {n} days, [online|friendly staff], [impressed|thank you]
    the clerk at city hall was [so patient|kind|a gem] with my [father|paperwork]
    council member for {hood} [called me back|came to {street} to look], [great|I appreciate it]
    the new city website is [easy|clear], paid the tax bill in {n} minutes, good job`,
  mixed: `
    friendly people at city hall, absurd rules
    I like the mayor's plan for {hood}, I do not like the bill`,
  sarcastic: `
    my permit for {street} is being carefully reviewed by a committee of snails
    taxes up again, must be for the extra potholes`,
  question: `
    how long does a building permit take for {street}?
    how do I appeal my property tax in {hood}?
    who is the council member for {street}?`,
  blame: `
    Small business pays for all of it.
    Nobody is accountable.
    My parents built that house.
    Third visit this month.`,
  thanks: `
    Government can work.
    Say thank you when it does.`,
  article: `
    Council delays vote on {street} zoning // President {president} asked for another hearing after residents of {hood} filled the chamber.
    Permits take [61|74|88] days on average, audit finds // Owners on {street} report longer waits. Mayor {mayor} promised a fix by {month}.
    Budget adds [clinics|lights|crews] for {hood} // The mayor, {mayor}, presented the plan on {day}.`,
  services: [
    {
      code: 'PERMIT',
      name: 'Permit or license question',
      days: 15,
      text: `
      Status of building permit for {block} {street}, [no answer since {month}|application lost].
      Possible work without permit at {block} {street}.`,
    },
  ],
  spanish: {
    negative: `
      subieron los impuestos de la casa en {street}, [no alcanza|para qué]
      llevo {semanas} esperando un permiso para {street}, [nadie contesta|puro papeleo]`,
    neutral: `
      junta del concejo el {dia} sobre {street}
      ¿cómo apelo el impuesto de mi casa en {hood}?`,
    positive: `
      muy amable la señora de la alcaldía, [me ayudó con todo|salió rápido]`,
  },
});

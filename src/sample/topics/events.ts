// What residents write about events and culture.
import { topicWords } from './topic-words.ts';

export const events = topicWords({
  id: 'events',
  negative: `
    the festival on {street} was [a mess|overcrowded|badly organized], [no toilets|two hours for a sausage]
    they canceled the [parade|concert|market] in {hood} [again|an hour before], [so disappointed|kids in tears]
    {fine} for a ticket at {landmark2}, [rip off|who can pay that]
    street closed for a festival nobody in {hood} asked for, [could not get home|noise until midnight]
    the museum by {street} cut its free day, [sad|another thing for the rich]`,
  neutral: `
    [concert|market|film night|poetry night|street fair] at {park} [on {day}|tonight at {time}], [free|bring a chair]
    parade down {street} {day} at {time}, [streets closed|best view at {corner}]
    exhibition opens at {landmark2} on {day}
    auditions for the {hood} theater, {day} at {time}
    vendors wanted for the market on {street}`,
  positive: `
    the [concert|festival|night market|parade] at {park} was [wonderful|the best in years|pure joy], [thank you|more please]
    what a crowd at {landmark2} [tonight|on {day}], [great music|everyone dancing], [love this city|proud]
    the mural on {street} is [stunning|finished and beautiful]
    kids loved the puppet show at {park}, [free and fun|perfect day]
    great game at Ballast Stadium, [we won|what a finish], the whole of {hood} is singing`,
  mixed: `
    wonderful concert at {park}, horrible trip home
    great food at the street fair on {street}, ridiculous prices`,
  sarcastic: `
    {fare} for a beer at {landmark2}, at least the band was loud
    another food truck festival, truly the jazz of our time`,
  question: `
    what is on in {hood} this weekend?
    is the market on {street} on [{day}|today]?
    where do we watch the parade with kids?`,
  blame: `
    Nobody told the neighbors.
    Poor planning.
    Last year was better.`,
  thanks: `
    Same time next year.
    Bravo to the volunteers.
    This is why we live here.`,
  article: `
    Thousands dance at {park} // The night market in {hood} drew a record crowd on {day}.
    Theater on {street} saved for now // A gift of {money} a seat keeps the stage in {hood} open.
    {hood} street fair returns on {day} // {street} closes from {time}; more than {n}{n} stands are expected.`,
  spanish: {
    negative: `
      cancelaron el [concierto|desfile] en {park}, [qué decepción|los niños tristes]
      carísimo todo en la feria de {street}`,
    neutral: `
      [concierto|mercado|cine] en {park} el {dia} a las {n}, gratis
      desfile por {street} el {dia}`,
    positive: `
      qué [linda|buena] la fiesta en {park}, [música y comida|bailamos toda la noche]
      me encantó el mural de {street}`,
  },
});

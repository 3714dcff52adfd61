// What residents write about schools and libraries.
import { topicWords } from './topic-words.ts';

export const schools = topicWords({
  id: 'schools',
  negative: `
    school bus for {school} was [45|30|50] minutes late [again|all week], [kids in the cold|no call]
    {school} has [no heat|a leaking roof|{n}{n} kids in a class|no nurse], [shameful|teachers are leaving]
    they want to close {school}, [parents found out from the news|the heart of {hood}]
    library at {landmark2} closes at [five|four] now, [when are working people supposed to go|terrible]
    school lunch at {school} is [cold|a sad sandwich|gone by noon]
    pickup at {school} is chaos, [cars on the sidewalk|someone will get hit]
    budget cuts took the [music|art|sports] program at {school}, [my daughter cried|so short-sighted]`,
  neutral: `
    school board meets [on {day}|at {time}] about {school}
    enrollment for {school} [opens|ends] {day}
    story hour at the library in {hood}, {day} at {time}
    {school} is [closed|two hours late] [today|on {day}]
    book sale at the library near {street} this weekend`,
  positive: `
    teachers at {school} are [incredible|so dedicated], my son [loves to read now|finally likes math]
    the library near {street} is a [treasure|wonderful place], [kind staff|free tools|warm and quiet]
    {school} students [won the state science fair|played at {park}|painted the mural on {street}], [so proud|brilliant kids]
    the after school program at {school} is [great|a lifesaver]`,
  mixed: `
    great teachers at {school}, awful building
    library is lovely, the opening hours are a bad joke`,
  sarcastic: `
    {school} teaches resilience, it rains in the classroom
    sure, close the library, nobody needs to read in {hood}`,
  question: `
    how is {school} for kindergarten?
    is the library in {hood} open on Sunday?
    where is the bus for {school}?`,
  blame: `
    Teachers buy the paper themselves.
    The board does not listen.
    Other parts of town get new roofs.`,
  thanks: `
    Public education works.
    Hug a librarian.
    We are lucky.`,
  article: `
    Parents fight plan to close {school} // More than two hundred people came to a meeting in {hood}. The board decides on {day}.
    Library in {hood} to open on Sundays // A grant of {money} a week pays for staff near {street}.
    {school} gets a new roof, after {n} years // Pupils moved buckets between lessons; work ends in {month}.`,
  spanish: {
    negative: `
      el autobús de {school} llegó tarde otra vez, los niños en el frío
      quieren cerrar {school}, [no es justo|nadie nos preguntó]`,
    neutral: `
      inscripciones en {school} hasta el {dia}
      hora de cuentos en la biblioteca de {hood} el {dia}`,
    positive: `
      los maestros de {school} son [increíbles|muy buenos], gracias
      qué linda la biblioteca cerca de {street}`,
  },
});

// What residents write about noise.
import { topicWords } from './topic-words.ts';

export const noise = topicWords({
  id: 'noise',
  negative: `
    loud music from [a bar on {street}|the rooftop at {corner}|a parked car on {street}] until [two|three|four] in the morning, [no sleep again|I have work]
    construction noise on {street} starts at [six|half past five] [every day|on a Sunday], [jackhammers|pile driving], [is that even legal|unbearable]
    illegal fireworks in {hood} [every night|again], [dog is shaking|sounds like a war]
    motorcycles and [modified exhausts|street racers] on {street} [all night|past midnight], [windows rattle|baby awake]
    leaf blowers on {street} for {n} hours straight, [driving me insane|headache]
    train horns at {corner} [all night long|every twenty minutes], we cannot sleep
    barking dog on {street} for {weeks}, owner [does not care|shouts back]
    party boats under {landmark} blasting the same song, [awful|every weekend]`,
  neutral: `
    night work on {street} [until {day}|from {time}], expect noise
    what was that loud bang near {corner} [just now|at {time}]?
    noise hearing for the bars on {street} [on {day}|next week]
    test of the sirens in {hood} at {time}`,
  positive: `
    so quiet on {street} [this morning|since the new asphalt|tonight], [bliss|lovely]
    police [came quickly|were polite] and ended the loud party on {street}, thank you
    the bar at {corner} put in better doors, we sleep again, good neighbors`,
  mixed: `
    I love living over {street}, the noise after midnight I could do without
    great concert at {park}, far too loud for the houses around it`,
  sarcastic: `
    thanks to the guy on {street} with the subwoofer, I now know all his favorite songs
    nothing says good morning like a jackhammer on {street} at six`,
  question: `
    who do I call about noise on {street} at night?
    is anyone else hearing that [hum|alarm|boom] in {hood}?`,
  blame: `
    I start work at five.
    Called {n} times, nobody came.
    There is an ordinance, nobody enforces it.
    My baby wakes up each time.`,
  thanks: `
    First full night of sleep in weeks.
    It can be done.`,
  article: `
    Noise complaints in {hood} rise with the heat // Most come from {street} after midnight. Bar owners promise to close windows.
    Quiet hours for {street}? Council to hear residents // A draft would end outdoor music in {hood} at eleven.`,
  services: [
    {
      code: 'NOISE',
      name: 'Noise complaint',
      days: 3,
      text: `
      Loud music at {block} {street}, [after midnight|every weekend|bass through the walls].
      Construction noise before permitted hours at {corner}.
      Dog barking all day at {block} {street}.`,
    },
  ],
  spanish: {
    negative: `
      música a todo volumen en {street} hasta las [dos|tres] de la mañana, [no se puede dormir|y nadie viene]
      otra noche de cohetes en {hood}, [los perros asustados|insoportable]`,
    neutral: `
      ¿qué fue ese ruido en {street}?
      obras de noche en {street} hasta el {dia}`,
    positive: `
      qué tranquila está {street} hoy, [por fin se duerme|qué paz]`,
  },
});

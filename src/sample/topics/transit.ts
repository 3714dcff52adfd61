// What residents write about buses, trams, trains and the ferry.
import { topicWords } from './topic-words.ts';

export const transit = topicWords({
  id: 'transit',
  negative: `
    the {line} is [late again|{n}{n} minutes late|not moving], [third time this week|no announcement|packed platform at {station}]
    waited [25|30|35|40|50] minutes for the bus at {station}, [two ghost buses on the app|then three came at once|froze]
    {line} [broke down|sat in the tunnel|stopped] between {station} and {station2} [with no air|for half an hour|and nobody told us why]
    the elevator at {station} has been broken [since {day}|for {weeks}], [I carried the stroller|my dad in a wheelchair is stuck]
    fares went up to {fare} and the {line} [is slower|is dirtier|runs less] than ever
    driver on the {line} [drove right past us|closed the door in my face|missed the stop] at {station}
    shuttle buses instead of the {line} [again this weekend|all week], [chaos at {station}|nobody knows where they stop]
    the bus stop on {street} has no [bench|shelter|light], [standing in the rain|old people sit on the curb]
    overcrowded {line} [this morning|at rush hour], [could not get on until the third one|people shouting]
    signal problems on the {line} [at {station}|again], late for [work|my shift|class], thanks
    the ferry was canceled [without notice|at {time}|for 'staffing'] and we were left at the dock`,
  neutral: `
    {line} [delayed|running every {n}{n} minutes] [between {station} and {station2}|after a medical call at {station}]
    shuttle buses replace the {line} [on {day}|this weekend] from {station}
    new bus timetable for {hood} starts {day}
    fare hearing [at {time}|on {day}], comments by mail too
    the {line} skips {station} [today|until {day}] for platform work`,
  positive: `
    {line} was [on time|early|empty and clean] [all week|today], [what a nice surprise|love it]
    the new buses on the {line} are [great|quiet|so comfortable], [thank you transit|finally air conditioning that works]
    bus driver on the {line} waited for [my grandmother|a man running with a cane|me], [so kind|made my day]
    elevator at {station} is working again, [hooray|thanks|a great relief]
    took the ferry from {landmark} at sunset, [beautiful|best commute in the city]
    the all night {line} is a wonderful idea, got home [safe|for {fare}]`,
  mixed: `
    the new trams are beautiful but [still late|there are too few of them|the seats are awful]
    {line} was fast today, then I stood [20|25|30] minutes at {station} for the connection
    friendly driver, terrible schedule, that is the {line} for you`,
  sarcastic: `
    the {line} app says {n} minutes, it has said {n} minutes since {time}, [inspiring|such consistency]
    thank you {line} for the extra [hour|40 minutes] at {station} to think about my choices
    fares up, service down, but the new logo is lovely`,
  question: `
    is the {line} running [right now|today|on the holiday]?
    what happened at {station}, why are we all standing outside?
    which bus goes from {hood} to {landmark2} on weekends?`,
  blame: `
    I was late for [work|school|a doctor's appointment] again.
    No announcement, no staff, nothing.
    Why do we pay {fare} for this?
    My boss does not believe me anymore.
    They promised more trips in {month}.`,
  thanks: `
    Keep it up.
    More of these please.
    Give that driver a raise.`,
  article: `
    {line} riders lost [4|6|8|9] hours a month to delays, report says // Transit chief {transit} blamed old signals between {station} and {station2}. New parts come in {month}.
    Fare rise to {fare} [proposed|delayed|approved] // The transit board will hear riders at {station} on {day}. Students and seniors would keep their discount.
    Late evening trips return to the {line} // From {day} the {line} will run until one in the morning from {station}.`,
  services: [
    {
      code: 'BUSSTOP',
      name: 'Bus stop maintenance',
      days: 14,
      text: `
      Shelter glass broken at the stop on {street} [by {station}|near {block}].
      Trash can overflowing at the {line} stop near {corner}.
      Bus stop sign missing at {corner}.`,
    },
  ],
  spanish: {
    negative: `
      el {line} [otra vez tarde|no pasa|se descompuso], [llevo {n}0 minutos esperando en {station}|llegué tarde al trabajo]
      el elevador de {station} lleva {semanas} sin servir, [qué vergüenza|mi abuela no puede subir]
      subieron el pasaje a {fare} y el camión [viene lleno|tarda más|nunca llega] en {hood}`,
    neutral: `
      el {line} no para en {station} [hoy|hasta el {dia}]
      nuevo horario de autobuses en {hood} desde el {dia}`,
    positive: `
      el chofer del {line} [esperó a mi mamá|fue muy amable], gracias
      qué buenos los autobuses nuevos del {line}, [limpios y a tiempo|me encantan]`,
  },
});

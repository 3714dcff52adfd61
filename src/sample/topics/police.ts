// What residents write about police and safety.
import { topicWords } from './topic-words.ts';

export const police = topicWords({
  id: 'police',
  negative: `
    car break-ins on {street} [again last night|every week], [{n} windows smashed|glass all down the block], police [took a report and left|never came]
    package stolen from my porch on {street}, [third one|on camera|in ten minutes], [so angry|nothing happens]
    waited [an hour|two hours|40 minutes] for the police after a [break-in|fight|robbery] at {corner}
    I do not feel safe at {station} [after dark|anymore], [shouting|drug dealing on the stairs|no staff]
    bike stolen outside {landmark}, [lock cut in broad daylight|the second one]
    gunshots heard near {corner} around {time}, [terrifying|kids in the house|helicopter over us]
    fight outside the bar on {street} [again|last night], someone was hurt
    catalytic converters stolen along {street}, [four in one night|mine too]
    harassed on {street} [walking home|waiting for the bus], I am shaken`,
  neutral: `
    police activity at {corner}, [street closed|avoid the area|several cars]
    community safety meeting for {hood} [on {day}|at {school}|{time}]
    found keys on {street}, [left at {landmark}|describe them]
    anyone know why there is a helicopter over {hood}?
    neighborhood watch on {street} is looking for people`,
  positive: `
    officer at {station} [helped my mother|found my wallet|calmed everyone down], [thank you|kind and patient]
    police got my stolen bike back, [amazing|I am so grateful]
    feels much safer around {station} since [the new staff|the lights|the patrols], thank you
    neighbors on {street} [chased off a thief|shared the video|looked out for each other], proud of {hood}`,
  mixed: `
    patrols on {street} are welcome but [they never leave the car|the break-ins moved to {street2}]
    kind officer, useless report, still no bike`,
  sarcastic: `
    my car window on {street} is now a subscription service
    another camera on {street} so we can watch our bikes leave in high definition`,
  question: `
    did anyone hear shots near {corner}?
    is {hood} safe to walk at night?
    does anyone on {street} have camera footage from {time}?`,
  blame: `
    No one called back.
    Same people, same corner.
    We pay for this?
    I am thinking of moving.`,
  thanks: `
    Credit where it is due.
    That is real community policing.
    We noticed.`,
  article: `
    Break-ins fall in {hood}, car thefts rise // Police count {n}{n} stolen cars this quarter, many along {street}.
    Residents ask for foot patrols at {station} // More than a hundred people came to a meeting in {hood} on {day}.`,
  services: [
    {
      code: 'SAFETY',
      name: 'Safety concern (not urgent)',
      days: 7,
      text: `
      Repeated car break-ins on {street}, request for patrols.
      Vacant building at {block} {street} open to trespass.`,
    },
  ],
  spanish: {
    negative: `
      robaron {n} carros en {street} anoche, [la policía nunca llega|ya no se puede]
      no me siento segura en {station} [de noche|después de las {n}]`,
    neutral: `
      mucha policía en {corner}, [¿alguien sabe qué pasó?|eviten la zona]
      junta de vecinos en {hood} el {dia}`,
    positive: `
      el oficial de {station} [ayudó a mi abuela|encontró mi cartera], muchas gracias`,
  },
});

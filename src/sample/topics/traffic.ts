// What residents write about traffic and signals.
import { topicWords } from './topic-words.ts';

export const traffic = topicWords({
  id: 'traffic',
  negative: `
    traffic on {street} is [horrible|completely stuck|backed up to {landmark}] [again|this {daypart}|since {time}]
    the traffic light at {corner} [has been flashing red|stays red forever|gives you {n} seconds of green] [since {day}|for {weeks}|, nobody fixes it]
    people [fly down|race along|do fifty on] {street} [past the school|all night|like it is a highway] and there is no enforcement
    [left turn|turn] at {corner} takes [three|four|five] light cycles [every morning|at rush hour]
    the crosswalk signal at {corner} [does not work|skips us|never changes], [I watched a mother with a stroller run for it|cars do not stop]
    another crash at {corner}, [that is {n} this year|glass everywhere|same corner as last week]
    drivers [run the red|roll the stop sign|block the box] at {corner} [all day|every single light cycle], someone is going to get hurt
    {street} gridlock because [the signal timing is wrong|they closed a lane with no notice|delivery trucks double park]
    trucks use {street} as a shortcut [all night|now that the bridge is busy] and the [whole block shakes|speeding is scary]
    it took me [45|50|55|70] minutes to drive from {hood} to {hood2}, ridiculous congestion`,
  neutral: `
    crash at {corner}, [right lane blocked|police on scene|use {street2}]
    signal at {corner} is out, [treat it as a four way stop|crew on the way]
    traffic study for {street} meets [on {day}|at {school}], [speed data is online|bring comments]
    {street} is [slow|heavy] [both ways|inbound|outbound] [near {landmark}|since {time}]
    new signal timing on {street} starts {day}`,
  positive: `
    the new [traffic light|turn arrow|signal timing] at {corner} [works great|saves me ten minutes|is such a relief]
    [speed bumps|the raised crosswalk] on {street} [really|finally] slowed people down, [thank you|it feels safe now]
    light at {corner} was out and [a crew fixed it in an hour|officers directed traffic brilliantly], [nice work|grateful]
    no traffic on {street} [this morning|today], [lovely|what a treat]`,
  mixed: `
    the roundabout at {corner} is pretty and [nobody knows how to use it|I still see a near crash every day]
    better timing on {street} helps, but [the left turn is worse|pedestrians wait forever now]
    the speed humps are great for kids, terrible for [my back|the bus]`,
  sarcastic: `
    love spending my one life at the red light on {corner}
    congratulations to {street} for becoming [the longest parking lot in the state|a {n} hour scenic experience]
    nice of the signal at {corner} to turn green [once per season|when nobody is there]`,
  question: `
    what is going on with the traffic on {street} [right now|this {daypart}]?
    how do we get [a stop sign|speed bumps|a crosswalk] at {corner}?
    is the light at {corner} broken or [just slow|is it me]?`,
  blame: `
    My commute went from [15|20|25] to [40|45|50] minutes.
    Nobody [answers|enforces anything].
    The [sensor|timing] has been wrong since they dug up the road.
    It is right next to {school}.
    [Close call|Near miss] with a stroller [yesterday|on {day}].`,
  thanks: `
    Kids can cross again.
    Whoever set the timing, thank you.
    Makes a real difference at rush hour.`,
  article: `
    [Third|Second|Fourth] crash at {corner} this [month|season] renews call for signal // Two people were treated after a crash at {corner} in {hood} on {day}. Neighbors have asked for a [left turn arrow|full signal] since last year.
    City to retime [38|52|64] signals along {street} // New timing should cut delays on {street} by a tenth, engineers say. The work starts in {hood}.
    Speed humps approved for {street} // Council voted {n} to {n} for humps near {school} after a petition by parents.`,
  services: [
    {
      code: 'SIGNAL',
      name: 'Traffic signal problem',
      days: 2,
      text: `
      Signal at {corner} is [flashing red|dark|stuck on red for {street}].
      Walk button at {corner} [does not work|is stuck|broken off].
      [Turn arrow|Green] at {corner} too short, [only {n} cars get through|traffic backs up to {landmark}].`,
    },
    {
      code: 'SPEEDING',
      name: 'Speeding or traffic calming',
      days: 30,
      text: `
      Cars speed on {street} [near {school}|at night]. Please consider [speed humps|a stop sign|enforcement].
      Drivers ignore the stop sign at {corner}, [near miss with a child|every evening].`,
    },
  ],
  spanish: {
    negative: `
      el tráfico en {street} está [horrible|parado desde las {n}|imposible esta mañana]
      el semáforo de {corner} [no sirve|dura una eternidad|lleva {semanas} fallando], [un peligro|nadie lo arregla]
      los carros pasan volando por {street} [frente a la escuela|toda la noche], va a pasar una desgracia`,
    neutral: `
      choque en {corner}, [carril cerrado|eviten {street2}|hay policía]
      semáforo apagado en {corner}, [con cuidado|pasen despacio]`,
    positive: `
      el semáforo nuevo de {corner} [funciona muy bien|ayuda mucho|quedó perfecto]
      con los topes en {street} ya [no corren|se puede cruzar], gracias`,
  },
});

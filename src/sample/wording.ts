// How texts begin, end and answer each other, whatever they are about.
import { templates } from './topics/topic-words.ts';

export const openings = {
  negative: templates(`
    [Ugh|Argh|Sigh|Seriously|Come on|Unreal|Wow|Not again|Great|Fed up]
    [I'm so|So|Honestly|Really] [tired|sick|fed up|done] [of this|with this|with {city}]
    [Rant|Vent|Complaint|Public service rant] [incoming|of the day|for {hood}]
    [Can somebody|Could anyone|Will someone at city hall] please [do something|wake up|look at this]
    [This is|It is] [ridiculous|unacceptable|embarrassing|a joke|absurd|maddening]
    [Third|Fourth|Fifth|Tenth] time I [write|post|complain about] this
    [Dear|Hello|Hey] [city|{city}|city hall|council]
    [Day|Week] {n} [of this|and counting|, still nothing]
    [Another|Yet another] [week|day|{day}], [another problem|same story|same mess] in {hood}
    [I hate to complain|I don't usually post|Sorry to be negative|Not to be that person], but
    [Why is it|Why does it have to be|How is it] always {hood}
    [My patience is|Our patience is|I am] [gone|over|done]
    [Heads up and a complaint|Warning|Beware]
    [Living in|Welcome to|Only in|Meanwhile in|Greetings from] {hood}
    [Just got home|Back from work|Walked out this {daypart}] and
    Is this [what we pay for|normal now|a prank]?`),
  neutral: templates(`
    [FYI|Heads up|Just so you know|Update|Note|PSA|For everyone asking] [{hood}|neighbors|all|folks|everybody]
    [In case you missed it|For those who missed it|Reminder|Quick reminder|Small update]
    [Saw|Noticed|Heard|Read] [this {daypart}|today|just now|on my way home]
    [From|Seen in|Overheard in|News from|Word from] {hood}
    [Passing this on|Sharing from a neighbor|Copying from the notice board|From the flyer in my mailbox]
    [{hood}|{city}] [update|notes|notice|news]
    [To whom it may concern|Hello neighbors|Good {daypart}|Morning all|Evening all]`),
  positive: templates(`
    [Credit where it is due|Good news|Some good news|Small win|Happy news|Nice surprise|Big thanks]
    [I have to say|Must say|Let me just say|Honestly|For once]
    [Shoutout|Thank you|Big thanks|Hats off|Kudos] to [whoever did this|the crew|the city|{city}|everyone in {hood}]
    [I complain a lot, so|To balance my usual rants|Since people only post complaints]
    [What a|Such a] [lovely|nice|great|beautiful] [day|{daypart}|surprise] in {hood}
    [Love|Loving|Still loving|So happy in|Proud of] {hood}
    [Positive post of the day|Something nice for a change|Well well]
    [Wow|Yes|Finally|At last|Hooray|Yay]`),
  question: templates(`
    [Question|Quick question|Stupid question|Serious question|Asking for a friend|Honest question]
    [New here|Just moved to {hood}|Newbie question|I am new in {city}]
    [Hi|Hello|Hey|Good {daypart}] [all|neighbors|everyone|{hood}|folks]
    [Does anybody know|Help|Need advice|Can anyone help]
    [Calling|Asking] [all of {hood}|the experts|the hive mind|long time residents]`),
};

export const endings = {
  negative: templates(`
    [Do better|Fix it|Please fix this|Enough|Shame|Do your job|Wake up], [{city}|city hall|please|council|somebody]
    [Who do I|Whom do we|Where do I] [call|contact|yell at|write to]?
    [This is|It is] [not okay|unacceptable|dangerous|getting old|why people leave|a health issue]
    [Taxes|Our taxes|My tax money] [at work|well spent, not|hard at work]
    [Nobody|No one] [cares|listens|answers|comes|reads these anyway]
    [I give up|I'm done|So frustrating|So disappointed|What a waste|Terrible|Awful]
    [{hood}|We|Our kids|People here] [deserve better|deserves better|pay taxes too]
    [Anyone else|Is it only me|Am I the only one|Same on your block]?
    [Photos|Pictures|Video] [to follow|in the comments|sent to the city|available]
    [Rant over|End of rant|Thanks for reading|That's all|Had to get it out]
    It has been like this since {month}
    [Remember this|We will remember] [in November|at the next election|when they ask for votes]`),
  neutral: templates(`
    [Details|More|Info|The rest] [at city hall|on the city site|by phone|on the notice board|from the office]
    [Pass it on|Please share|Tell your neighbors|Spread the word]
    [No more details yet|Will update|Updates below|More when I know]
    [Plan accordingly|Plan ahead|Leave early|Allow extra time]
    [That is all I know|Source: the sign on the pole|Heard it from a neighbor]
    [Questions go to|Call] the [district office|city line|front desk]`),
  positive: templates(`
    [Thank you|Thanks|Many thanks|Thanks so much|Cheers], [{city}|neighbors|everyone|whoever it was|all]
    [Made my day|Made my week|Put a smile on my face|I am impressed|Made us smile]
    [More of this|More please|Keep it up|Keep going|Well done|Great job|Bravo]
    [Proud to live|Happy to live|So glad we live] [here|in {hood}|in {city}]
    [Small things matter|This is what a city can do|That is what community means]
    [Good people|Great neighbors|Best neighbors] in {hood}`),
  question: templates(`
    [Thanks|Thanks in advance|Thank you|Any help welcome|Any tips welcome|TIA]
    [I searched and found nothing|Could not find it on the site|The city site is no help|The phone line is busy]
    [Asking because I saw three different answers|My neighbor and I disagree|It matters for {day}]
    [Curious|Just wondering|Need to know by {day}]`),
};

export const replies = {
  agree: templates(`
    [Same|Same here|Same problem|Same story|Exactly the same] [on {street}|by {station}|over in {hood}|near {park}|on our side of {hood}][, {weeks} now|, since {day}|, nobody comes| too|, {n} of us so far]
    [This|So true|Exactly|Agree|100 percent|Yes], {thing} [is worse than ever|has to change|drives me crazy|came up at the last meeting too]
    [You are right|Could not agree more|Well said|Thank you for saying it], [we have all had enough|somebody had to|it is time|{thing} is a shame]
    I [counted|called|complained|wrote to the council] [twice|{n} times|in {month}|last {day}] about {thing} on {street}, [nothing|still waiting|no answer|they hung up]
    [And|Plus] on {street} [it is the same|it is even worse|nobody bothers anymore]`),
  disagree: templates(`
    [Not my experience|I disagree|Sorry, no|Hard disagree|Come on], {thing} [on {street}|in {hood}] [is fine|got better this year|works for us]
    [You people|Some people|Folks on {street}|People here] complain about everything, [{hood} used to be much worse|try living in {hood2}|be glad we have {thing} at all|come and look at {hood2}]
    [With respect|To be fair|In fairness], the crew in {hood} [does what it can|is short of people|came on {day} when I called|works until {time}]
    I [have lived on|worked on|grew up on] {street} for {n}{n} years and [see no problem|it was always like that|{thing} never bothered me|it is better than in {month}]`),
  advice: templates(`
    [Call|Report it to|Try] 311, [they fixed mine on {street} in {n} days|you get a case number|ask for the district office|worked for us]
    [Bring it up at the meeting|Come to the council|Write to the council|Ask the district office] [on {day}|in {hood}|before {day}|again], [they listen when many come|numbers help|it worked for {street}]
    [Send a photo|Add the pole number|Write down the time], [then they move|otherwise they close the case|it helps]
    [Did you report it|Did you try the app|Have you called the council office|Did 311 give you a number]? [Ours on {street} took {n} days.|We did in {month}, it helped.|My neighbor on {street} had luck on a {day}.|Ask for the {hood} office.]`),
  /** what an answer adds from the writer's own life */
  details: templates(`
    My [neighbor|sister|landlord|boss|son|aunt] on {street} [says the same|told me on {day}|had it in {month}|swears it is true]
    [Ask anyone|Go and look|Stand there for five minutes] [on {street}|at {corner}|by {landmark}] [around {time}|on a {day}|]
    We [moved here|came from {hood2}|left {hood2}|opened our shop] {n} years ago and [it was different|nobody talked about {thing}|love it all the same|never saw that]
    [I was there|I passed|I drove by] [at {time}|on {day}|this {daypart}], [{corner}|{street}|right by {park}]
    [In|Over in] {hood2} they [fixed it in {n} days|have the same trouble|got a meeting about {thing}|would not stand for it]
    [The council member for {hood}|The man at 311|A clerk|The foreman on {street}] [promised {month}|said {n} more days|had no idea|wrote it down on {day}]
    [Not everybody in {hood}|Half of {street}|Nobody near {park}|Every shop on {street}] [sees it that way|agrees|knows that]
    [It is|It was] [on the agenda|on the news|in the Courier] [on {day}|last {day}|in {month}], {hood} [came up twice|was not even mentioned|got one sentence]
    {thing} [by {station}|near {school}|behind {landmark}] [is the worst|is fine|changes by the hour|got better since {day}]`),
  short: templates(`
    [Lol|Ha|Haha|Wow|Oof|Yikes|Ouch], [{hood}|{street}] [again|never changes|of course|in {month}|on a {day}]
    [Where exactly|Which block|Which side] [is that|on {street}|of {street}]? [I am at {block}.|I am near {park}.|I was there {day}.|]
    [Since when|How long|Is that still going on]? [I passed {corner} {day} and saw nothing.|It was fine in {month}.|News to me on {street}.]
    [Thanks for the heads up|Good to know|Thanks for posting|Thanks, neighbor], [I was about to drive down {street}|will avoid {street}|telling my mom in {hood}]
    [Following|Bump|Also curious about {thing}], [we are on {street}|same question here by {park}|{hood} wants to know]`),
};

export const spanish = {
  openings: templates(`
    [Oigan|Vecinos|Buenos días|Buenas tardes|Hola] [vecinos de {hood}|a todos|, ojo|]
    [Otra vez|Ya basta|No puede ser|Qué coraje|De verdad]
    [Aviso|Atención|Ojo|Para que sepan] [{hood}|vecinos|todos]
    [Aquí en|Desde|Saludos desde|Noticias de] {hood}`),
  endings: {
    negative: templates(`
      [Ya hagan algo|Arréglenlo|Hagan su trabajo|Alguien que responda], [por favor|ciudad|señores]
      [Nadie responde|Nadie hace nada|Siempre lo mismo|Estamos cansados|Qué vergüenza]
      [Pagamos impuestos|Merecemos algo mejor|Así no se puede vivir] en {hood}`),
    neutral: templates(`
      [Pasen la voz|Compartan|Gracias de antemano|Avisen a los vecinos]
      [Más información|Detalles] en la [biblioteca|escuela|oficina del distrito]`),
    positive: templates(`
      [Gracias|Mil gracias|Felicidades|Qué alegría|Bien hecho] [a todos|vecinos|{hood}|]
      [Así sí|Ojalá siga así|Me encanta vivir aquí|Orgullo de barrio]`),
  },
};

export const reporting = templates(`
  Neighbors in {hood} said they had [asked for this|warned of it|waited for an answer] since {month}.
  A spokesman for the city said a decision would be made [by {month}|after the hearing on {day}|"soon"].
  "[We just want it fixed|It was about time|We were never asked|I hope it lasts]," said a resident of {street}.
  The council takes the matter up on {day}.
  About {n}{n} people signed a petition at {landmark}.
  The cost is put at {money} per household over {n} years.
  Work near {corner} will go on [at night|in stages|without a full closure], engineers said.
  Not everyone agrees: shop owners on {street} fear for their trade.`);

// How people complain, ask for something, ask a question, praise and let know, per language. Written by hand.
import type { CueLists } from './cues.ts';

/** `grumble`: what complaints say more often than others, and others say too; `rhetorical`: questions that want no answer. */
export type IntentCue = 'complain' | 'grumble' | 'plead' | 'ask' | 'praise' | 'inform' | 'rhetorical';

const en: CueLists<IntentCue> = {
  grumble: `again, still, never, nobody, no one, none of, all day, all night, every night, every morning, every evening, every week, days a week, days in a row, only one, too many, too much, too loud, too expensive, too late, not enough
    for an hour, for hours, hours on, minutes late, minutes to, or more, as usual, as always, of course, supposedly, apparently, they just, and then they, and nothing, and nobody, and no one, without any, without water, without power, without heat, no water, no heat, no lights, no power, no sidewalk
    no signal, no shade, no answer, no reply, no response, no plan, shrugs, hang up, hung up, disconnected, refuse to, refused to, refuses to, forgot, forgets, forgotten, dark, out of order, out of service, out again, delayed, cancelled, canceled, speeding, blow through, run the light, honking, idling, barking, smells, smoke, mold, leaks, holes, sticking up, half done, unfinished
    highest, taxes, fees, we pay, i pay, ticketed, towed, my son, my daughter, my kids, my mother, my wheelchair, my stroller, my tire, who designed, who is paying`,
  complain: `still no, still not, still waiting, still closed, still broken, still out, no answer, nobody answers, nobody cares, no one cares, nobody comes
    for weeks, for months, for days, for years, all week, all month, weeks now, months now, weeks in a row, fed up, sick of, sick and tired, tired of
    unacceptable, ridiculous, disgrace, disgraceful, a joke, shame on, enough is enough, every single day, every single night, every time it rains
    yet again, once again, back again, third time, worst, waste of, ashamed, pathetic, ignored, never fixed, never comes, never came, never shows up
    broken, dangerous, filthy, overflowing, stinks, reeks, leaking, flooded, falling apart, a mess, a nightmare, an insult, blocked, missed again
    thanks for nothing, no thanks to, cannot sleep, can't sleep, nowhere to park, late again, gave up, had enough, out of control, a hazard
    does nothing, do nothing, did nothing, done nothing, doing nothing, got worse, getting worse, skipped, no show, unsafe, outrageous, infuriating
    rude, nobody picks up, on hold, dumped, crumbling, sinking, pothole, potholes, rats, graffiti, not working, doesn't work, does not work`,
  plead: `please, pls, plz, can someone, can somebody, could someone, could somebody, can anyone please, can you please, could you please, could you, would you
    can you, can we get, can we have, can we please, could we get, could we have, can the city, could the city, needs to be, need to be, needs fixing
    needs a, needs more, we need, need a, should be, should have, requesting, request for, i request, like to request, asking for, asking the, asking council, asking our, bring back
    someone needs to, somebody needs to, someone should, the city should, the city needs to, city must, must be, i urge, we urge, urge the
    do something about, fix the, fix this, fix it, hoping the city, how about, it would be great if, it would be nice if, would be nice to
    would love to see, would like to see, i'd like to see, wish they would, wish the city would, why not put, why not add, consider adding, sign the petition, time to add`,
  ask: `does anyone know, does anybody know, anyone know, anybody know, any idea, any ideas, do you know, who do i, whom do i, where can i, where do i, where do we
    how do i, how do we, how can i, how can we, how long does, how long will, how much is, how much does, how many, what time, when does, when do, when is, when are
    when will, when did, is there a, is there any, are there any, is there anywhere, wondering if, wondering when, wondering whether, wondering what, any news on, any update on
    any updates on, is it true, is it safe, is it still, is it ok to, are dogs allowed, what is going on, what happened to, what happened at, what are the hours, which bus, which day, who is the, who knows
    can i, can we, do i need, do we need to, am i allowed, are we allowed, did anyone, has anyone, anyone else, recommendations for, question about, quick question, what is the, what are the, what number, should i, should we`,
  praise: `thank you, thanks, thx, many thanks, kudos, shout out to, shoutout to, well done, great job, good job, nice job, great work, good work, nice work
    love the, love this, love our, love how, love that, loving, i love, we love, appreciate, grateful, hats off, bravo, impressed, props to, credit to, amazing job, proud of
    so happy, congratulations, congrats, finally fixed, works great, works perfectly, a joy, best park, best library, best in, what a great, what a wonderful, what a lovely
    such a great, such a lovely, so clean, so much better, is a gem, are the best, is the best, pleasantly surprised, made my day, worth every, big fan of, can't thank`,
  inform: `will be closed, is closed, are closed, closed for, closed until, closed from, closed on, reopens, reopened, opens on, opens at, will open, opens, starts, begins, scheduled
    public meeting, public hearing, hearing on, meeting on, announced, announces, update, fyi, psa, reminder, heads up, roadwork, road work, detour, expect delays, until further notice
    tonight at, tomorrow at, according to, reported that, results online, was posted, were posted, is posted, says, said, study finds, now open, registration, deadline, due on, are due
    effective, agenda, schedule, will host, will hold, takes place, join us, free event, press release, approved, approves, passes, passed, voted, to be, found, lost, starting, moves to`,
  rhetorical: `why is it always, why are we always, why do they always, why does it take, why did they, why would they, why would anyone, how come, how is this ok, how is that ok, how is this still, how is it that, how is this legal, how hard is it, how hard can it be, how many more, how many times, how much longer
    why can't, why don't they, why does nobody, why does no one, why is nobody, why is no one, why is it always, why do we pay, why do i pay, why bother, why even, why is the city, why does the city
    who thought, who approved, who designed, whose bright idea, whose idea was, who cares, what is wrong with, what were they thinking, what are they thinking, what are we paying, what do we pay, what is the point
    are you kidding, are you serious, are they serious, are they kidding, seriously, really, is anyone even, is anyone listening, does anyone care, does anyone even, does the city even, does the city care
    is it too much to ask, where does the money go, where do our taxes go, where is the city, where are the police, when will it end, when will this end, when will they learn, what else is new, for what, what for
    who is responsible, who is accountable, am i the only one, is this a joke`,
};

const es: CueLists<IntentCue> = {
  complain: `otra vez, sigue sin, siguen sin, todavía no, aún no, nadie hace nada, nadie responde, nadie contesta, nadie viene, no funciona, no sirve, no pasa nunca, nunca pasa, qué vergüenza
    una vergüenza, inaceptable, harto de, harta de, hartos de, cansado de, cansada de, llevamos semanas, desde hace semanas, semanas sin, peligroso, peligrosa, sucio, sucia, basura por todas partes
    roto, rota, inundado, inundada, bache, baches, ratas, un asco, qué asco, un peligro, no nos alcanza, puras promesas, peor que`,
  plead: `por favor, porfa, podrían, podría alguien, pueden arreglar, que arreglen, arreglen, pongan, necesitamos, hace falta, hacen falta, se necesita, pedimos, solicito, solicitamos, ojalá, deberían, quisiera pedir, queremos, hagan algo`,
  ask: `alguien sabe, saben si, sabe alguien, cuándo abren, cuándo abre, cuándo es, a qué hora, dónde puedo, dónde está, cómo puedo, cómo se, cuánto cuesta, cuánto nos va, hay algún, hay alguna, a quién llamo, a dónde, qué pasó, qué pasa con, es verdad que, cuál es, a qué huele`,
  praise: `gracias, muchas gracias, felicidades, felicitaciones, enhorabuena, buen trabajo, gran trabajo, excelente trabajo, excelente, qué bonito, qué bonita, qué bien, qué lindo, qué linda, me encanta, nos encanta, por fin, bravo, precioso, preciosa, da gusto`,
  inform: `cerrado por, cerrada por, estará cerrado, estará cerrada, cerrado hasta, se abre, abre el, abren el, reunión, audiencia, aviso, recordatorio, a partir de, desde el, hasta el, anuncia, anunció, aprueba, aprobó, según, alerta por, horario`,
  rhetorical: `hasta cuándo, para qué pagamos, para qué sirve, a quién se le ocurrió, cómo es posible, en serio, de verdad, qué esperan, dónde está el dinero, les parece normal`,
};

const pt: CueLists<IntentCue> = {
  complain:
    'de novo, outra vez, ainda não, ninguém faz nada, ninguém responde, não funciona, uma vergonha, inaceitável, cansado de, cansada de, há semanas, buraco, buracos, sujo, suja, perigoso, perigosa, um absurdo',
  plead:
    'por favor, poderiam, podem arrumar, precisamos, consertem, arrumem, façam algo, deveriam, solicito, pedimos',
  ask: 'alguém sabe, quando abre, a que horas, onde posso, como faço, quanto custa, existe algum, é verdade que',
  praise:
    'obrigado, obrigada, parabéns, bom trabalho, ótimo trabalho, adorei, amei, que lindo, que linda, finalmente',
  inform:
    'fechado até, fechada até, estará fechado, reunião, aviso, a partir de, anuncia, anunciou, aprova, aprovou, segundo a',
  rhetorical: 'até quando, para que pagamos, como é possível, é sério',
};

const fr: CueLists<IntentCue> = {
  complain:
    'encore une fois, toujours pas, toujours en panne, personne ne, ne marche pas, ne fonctionne pas, une honte, inacceptable, marre de, ras le bol, depuis des semaines, sale, dangereux, dangereuse, cassé, cassée, nid de poule, scandaleux',
  plead:
    "s'il vous plaît, svp, pourriez-vous, pouvez-vous, il faut, il faudrait, merci de réparer, merci de bien vouloir, nous demandons, on a besoin de, réparez",
  ask: "quelqu'un sait, à quelle heure, où puis-je, comment faire, combien coûte, est-ce que, y a-t-il, savez-vous, quand ouvre",
  praise:
    "merci, bravo, félicitations, beau travail, bon travail, j'adore, on adore, magnifique, enfin, superbe",
  inform:
    "sera fermé, sera fermée, fermé jusqu'à, réunion publique, avis, rappel, à partir du, annonce, a annoncé, selon, vote, adopte",
  rhetorical:
    "jusqu'à quand, pourquoi payer, à quoi sert, comment est-ce possible, c'est une blague, qui a eu l'idée",
};

const de: CueLists<IntentCue> = {
  complain:
    'schon wieder, immer noch nicht, immer noch kein, immer noch keine, niemand, funktioniert nicht, eine schande, unmöglich, unverschämt, seit wochen, seit monaten, die nase voll, dreckig, gefährlich, kaputt, schlagloch, schlaglöcher, eine frechheit',
  plead:
    'bitte, könnte jemand, kann jemand bitte, könnten sie, wir brauchen, wir fordern, es braucht, man sollte, die stadt sollte, die stadt muss, repariert',
  ask: 'weiß jemand, weiss jemand, wann öffnet, wann ist, wo kann ich, wie kann ich, wie lange, wie viel kostet, gibt es, um wie viel uhr, wer weiß',
  praise:
    'danke, vielen dank, dankeschön, toll, super gemacht, gut gemacht, großartig, klasse, endlich, schön geworden, lob',
  inform:
    'gesperrt bis, ist gesperrt, geschlossen bis, ab montag, sitzung, hinweis, erinnerung, laut, beschließt, beschlossen, eröffnet, teilt mit',
  rhetorical:
    'wie lange noch, wofür zahlen wir, wer kommt auf so, ist das euer ernst, kann das sein, was soll das',
};

/** By ISO 639-1. */
export const intentCues: Readonly<Record<string, CueLists<IntentCue>>> = { en, es, pt, fr, de };

// How people agree, disagree, support and oppose, and what the action of a city is called, per language. Written by hand.
import type { CueLists } from './cues.ts';

/**
 * `agree`, `disagree`: with what the post answers to; `yes`, `no`: likewise, but only where the answer begins with them; `support`,
 * `oppose`: the action itself; `concede`: what follows counts; `critics`: the text reports on people who are against it.
 */
export type StanceCue =
  | 'agree'
  | 'disagree'
  | 'yes'
  | 'no'
  | 'support'
  | 'oppose'
  | 'concede'
  | 'sarcasm'
  | 'critics'
  | 'action';

const en: CueLists<StanceCue> = {
  // With what the post answers to.
  yes: `this, +1, true, agreed, agree, amen, preach, same, same here, me too, right on, for real, facts, yep, yup, yes, yeah, yessss, absolutely, definitely, indeed, precisely, bingo, word`,
  agree: `exactly, exactly this, this is it, so this, all of this, so much this, this 100, so true, very true, too true, that's true, i agree, totally agree, completely agree, fully agree, strongly agree, 100 agree
    couldn't agree more, could not agree more, can't agree more, cannot agree more, couldn't have said it better, could not have said it better, well said, well put, you're right, you are right, you're so right, you are so right, you are absolutely right, you're absolutely right
    spot on, nailed it, hit the nail on the head, hear hear, my thoughts exactly, my sentiments exactly, took the words, great point, good point, excellent point, fair point, valid point, makes sense
    louder for the people, say it louder, big facts, preach it, what you said, what she said, what he said, second this, i second, seconded
    with the residents, with you on this, i'm with, they are right, they're right, she's right, he's right, she is right, he is right, glad someone said it, thank you for saying, thanks for saying, someone finally said it, finally someone said it, speaking the truth, not wrong, you're not wrong, you are not wrong, don't disagree, do not disagree, can't disagree, can't argue with that, no lies, no lie, no argument here, on point, on the money, underrated comment, came here to say`,
  no: `nope, no, nah, disagree, wrong, false, nonsense, come on, calm down, hardly, not really`,
  disagree: `i disagree, strongly disagree, totally disagree, completely disagree, couldn't disagree more, could not disagree more, respectfully disagree, have to disagree, don't agree, do not agree, can't agree, cannot agree with, not agree
    that's just wrong, that is just wrong, that's wrong, that is wrong, just wrong, plain wrong, so wrong, dead wrong, flat out wrong, simply wrong, completely wrong, you're wrong, you are wrong, you are so wrong, not true, that's not true, untrue, simply not true, just not true, that's false, that is false
    what nonsense, bad take, terrible take, worst take, awful take, hot take, garbage take, ridiculous take, stop whining, stop complaining, quit whining, quit complaining, get over it, cry more, cry me a river, give me a break, oh please
    you don't know what, you have no idea, you clearly, speak for yourself, not everyone, hard disagree, hard no, on the contrary, quite the opposite, the opposite, i beg to differ, beg to differ, misinformation, fearmongering, nimby, nimbys, nimbyism, misleading, missing the point, miss the point, that makes no sense, makes no sense, not buying it, i doubt it, you must be joking`,
  // The action itself.
  support: `i support, we support, support this, support the, support it, fully support, in favor, in favour, i'm for, all for, all for it, i'm all for, vote yes, voting yes, voted yes, yes on, yes to, for it, good idea, great idea, excellent idea, brilliant idea, best idea, good plan, great plan, smart plan, good move, smart move, great move, right move, good call, right call, great decision, good decision, right decision, step in the right direction
    about time, long overdue, overdue, much needed, finally, it's needed, is needed, are needed, badly needed, we need this, we need it, need this, needed this, glad they, glad the city, glad to see, happy to see, great to see, good to see, nice to see, love to see, thrilled, excited, can't wait, can not wait, cannot wait, looking forward, build it, do it, go for it, keep it up, keep going, more of this, more please, do more, do this everywhere, please do, next do, now do
    good for the city, good on the, good for them, kudos, bravo, well done, thank you mayor, thank you council, thanks to the city, thanks to the mayor, well worth, worth it, worth every, money well spent, safer, a win, huge win, big win, love it, love this, love the, i like it, i like the, works well, works great, it works, works fine, saves lives, welcome change, makes a difference, count me in, sign me up, proud of, hope they build, hope it passes, hope this passes, i use it, use it every day`,
  oppose: `i oppose, we oppose, oppose this, oppose the, opposed to, strongly oppose, against this, against the, against it, i'm against, vote no, voting no, voted no, no on, no to, not in favor, don't support, do not support, can't support, cannot support, bad idea, terrible idea, horrible idea, stupid idea, dumb idea, awful idea, worst idea, bad plan, terrible plan, awful plan, bad move, terrible decision, bad decision, wrong decision, stupid decision, dumb decision, worst decision, big mistake, huge mistake, a mistake
    waste of money, waste of time, waste of tax, waste of space, total waste, what a waste, what a waste of money, such a waste, complete waste, waste of, cash grab, money grab, tax grab, theft, robbery, highway robbery, rip off, scam, stop this, stop the, stop it, cancel it, cancel this, cancel the, scrap it, scrap the, scrap this, repeal, reverse this, reverse it, undo this, leave it alone, leave it as it is, leave our, hands off, don't do it, do not do, don't build, don't close, don't cut, don't touch, save our, keep the, keep our
    why is the mayor, why is the city, why is the council, why are we spending, why are they spending, why are we paying, why spend, should be ashamed, ought to be ashamed, not in our neighborhood, not in our backyard, not in my, leave it, cruel, heartless, stupid, dumb, idiotic, foolish, broken promise, a lie, lied to us, nobody asked for, no one asked for, nobody wants, no one wants, who asked for, who wants, why do we need, don't need, do not need, we didn't need, didn't ask for, instead of fixing, should fix, fix the, rather see, spend it on, better things to, won't work, will not work, doesn't work, does not work, never work, not working, makes it worse, makes things worse, make things worse, even worse, worse, ruin, ruins, ruined, ruining, destroy, destroys, destroying, killing, kills, hurt small, hurts, can't afford, cannot afford, disaster, nightmare, ridiculous, unfair, not fair, shame on, disgrace, disgraceful, disappointed, disappointing, shameful, resign, recall, vote them out, over my dead body, not happy, unhappy with, unacceptable, outrageous, insane, absurd, pointless, useless, unnecessary, overreach, sue`,
  // What follows counts: "I see your point, but …".
  concede: `i see your point, i get your point, i get it, i get that, i hear you, i understand, i see what you mean, i used to think, i used to hate, i was against it, i was skeptical, i know people, i know some, some people say, people say, i know it`,
  sarcasm: `yeah right, sure because, yeah sure, oh great, just what we needed, just what we need, how wonderful another, great another, brilliant another, of course they, what could go wrong, what could possibly go wrong, good luck with that, color me shocked, color me surprised, how nice of them, thanks for nothing, must be nice, because that worked, slow clap`,
  action: `city council, council, city hall, mayor, the city, city, commission, commissioners, county, governor, proposal, proposed, proposes, propose, plan, plans, planned, planning, ordinance, budget, tax, taxes, levy, levies, bond, fee, fees, fine, fines, toll, tolls, ban, bans, banned, bike lane, bike lanes, bus lane, bus lanes, rezoning, rezone, zoning, upzoning, approve, approved, approves, vote, votes, voted, pass, passed, passes, project, program, pilot, measure, policy, law, rule, rules, bill, referendum
    will close, closing, closure, close, closes, cut, cuts, raise, raises, hike, install, installs, installed, launch, launches, launched, build, builds, building, construct, replace, replaces, remove, removes, removed, removal, demolish, demolition, convert, expand, expands, expansion, extend, extends, curfew, shelter, housing, development, redevelopment, speed cameras, red light cameras, cameras, speed limit, parking meters, meters, permit, permits, contract, stadium, park, pool, library, road diet, pedestrian, repave, repaving, renovation, renovate, new, department, officials, agency, chief, police, transit, free, open, opens, reopen, fund, funds, funding, spend, spends, spending, million, reduce, reduces, restrict, crack down, crackdown, require, requires, mandate, announce, announces, unveils, unveil`,
  // A headline or post that reports on critics has their direction.
  critics: `residents furious, furious, outrage, outraged, backlash, protest, protests, protesters, slam, slams, blast, blasts, criticize, criticizes, critics, opponents, opposition, petition against, lawsuit, sue, sues, anger, angry, uproar, fight, fights, rally against, concerns, complain, object, objects, upset, denounce`,
};

const es: CueLists<StanceCue> = {
  yes: `exacto, cierto, yo también, sí, amén, correcto`,
  agree: `exactamente, totalmente de acuerdo, de acuerdo, estoy de acuerdo, muy de acuerdo, tal cual, así es, tienes razón, tiene razón, tienes toda la razón, muy cierto, es verdad, bien dicho, eso mismo, lo mismo digo, concuerdo, coincido, claro que sí`,
  no: `no, para nada, mentira, falso, qué va`,
  disagree: `no estoy de acuerdo, en desacuerdo, nada que ver, no es cierto, no es verdad, te equivocas, se equivoca, está equivocado, está equivocada, qué tontería, tonterías, dejen de quejarse, deja de quejarte, al contrario`,
  support: `apoyo, apoyamos, estoy a favor, a favor, buena idea, gran idea, excelente idea, buena decisión, buena iniciativa, ya era hora, por fin, hacía falta, hace falta, necesario, necesaria, me alegra, qué bueno, qué bien, felicidades, bien hecho, gracias al alcalde, gracias a la alcaldesa, gracias al ayuntamiento, vale la pena, me gusta, me encanta, voto sí, sí al, sí a la, más seguro, más segura, ojalá lo hagan, sigan así`,
  oppose: `me opongo, nos oponemos, en contra, estoy en contra, mala idea, pésima idea, mala decisión, qué error, un error, desperdicio, tirar el dinero, malgastar, robo, un robo, no al, no a la, no queremos, nadie pidió, nadie quiere, no necesitamos, no hace falta, cancelen, quiten, no funciona, no sirve, empeora, peor, vergüenza, injusto, absurdo, ridículo, inútil, puras promesas, mejor arreglen, primero arreglen`,
  concede: `entiendo, te entiendo, entiendo tu punto, sé que`,
  sarcasm: `sí claro, sí cómo no, justo lo que necesitábamos, qué novedad, gracias por nada`,
  action: `ayuntamiento, alcalde, alcaldesa, concejo, concejal, la ciudad, ciudad, propuesta, propone, plan, ordenanza, presupuesto, impuesto, impuestos, tarifa, multa, multas, carril bici, carril bus, aprueba, aprobó, aprobado, voto, vota, proyecto, programa, medida, ley, norma, cierre, cerrará, cerrar, recorte, sube, subirá, instalar, instalará, construir, construirá, construcción, quitar, demoler, ampliar, parque, biblioteca, anuncia, gobierno, prohibir, prohíbe, nuevo, nueva`,
  critics: `vecinos furiosos, protesta, protestan, protestas, indignación, críticas, critican, rechazo, rechazan, oposición, denuncian, demanda, quejas, polémica, enojo`,
};

/** By ISO 639-1. */
export const stanceCues: Readonly<Record<string, CueLists<StanceCue>>> = { en, es };

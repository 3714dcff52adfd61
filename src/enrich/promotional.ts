// Is a post there to sell: an advert, a give-away, a job or a house on offer? One clear turn of phrase needs a second sign.
import { createCueFinder } from './cues.ts';
import type { Reading } from './reading.ts';
import { type Tokens, tokenKind } from './token-buffer.ts';

type PromotionCue = 'offer' | 'hint';

const offers = `giveaway, giveaways, enter to win, chance to win, follow to win, retweet to win, rt to win, tag a friend, use code, promo code, discount code, coupon code, with code
  link in bio, link in profile, shop now, shop online, shop our, buy now, order now, order online, order yours, book now, book your, book online, call now, call us today, call today, visit our website, visit our store, dm for, dm to order, dm me for, message us
  limited time, limited time offer, while supplies last, sale ends, on sale now, flash sale, clearance sale, free shipping, best deals, great deals, special offer, grand opening sale, save up to, percent off
  now hiring, we are hiring, we're hiring, is hiring, apply now, apply here, apply today, job alert, click to apply, see our latest, want to work at, want to work in, join our team, interested in a job, view our latest opening, latest opening, job opening, jobs in, hiring in, recruiting now, work from home, earn money, make money, earn extra cash, passive income
  for sale by owner, just listed, new listing, price reduced, open house this, open house sunday, open house saturday, move in ready, bed 2 bath, bedroom apartment for rent, for rent, homes for sale, house for sale, houses for sale, apartment for rent, sq ft, sqft, schedule a showing, your dream home, mortgage rates
  free quote, free estimate, free estimates, free consultation, licensed and insured, paid partnership, affiliate link, subscribe to my, subscribe now, download our app, download the app, check out my, check out our, new arrivals, happy hour specials, free spins, crypto signals, forex signals, followers for
  sorteo, participa y gana, código de descuento, compra ahora, envío gratis, oferta especial, estamos contratando, se busca personal, se vende, se renta, se alquila, llámanos`;

const hints = `sale, deal, deals, discount, offer, offers, off, hiring, job, jobs, career, careers, opening, apply, rent, listing, realty, bed, bath, beds, baths, bedroom, bedrooms, shop, store, code, promo, win, free, special, buy, order, book, tickets
  available, today only, call, whatsapp, subscribe, website, details, info, ad, sponsored, realtor, crypto, bitcoin, forex, casino, airdrop, onlyfans, oferta, descuento, gratis, venta, empleo`;

export type PromotionJudge = (reading: Reading) => boolean;

/** What a post must gather, and what each sign is worth. */
const enough = 3;
const worth = { offer: 2, hint: 0.5, link: 1, phone: 1, price: 1 };
/** Hints alone prove nothing. */
const mostHints = 2;

export function createPromotionJudge(): PromotionJudge {
  const find = createCueFinder<PromotionCue>([{ offer: offers, hint: hints }]);
  return ({ fields, post }) => {
    if (post.kind === 'request') return false;
    let points = 0;
    let seen = 0;
    let count = 0;
    for (const { words, tokens } of fields) {
      for (const { kind } of find(words)) {
        if (kind === 'offer') count++;
        else seen++;
      }
      points += signsIn(tokens);
    }
    return count > 0 && points + worth.offer * count + worth.hint * Math.min(mostHints, seen) >= enough;
  };
}

/** A link, a telephone number (masked by now) and a price, each once. */
function signsIn({ kinds, words, count }: Tokens): number {
  let [link, phone, price] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    if (kinds[i] === tokenKind.link) link = worth.link;
    if (kinds[i] === tokenKind.placeholder) phone = worth.phone;
    if (kinds[i] !== tokenKind.number) continue;
    if (isMoney(words[i - 1]) || words[i + 1] === '%' || isMoney(words[i + 1])) price = worth.price;
  }
  return link + phone + price;
}

const isMoney = (word: string | undefined) => word === '$' || word === '€' || word === '£';

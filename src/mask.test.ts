import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectLinear } from '../test/support/linear.ts';
import { allowedAccounts, cleanText, cutText, hashAuthor, maskText } from './mask.ts';

const masks = (text: string, allowed?: ReadonlySet<string>) => maskText(text, allowed).text;

describe('accounts', () => {
  it.each([
    ['@jane thanks', '@user thanks'],
    ['thanks @jane_doe99!', 'thanks @user!'],
    ['.@jane look', '.@user look'],
    ['RT @jane: pothole', 'RT @user: pothole'],
    ['RT@jane: pothole', 'RT@user: pothole'],
    ['cc @jane@masto.example and @sam.bsky.social', 'cc @user and @user'],
    ['@jane.doe-smith, hello', '@user, hello'],
    ['＠jane full width', '@user full width'],
    ['@Müller sagt', '@user sagt'],
    ['(@jane)', '(@user)'],
    ['你好@jane今日', '你好@user今日'],
    ['@张三 你好', '@user 你好'],
    ['@a@b@c', '@user'],
    ['ü@555@0100-.43210', 'ü@user-.43210'],
    ['@jane...thanks', '@user...thanks'],
    ['ask u/jane_doe or /u/sam-1', 'ask @user or @user'],
    ['/u/0ü/u/jane/ and /u/ab@example.org', '/u/0ü@user/ and /u/[email]'],
    ['ask U/Jane_Doe.', 'ask @user.'],
    ["@jane's bins", "@user's bins"],
  ])('masks %j', (input, expected) => expect(masks(input)).toBe(expected));

  it.each([
    '@ 5pm on Main',
    'see you @5pm',
    '@7:30 sharp',
    '5th @ Main',
    'that is f@ct',
    '#pothole #Main_St #311',
    'r/houston is busy',
    'and/or either/or',
    'we are 2 @ 10 each',
    'S/U/B',
    'https://example.org/maps/@29.76,-95.36,15z',
  ])('leaves %j', (text) => expect(masks(text)).toBe(text));

  it('keeps the accounts of the city, whatever their case', () => {
    const allowed = allowedAccounts([{ account: '@CityOfTestville' }, { account: '311@testville.example' }]);
    expect(
      masks('@cityoftestville @jane x.com/CityOfTestville/status/1 311@testville.example', allowed),
    ).toBe('@cityoftestville @user x.com/CityOfTestville/status/1 311@testville.example');
  });
});

describe('links to a person', () => {
  it.each([
    ['https://x.com/jane/status/12', 'https://x.com/@user/status/12'],
    ['https://mobile.twitter.com/jane', 'https://mobile.twitter.com/@user'],
    ['t.me/jane_doe and t.me/s/jane_doe', 't.me/@user and t.me/s/@user'],
    ['bsky.app/profile/jane.bsky.social/post/3k', 'bsky.app/profile/@user/post/3k'],
    ['bsky.app/profile/did:plc:abc123/post/3k', 'bsky.app/profile/@user/post/3k'],
    ['https://masto.example/@jane/11', 'https://masto.example/@user/11'],
    ['https://www.reddit.com/user/jane/', 'https://www.reddit.com/user/@user/'],
    ['facebook.com/profile.php?id=10001234', 'facebook.com/profile.php?id=@user'],
  ])('masks %j', (input, expected) => expect(masks(input)).toBe(expected));

  it.each([
    'https://x.com/i/status/1061497252806414336',
    'https://x.com/search?q=pothole',
    'https://netflix.com/jane',
    'https://example.org/2145550100/photo',
    'https://www.facebook.com/groups/12345',
  ])('leaves %j', (text) => expect(masks(text)).toBe(text));
});

describe('addresses and numbers', () => {
  it.each([
    ['write to jane.doe+bins@mail.example.org.', 'write to [email].'],
    ['<jane@example.org>', '<[email]>'],
    ['müller@straße.example', '[email]'],
    ['jane@xn--strae-oqa.example', '[email]'],
    ['713-555-0100@example.org', '[email]'],
    ['call (713) 555-0100 now', 'call [phone] now'],
    ['713-555-0100, 713.555.0101 or 713 555 0102', '[phone], [phone] or [phone]'],
    ['1-713-555-0100x12', '[phone]x12'],
    ['+1 713 555 0100', '[phone]'],
    ['+1 (713) 555-0100', '[phone]'],
    ['tel:+17135550100', 'tel:[phone]'],
    ['call 555-0100', 'call [phone]'],
    ['020 7946 0018 and 07700 900123 and (0161) 496 0000', '[phone] and [phone] and [phone]'],
    ['+44 (0)20 7946 0018', '[phone]'],
    ['Tel. 030/123456, 0151 12345678, +49 30 123456', 'Tel. [phone], [phone], [phone]'],
    ['+91 98765 43210, 98765 43210, 9876543210, 080-23456789', '[phone], [phone], [phone], [phone]'],
    ['0044 20 7946 0018', '[phone]'],
  ])('masks %j', (input, expected) => expect(masks(input)).toBe(expected));

  it.each([
    'on 2018-11-21 at 20:52:09',
    'on 21.11.2018 10:30 and 01/02/2020',
    'from 2017 2018 2019',
    '$7135550100 or €1.234.567,89',
    '1,234,567 people, +1500000 more',
    'at 29.7604, -95.3698 or +29.7604-095.3698/ or 29.760427 -95.369804',
    'case 7135550100',
    'SR #7135550100',
    'ticket no. 9876543210',
    '12345678-101002345678',
    'id 1061497252806414336',
    'zip 77002-1234, 555-0100 units',
    'ISBN 978-3-16-148410-0',
    '192.168.100.200',
    '100 000 000',
    '311 and 911',
  ])('leaves %j', (text) => expect(masks(text)).toBe(text));
});

/** Text made of what the finders look at, so that random cases are hard ones. */
const pieces = fc.constantFrom(
  ...[
    '@',
    '＠',
    'jane',
    'Sam_1',
    'u/',
    '/u/',
    '.',
    '-',
    '/',
    ' ',
    ' ',
    '+',
    '(',
    ')',
    '713',
    '555',
    '0100',
    '0',
    '98765',
    '43210',
  ],
  ...[
    'x.com/',
    't.me/',
    'bsky.app/profile/',
    'did:plc:',
    'example.org',
    '日本',
    'ü',
    '😀',
    "'",
    '%',
    ':',
    'call ',
    'case ',
    '[',
    ']',
    'RT',
    '#',
    ',',
    '\n',
  ],
);
const hostile = fc.oneof(
  fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const someAllowed = fc.constantFrom<ReadonlySet<string>>(
  new Set(),
  new Set(['jane', 'jane@example.org', 'example.org']),
);

describe('properties', () => {
  it.each([':', '–'])('finds the first of two numbers joined by %j', (joint) => {
    expect(masks(`01007130100${joint}0100 7130100`)).toBe(`[phone]${joint}[phone]`);
  });

  it('masks its own output no further', () => {
    fc.assert(
      fc.property(hostile, someAllowed, (text, allowed) => {
        const once = masks(text, allowed);
        expect(masks(once, allowed)).toBe(once);
      }),
      { numRuns: 5_000 },
    );
  });

  it('maps offsets to the same text, and keeps their order', () => {
    fc.assert(
      fc.property(hostile, (input) => {
        const { text, toInput } = maskText(input);
        expect(toInput(0)).toBe(0);
        expect(toInput(text.length)).toBe(input.length);
        let previous = 0;
        for (let offset = 0; offset < text.length; offset++) {
          const at = toInput(offset);
          expect(at).toBeGreaterThanOrEqual(previous);
          previous = at;
          // Outside masks one unit stands for one unit.
          if (toInput(offset + 1) === at + 1 && toInput(offset) !== toInput(offset - 1)) {
            const isMask = '@user[email][phone]'.includes(text[offset]!);
            if (!isMask) expect(input[at]).toBe(text[offset]);
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('maps the span of a word behind masks to that word', () => {
    const input = 'hey @jane.doe call (713) 555-0100 or jane@example.org about the pothole';
    const { text, toInput } = maskText(input);
    const start = text.indexOf('pothole');
    expect(input.slice(toInput(start), toInput(start + 7))).toBe('pothole');
    const user = text.indexOf('@user');
    expect(input.slice(toInput(user), toInput(user + 5))).toBe('@jane.doe');
  });
});

describe('1 MB of hostile text costs linear time', () => {
  const units = [
    '@',
    '@a',
    '@a.',
    'a@',
    '@1@',
    '1',
    '1 ',
    '(1) ',
    '+1-',
    '/u/',
    'x.com/',
    'a.b@c.',
    '[@',
    '0-',
    '日@',
    '713-555-0100 ',
    '((((+',
  ];
  it.each(units)('%j', (unit) => {
    const prepare = (size: number) => {
      const text = unit.repeat(size / unit.length);
      return () => maskText(text).toInput(text.length);
    };
    expectLinear(prepare, 125_000, 1_000_000);
  });
});

describe('mending', () => {
  it('replaces lone surrogates and NUL, and keeps pairs', () => {
    expect(cleanText('a\ud800b\0c😀')).toEqual({
      text: 'a\ufffdb\ufffdc😀',
      mended: ['lone surrogates became U+FFFD', 'NUL became U+FFFD'],
    });
    expect(cleanText('fine 😀')).toEqual({ text: 'fine 😀', mended: [] });
  });

  it('cuts long text outside of pairs and masks', () => {
    expect(cutText('ab😀', 3)).toBe('ab');
    expect(cutText('thanks @user', 9)).toBe('thanks ');
    expect(cleanText('x'.repeat(200_000)).text).toHaveLength(100_000);
  });
});

describe('hashAuthor', () => {
  const key = Buffer.alloc(32, 7);
  it('gives 32 hex digits that depend on key, source and account, not on spelling', () => {
    const hash = hashAuthor(key, 'x', '@Jane');
    expect(hash).toMatch(/^[0-9a-f]{32}$/);
    expect(hashAuthor(key, 'x', 'jane')).toBe(hash);
    expect(hashAuthor(key, 'reddit', 'jane')).not.toBe(hash);
    expect(hashAuthor(Buffer.alloc(32, 8), 'x', 'jane')).not.toBe(hash);
    expect(hashAuthor(key, 'reddit', 'u/jane')).toBe(hashAuthor(key, 'reddit', 'jane'));
  });
});

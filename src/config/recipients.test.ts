// Recipients of a profile: what is understood, and what is told about a mistake.
import { expect, it } from 'vitest';
import { folderWith, least } from '../../test/support/profile-folder.ts';
import { loadCity } from '../config.ts';
import { formNames } from '../report/forms.ts';
import { reportForms } from './recipients.ts';

async function load(profile: string) {
  const { path, environment } = await folderWith({ 'cities/lakeview.yaml': `${least}${profile}` });
  return loadCity(path, environment);
}

const problemsOf = (profile: string) =>
  load(profile).then(
    () => [],
    (error: { problems: string[] }) =>
      error.problems.map((text) => text.slice(text.indexOf('lakeview.yaml'))),
  );

it('knows the forms that reports have', () => {
  expect([...reportForms]).toEqual(formNames);
});

it('reads recipients, with what is usual for their channel', async () => {
  const city = await load(`audiences: { streets: { name: Streets, topics: [roads] } }
reports: { weekly: { at: Tuesday 06:30 }, digest: { at: "05:15" } }
delivery:
  smtp: { host: mail.lakeview.example, from: Earshot <earshot@lakeview.example>, user: earshot, secret: MAIL_PASSWORD }
  recipients:
    mayor: { channel: smtp, to: mayor@lakeview.example, kinds: [weekly, digest], forms: [pdf] }
    street-chat: { channel: slack, secret: CHAT_URL, audiences: [streets], kinds: [alert] }
    shelf: { channel: folder, path: /srv/reports }
`);
  expect(city.reports).toEqual({
    weekly: { at: { weekday: 2, minutes: 390 } },
    digest: { at: { minutes: 315 }, whenNothing: 'line' },
  });
  expect(city.delivery).toMatchObject({
    smtp: { host: 'mail.lakeview.example', port: 587, security: 'starttls' },
    recipients: [
      { name: 'mayor', to: ['mayor@lakeview.example'], audiences: ['city'], forms: ['pdf'] },
      { name: 'street-chat', secret: 'CHAT_URL', audiences: ['streets'], kinds: ['alert'], forms: [] },
      { name: 'shelf', path: '/srv/reports', kinds: ['weekly'], forms: [...reportForms] },
    ],
  });
});

it('sends nothing without recipients', async () => {
  expect((await load('delivery: { recipients: {} }\n')).delivery).toBeUndefined();
});

it('tells every mistake with its place, and shows no secret', async () => {
  const problems = await problemsOf(`reports: { weekly: { at: Mon 7 } }
delivery:
  recipients:
    mayor: { channel: smtp, to: mayor }
    chat: { channel: slack, secret: "https://hooks.chat.example/T0/B0/very-secret" }
    pigeon: { channel: pigeon }
    hook: { channel: webhook, url: hook.example, secret: HOOK, audiences: [street] }
`);
  expect(problems).toEqual([
    'lakeview.yaml:4:26 reports.weekly.at "Mon 7" — expected a weekday and a time such as Monday 07:00',
    'lakeview.yaml:7:23 delivery.recipients.mayor.channel "smtp" — expected delivery.smtp, the server that takes the e-mail: { host, from }',
    'lakeview.yaml:7:33 delivery.recipients.mayor.to "mayor" — expected an e-mail address such as office@city.example, or a list of them',
    'lakeview.yaml:8:37 delivery.recipients.chat.secret (not shown) — expected the name of an environment variable such as CHAT_WEBHOOK, never the secret itself',
    'lakeview.yaml:9:24 delivery.recipients.pigeon.channel "pigeon" — expected a channel, one of folder, smtp, slack, teams, webhook, s3',
    'lakeview.yaml:10:36 delivery.recipients.hook.url "hook.example" — expected an address such as https://files.city.example',
    'lakeview.yaml:10:76 delivery.recipients.hook.audiences[0] "street" — expected an audience of the profile, one of city',
  ]);
});

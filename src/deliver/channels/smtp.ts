// By e-mail, through the mail server of the profile.
import type { SmtpServer } from '../../config.ts';
import { ConfigError } from '../../errors.ts';
import { defineSender, type Means } from '../channel.ts';
import { composeMail, type Mail } from '../mail.ts';
import { MailTooLargeError, sendMail } from '../smtp-session.ts';

/**
 * So many attempts (17 minutes; greylisting takes 5 to 15) wait until every address is taken. After them those get it that are: one mailbox that is full does
 * not keep it from the others.
 */
const patientAttempts = 10;

/** Number of addresses that were refused. */
async function hand(
  mail: Mail,
  { server, isPatient }: { server: SmtpServer; isPatient: boolean },
  { http, secret, signal, begin }: Means,
): Promise<number> {
  const password = server.secret === undefined ? undefined : await secret(server.secret);
  const socket = await http.connect(server.host, server.port);
  const session = { server, socket, signal, isPatient, ...(password !== undefined && { password }) };
  return sendMail(session, mail, begin);
}

export const smtp = defineSender({
  channel: 'smtp',
  isRepeatable: false,
  async send(parcel, means) {
    const server = parcel.city.delivery?.smtp;
    if (server === undefined) throw new ConfigError('the profile has no delivery.smtp any more');
    const { host, port, security } = server;
    if (security === 'none' && !means.http.isInside(host, port))
      throw new ConfigError(
        `${host}:${port} — without TLS e-mail goes to hosts of EARSHOT_INSIDE_HOSTS only`,
      );
    const { to } = parcel.recipient;
    const how = { server, isPatient: parcel.delivery.attempts < patientAttempts };
    let refused: number;
    try {
      refused = await hand(await composeMail(parcel, server, to), how, means);
    } catch (error) {
      // It has not begun: the text without its files may be small enough.
      if (!(error instanceof MailTooLargeError)) throw error;
      refused = await hand(await composeMail(parcel, server, to, { mostAttached: 0 }), how, means);
    }
    return {
      state: 'sent',
      ...(refused > 0 && { note: `${refused} of ${to.length} addresses were refused` }),
    };
  },
});

// By e-mail, through the mail server of the profile.
import { ConfigError } from '../../errors.ts';
import { defineSender } from '../channel.ts';
import { composeMail } from '../mail.ts';
import { sendMail } from '../smtp-session.ts';

export const smtp = defineSender({
  channel: 'smtp',
  isRepeatable: false,
  async send(parcel, { http, secret, signal, begin }) {
    const server = parcel.city.delivery?.smtp;
    if (server === undefined) throw new ConfigError('the profile has no delivery.smtp any more');
    const { host, port, security } = server;
    if (security === 'none' && !http.isInside(host, port))
      throw new ConfigError(
        `${host}:${port} — without TLS e-mail goes to hosts of EARSHOT_INSIDE_HOSTS only`,
      );
    const mail = await composeMail(parcel, server, parcel.recipient.to);
    const password = server.secret === undefined ? undefined : await secret(server.secret);
    const socket = await http.connect(host, port);
    const refused = await sendMail(
      { server, socket, ...(password !== undefined && { password }), signal },
      mail,
      begin,
    );
    const all = parcel.recipient.to.length;
    return { state: 'sent', ...(refused > 0 && { note: `${refused} of ${all} addresses were refused` }) };
  },
});

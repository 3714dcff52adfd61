// Into a bucket that speaks S3 (Amazon's, MinIO, Ceph, R2 …). The same message has the same keys: putting it again changes nothing.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
import { createHash } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import type { S3Channel } from '../../config.ts';
import { hostOf } from '../../http/target.ts';
import { checkAnswer, refusals } from '../answered.ts';
import { defineSender, type Means } from '../channel.ts';
import { folderOf, leftFiles } from '../file-name.ts';
import type { MessageFile } from '../message.ts';
import { checkedAddress } from '../post-json.ts';

/** A file of megabytes over a slow line. */
const timeoutMs = 300_000;

const encodeKey = (key: string) => key.split('/').map(encodeURIComponent).join('/');

/** Amazon's own by the bucket's name; whoever names an endpoint gets the bucket in the path, which all of them understand. */
export function objectAddress({ endpoint, region, bucket }: S3Channel, key: string): string {
  if (endpoint !== undefined) return `${endpoint.replace(/\/+$/, '')}/${bucket}/${encodeKey(key)}`;
  return bucket.includes('.')
    ? `https://s3.${region}.amazonaws.com/${bucket}/${encodeKey(key)}`
    : `https://${bucket}.s3.${region}.amazonaws.com/${encodeKey(key)}`;
}

async function put(
  { url, file, region }: { url: URL; file: MessageFile; region: string },
  keys: { accessKeyId: string; secretAccessKey: string },
  { http, signal, now }: Means,
): Promise<void> {
  const hash = createHash('sha256').update(file.bytes).digest('hex');
  const datetime = new Date(now()).toISOString().replace(/[:-]|\.\d{3}/g, '');
  const signer = new AwsV4Signer({
    ...{ method: 'PUT', url: url.href, service: 's3', region, datetime, ...keys },
    headers: { 'content-type': file.type, 'x-amz-content-sha256': hash },
  });
  const signed = await signer.sign();
  const answer = await http.send(signed.url.href, {
    ...{ method: 'PUT', body: file.bytes, signal, timeoutMs, firstByteTimeoutMs: timeoutMs },
    ...{ maxWaitMs: timeoutMs, answers: refusals, maxBytes: 10_000, truncate: true },
    headers: Object.fromEntries(signed.headers),
  });
  checkAnswer(hostOf(url), answer, now());
}

export const s3 = defineSender({
  channel: 's3',
  isRepeatable: true,
  async send(parcel, means) {
    const { recipient } = parcel;
    const keys = {
      accessKeyId: await means.secret(recipient.secret.accessKeyId),
      secretAccessKey: await means.secret(recipient.secret.secretAccessKey),
    };
    await means.begin();
    for (const file of leftFiles(parcel)) {
      const key = `${recipient.prefix}${[...folderOf(parcel), file.name].join('/')}`;
      const url = checkedAddress(objectAddress(recipient, key), 'endpoint', means);
      await put({ url, file, region: recipient.region }, keys, means);
    }
    return { state: 'sent' };
  },
});

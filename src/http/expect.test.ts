import { describe, expect, it } from 'vitest';
import { checkContent, type Expected } from './expect.ts';

const RSS =
  '<?xml version="1.0"?><rss version="2.0"><channel><description>&lt;html&gt;</description></channel></rss>';
const XHTML =
  '<?xml version="1.0"?><!-- page --><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html/>';

describe('checkContent', () => {
  it.each<[Expected, string | Buffer, string]>([
    ['json', '{"a": 1}', 'right'],
    ['json', ' \n[1]', 'right'],
    ['json', '\ufeff{"a": 1}', 'right'],
    ['json', 'null', 'right'],
    ['json', '<!DOCTYPE html><p>Log in', 'an HTML page'],
    ['json', '<html>', 'an HTML page'],
    ['json', RSS, 'XML'],
    ['json', '', 'nothing'],
    ['json', 'Service unavailable', 'something else'],
    ['xml', RSS, 'right'],
    ['xml', '<service_requests/>', 'right'],
    ['xml', XHTML, 'an HTML page'],
    ['xml', '\n<!-- a --><HTML lang="en">', 'an HTML page'],
    ['xml', '{"a": 1}', 'JSON'],
    ['feed', RSS, 'right'],
    ['feed', `\n\n${RSS}`, 'right'],
    ['feed', '<rdf:RDF xmlns:rdf="x">', 'right'],
    ['feed', '<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">x</title></feed>', 'right'],
    ['feed', '{"version": "https://jsonfeed.org/version/1.1"}', 'right'],
    ['feed', Buffer.from(`\ufeff${RSS}`, 'utf16le'), 'right'],
    ['feed', Buffer.from('<!doctype html>', 'utf16le'), 'an HTML page'],
    ['feed', '<body onload="x">', 'an HTML page'],
    ['feed', '<rss><channel><item><html/></item></channel></rss>', 'right'],
  ])('%s: %j is %s', (expected, body, verdict) => {
    const check = () => checkContent(expected, Buffer.from(body), 'news.example');
    if (verdict === 'right') expect(check).not.toThrow();
    else expect(check).toThrow(`news.example sent ${verdict} instead of`);
  });
});

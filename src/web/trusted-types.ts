// The page's policy lets no script turn text into markup. The chart library empties its boxes by `innerHTML = ''`: that, and
// nothing but that, is allowed (https://www.w3.org/TR/trusted-types/#default-policy-hdr).

interface TrustedTypes {
  createPolicy(name: 'default', rules: { createHTML(text: string): string | null }): unknown;
}

/** To be called once, before anything is drawn. Browsers without trusted types need none of it. */
export function allowOnlyEmptying(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', { createHTML: (text) => (text === '' ? '' : null) });
}

/** A sign-in that a browser recorded, read. Secrets stay in `xml` and go nowhere. */
export interface Capture {
  readonly format: 'har' | 'saml-tracer' | 'xml' | 'base64';
  /** When it was captured: the HAR entry's start, else the response's IssueInstant. */
  readonly at: Date;
  /** The SAML response (or bare assertion) as text, guarded: no DOCTYPE, bounded size and depth. */
  readonly xml: string;
  /** Only a HAR or tracer export has it: the form field beside the SAMLResponse. */
  readonly relayState?: string;
  /** The address that the response was posted to. */
  readonly postedTo?: string;
  /** `urn:oasis:names:tc:SAML:2.0:status:…`; absent for a bare assertion. */
  readonly status?: string;
  readonly issuer?: string;
  readonly destination?: string;
  readonly recipient?: string;
  readonly nameId?: string;
  readonly audiences: readonly string[];
  readonly notBefore?: Date;
  readonly notOnOrAfter?: Date;
  readonly sessionNotOnOrAfter?: Date;
  /** Every attribute of the assertion, names and values as they are. */
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** What the capture shows after the response was posted, oldest first (HAR and tracer only). */
  readonly followed: readonly { readonly url: string; readonly status: number }[];
}

/** One signing certificate of an identity provider. */
export interface Certificate {
  readonly pem: string;
  readonly subject: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SHA-256, upper-case hex with colons. */
  readonly fingerprint: string;
}

/** The Identity Center application that an entityID names. */
export interface EntityApplication {
  /** Home Region of the Identity Center instance. */
  readonly region: string;
  /** Account that owns the Identity Center instance. */
  readonly account: string;
  /** The sixteen hex digits that the application's ARN has after `apl-`. */
  readonly id: string;
}

/** A SAML metadata document, read. */
export interface Metadata {
  readonly text: string;
  readonly entityId: string;
  /** Absent when the entityID has not the shape of an Identity Center application's. */
  readonly application?: EntityApplication;
  readonly certificates: readonly Certificate[];
}

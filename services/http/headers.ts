import helmet from 'helmet'

/** What every answer tells a browser, also while the service is starting. */
export const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      // Said besides default-src: scanners and reviewers look for these by name.
      objectSrc: ["'none'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'self'"],
      frameSrc: ["'self'"],
      manifestSrc: ["'self'"],
    },
  },
  // Somebody may be looking over the shoulder: other sites learn nothing about where a person came from.
  referrerPolicy: { policy: 'no-referrer' },
  strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
})

package dropwizardapm.bundle;

/** What follows from a failing health check; see {@link ApmBundle#weigh}. */
public enum Weight {
  /** It is told, and that is all: no other host would do better, or the service does without. */
  ADVISORY,
  /** No traffic should come here until it passes again. */
  READINESS,
  /** Only a restart can help. */
  LIVENESS
}

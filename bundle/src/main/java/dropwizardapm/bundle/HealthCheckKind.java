package dropwizardapm.bundle;

/**
 * What a health check is about, and so what follows when it fails; see {@link ApmBundle#classify}.
 * The names are those of Kubernetes' probes, and of Dropwizard's own {@code critical: false}.
 */
public enum HealthCheckKind {
  /** It is told, and that is all: no other host would do better, or the service does without. */
  NON_CRITICAL,
  /** No traffic should come here until it passes again. */
  READINESS,
  /** Only a restart can help. */
  LIVENESS
}

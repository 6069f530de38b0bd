package dropwizardapm.bundle.health;

/** Where the service is in its life. */
public enum Phase {
  /** Not yet able to answer as it will. */
  STARTING,
  /** Open for traffic. */
  SERVING,
  /** Told to stop: finishes what it has, wants no more. */
  DRAINING
}

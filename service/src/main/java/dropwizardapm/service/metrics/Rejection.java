package dropwizardapm.service.metrics;

/** Why a request was refused. */
public enum Rejection {
  /** The backlog would make it late. */
  OVERLOAD("overload"),
  /** Admitted, but the deadline passed first. */
  DEADLINE("deadline"),
  /** Could not meet the deadline even alone. */
  INFEASIBLE("infeasible"),
  /** The client went away before its answer. */
  CANCELLED("cancelled"),
  /** The service is stopping. */
  DRAINING("draining"),
  /** No thread was free for it. */
  THREADS("threads");

  private final String label;

  Rejection(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}

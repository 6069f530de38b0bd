package dropwizardapm.load.workload;

/** A workload of the user's own that cannot be run as it is; the message says where and why. */
public final class WorkloadException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WorkloadException(String message) {
    super(message);
  }
}

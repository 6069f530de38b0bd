package dropwizardapm.bundle.health;

/** An encoded health answer. Immutable and shared: the array must not be written to. */
@SuppressWarnings("ArrayRecordComponent")
public record Report(boolean healthy, byte[] json) {}

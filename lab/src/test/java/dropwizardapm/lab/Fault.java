package dropwizardapm.lab;

import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Something that breaks, and what is to come of it.
 *
 * @param name what a person would say had happened
 * @param injectedBy how that is done here
 * @param alert the one that has to be raised
 * @param also those that a person wants to be told of besides
 * @param target time within which it has to be raised
 * @param inject breaks it; what it returns mends it
 * @param raised whether the alert is raised
 */
record Fault(
    String name,
    String injectedBy,
    Alert alert,
    Set<Alert> also,
    Duration target,
    Supplier<Runnable> inject,
    BooleanSupplier raised) {
  boolean wants(Alert told) {
    return told.equals(alert) || also.contains(told);
  }

  @Override
  public String toString() {
    return name;
  }
}

package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;

import dropwizardapm.lab.Webhook.Notification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** Breaks, watches who is told, mends. */
final class Drill {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** What a lab host has from the machine below: see {@link ITRules}. */
  private static final Set<String> AMBIENT = Set.of("CpuPressure");

  /** {@link Instant#MAX} stands for never. */
  record Outcome(Fault fault, Instant injected, Instant raised, Instant notified, Instant removed) {
    Duration raisedAfter() {
      return Duration.between(injected, raised);
    }

    Duration notifiedAfter() {
      return Duration.between(injected, notified);
    }

    @Override
    public String toString() {
      return fault.name();
    }
  }

  private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
  private final Webhook webhook;

  Drill(Webhook webhook) {
    this.webhook = webhook;
  }

  List<Outcome> outcomes() {
    return outcomes;
  }

  /**
   * Injects the fault and takes it away again when somebody has been told, or after ten minutes.
   */
  Outcome run(Fault fault) {
    Instant injected = Instant.now();
    Runnable mend = fault.inject().get();
    Outcome outcome;
    try {
      Instant raised = when(fault.raised());
      when(() -> isNotified("firing", fault.alert(), injected));
      Instant notified = first("firing", fault.alert(), injected);
      outcome = new Outcome(fault, injected, raised, notified, Instant.now());
    } finally {
      mend.run();
    }
    outcomes.add(outcome);
    return outcome;
  }

  /** Waits until people have been told that it is over, or ten minutes. */
  void awaitResolved(Outcome outcome) {
    when(() -> isNotified("resolved", outcome.fault().alert(), outcome.removed()));
  }

  Duration resolvedAfter(Outcome outcome) {
    return Duration.between(outcome.removed(), resolved(outcome));
  }

  /** What people were told of between a fault and its end, and no other fault explains. */
  Set<Alert> told(Outcome outcome) {
    return webhook.notifications().stream()
        .filter(notification -> notification.status().equals("firing"))
        .filter(notification -> during(outcome, notification))
        .map(Notification::alert)
        .filter(alert -> !AMBIENT.contains(alert.name()))
        .filter(alert -> outcome.fault().wants(alert) || !wantedByAnother(outcome, alert))
        .collect(Collectors.toSet());
  }

  private boolean wantedByAnother(Outcome outcome, Alert alert) {
    return outcomes.stream()
        .anyMatch(other -> !other.equals(outcome) && other.fault().wants(alert));
  }

  private boolean during(Outcome outcome, Notification notification) {
    return !notification.at().isBefore(outcome.injected())
        && !notification.at().isAfter(resolved(outcome));
  }

  private Instant resolved(Outcome outcome) {
    return first("resolved", outcome.fault().alert(), outcome.removed());
  }

  private boolean isNotified(String status, Alert alert, Instant since) {
    return first(status, alert, since).isBefore(Instant.MAX);
  }

  private Instant first(String status, Alert alert, Instant since) {
    return webhook.notifications().stream()
        .filter(
            notification ->
                notification.status().equals(status)
                    && notification.alert().equals(alert)
                    && !notification.at().isBefore(since))
        .map(Notification::at)
        .findFirst()
        .orElse(Instant.MAX);
  }

  /** The time at which it comes true. */
  private static Instant when(BooleanSupplier condition) {
    try {
      within(LIMIT).ignoreExceptions().until(condition::getAsBoolean);
      return Instant.now();
    } catch (ConditionTimeoutException e) {
      return Instant.MAX;
    }
  }
}

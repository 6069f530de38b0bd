package dropwizardapm.load;

import dropwizardapm.load.plan.Schedule;
import io.gatling.commons.util.Clock;
import io.gatling.core.controller.inject.InjectionProfile;
import io.gatling.core.controller.inject.Workload;
import io.gatling.core.scenario.Scenario;
import io.gatling.core.stats.StatsEngine;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import scala.Option;
import scala.concurrent.duration.FiniteDuration;

/**
 * Lets users arrive when the schedule says, which it need not know before the run.
 *
 * <p>Gatling's own injection profiles are complete before the first user comes. But once a second
 * its injector asks what is due next, and it takes the answer from anything that can give it.
 */
final class Arrivals implements InjectionProfile {
  private final Schedule schedule;

  private Arrivals(Schedule schedule) {
    this.schedule = schedule;
  }

  static PopulationBuilder of(ScenarioBuilder users, Schedule schedule) {
    return new PopulationBuilder(users.wrapped.inject(new Arrivals(schedule)));
  }

  @Override
  public Option<Object> totalUserCount() {
    return Option.empty();
  }

  @Override
  public Workload workload(
      Scenario scenario,
      AtomicLong userIds,
      long startTime,
      EventLoopGroup eventLoops,
      StatsEngine stats,
      Clock clock) {
    return new Workload(scenario, userIds, eventLoops, stats) {
      @Override
      public void injectBatch(FiniteDuration ignored) {
        for (long delay : schedule.due(System.nanoTime()))
          injectUser(FiniteDuration.apply(Math.max(0, delay), TimeUnit.NANOSECONDS));
        if (schedule.isOver()) setAllScheduled();
      }

      @Override
      public void endUser() {
        incrementStoppedUsers();
      }

      @Override
      public FiniteDuration duration() {
        return FiniteDuration.apply(0, TimeUnit.SECONDS);
      }

      @Override
      public boolean isEmpty() {
        return false;
      }
    };
  }
}

package dropwizardapm.load;

import static io.gatling.javaapi.core.CoreDsl.dummy;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dropwizardapm.load.plan.RunningStage;
import dropwizardapm.load.plan.Schedule;
import dropwizardapm.load.result.Outcome;
import dropwizardapm.load.workload.Answer;
import dropwizardapm.load.workload.Workload;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import java.util.Objects;

/**
 * What each user does is the workload's; its outcome goes into the stage in which it came, and into
 * Gatling's report.
 */
final class Users {
  private static final String START = "step.start";
  private static final String STAGE = "step.stage";
  private static final String ANSWER = "step.answer";

  private final Workload workload;
  private final Schedule schedule;

  Users(Workload workload, Schedule schedule) {
    this.workload = workload;
    this.schedule = schedule;
  }

  ScenarioBuilder scenarioOf(String name) {
    return scenario(name)
        .exec(session -> session.set(STAGE, schedule.come()))
        .doWhile(session -> stage(session).goesOn(System.nanoTime()))
        .on(
            exec(Users::start)
                .exec(workload.user(name))
                .exec(this::end)
                .exec(
                    dummy(
                            session -> stage(session).name() + " " + answer(session).title(),
                            session -> (int) (answer(session).nanos() / 1_000_000))
                        // A rejection is an answer, and the promise at overload. An error is not.
                        .withSuccess(session -> answer(session).outcome() != Outcome.ERROR))
                .pause(session -> stage(session).stage().think()))
        .exec(Users::leave);
  }

  private static Session start(Session session) {
    long now = System.nanoTime();
    stage(session).recorder().start(now);
    return session.markAsSucceeded().set(START, now);
  }

  private static Session leave(Session session) {
    stage(session).leave(System.nanoTime());
    return session;
  }

  private Session end(Session session) {
    long start = session.getLong(START);
    Answer answer = workload.answer(session, System.nanoTime() - start);
    stage(session)
        .recorder()
        .end(answer.outcome(), start, start + answer.nanos(), answer.computationMillis());
    return session.set(ANSWER, answer);
  }

  private static RunningStage stage(Session session) {
    return Objects.requireNonNull(session.get(STAGE));
  }

  private static Answer answer(Session session) {
    return Objects.requireNonNull(session.get(ANSWER));
  }
}

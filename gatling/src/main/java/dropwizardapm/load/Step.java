package dropwizardapm.load;

import static io.gatling.javaapi.core.CoreDsl.dummy;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dropwizardapm.load.result.StepRecorder;
import dropwizardapm.load.workload.Answer;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import java.util.Objects;

/** One step's users; what each sends is the workload's. Its outcome goes into Gatling's report. */
final class Step {
  private static final String START = "step.start";
  private static final String ANSWER = "step.answer";

  private final LoadConfig config;
  private final int index;
  private final StepRecorder recorder;
  private final RunReport journal;

  Step(LoadConfig config, int index, StepRecorder recorder, RunReport journal) {
    this.config = config;
    this.index = index;
    this.recorder = recorder;
    this.journal = journal;
  }

  ScenarioBuilder users() {
    // Two digits: reports sort by name, and 100 would come before 20.
    String name = "step %02d, %d RPS".formatted(index + 1, config.rates().get(index));
    return scenario(name)
        .exec(this::start)
        .exec(config.workload().user(name))
        .exec(this::end)
        .exec(
            dummy(
                    session -> name + " " + answer(session).title(),
                    session -> (int) (answer(session).nanos() / 1_000_000))
                .withSuccess(this::isSuccess));
  }

  private Session start(Session session) {
    long now = System.nanoTime();
    if (recorder.start(now)) journal.step(index);
    return session.set(START, now);
  }

  private Session end(Session session) {
    long start = session.getLong(START);
    Answer answer = config.workload().answer(session, System.nanoTime() - start);
    recorder.end(answer.outcome(), start, start + answer.nanos(), answer.computationMillis());
    return session.set(ANSWER, answer);
  }

  private boolean isSuccess(Session session) {
    return switch (answer(session).outcome()) {
      case OK -> true;
      case REJECTED -> config.profile() != Profile.SMOKE;
      case ERROR -> false;
    };
  }

  private static Answer answer(Session session) {
    return Objects.requireNonNull(session.get(ANSWER));
  }
}

package dropwizardapm.load;

import static io.gatling.javaapi.core.CoreDsl.dummy;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dropwizardapm.load.result.Outcome;
import dropwizardapm.load.result.StepRecorder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;

/**
 * One step's users; each sends one request.
 *
 * <p>Gatling knows OK and KO only, and a rejected request is neither: as OK its quick 503 would
 * flatter every percentile, as KO it would look like a fault. So the request itself stays out of
 * Gatling's statistics, and its outcome goes in under a name of its own.
 */
final class Step {
  private static final String START = "start";
  private static final String END = "end";
  private static final String COMPUTATION = "computation";
  private static final String STATUS = "status";

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
        .exec(
            http(name)
                .get(config.path())
                .silent()
                .check(status().saveAs(STATUS))
                .checkIf((response, session) -> response.status().code() == 200)
                .then(
                    jsonPath("$.result").is(Fibonacci.of(config.n())),
                    jsonPath("$.processingTimeMs").ofDouble().optional().saveAs(COMPUTATION)))
        .exec(this::end)
        .exec(
            dummy(session -> name + " " + outcome(session), Step::millis)
                .withSuccess(this::isSuccess));
  }

  private Session start(Session session) {
    long now = System.nanoTime();
    if (recorder.start(now)) journal.step(index);
    return session.set(START, now);
  }

  private Session end(Session session) {
    long now = System.nanoTime();
    double computation =
        session.contains(COMPUTATION) ? session.getDouble(COMPUTATION) : Double.NaN;
    recorder.end(outcome(session), session.getLong(START), now, computation);
    return session.set(END, now);
  }

  private boolean isSuccess(Session session) {
    return switch (outcome(session)) {
      case OK -> true;
      case REJECTED -> config.profile() != Profile.SMOKE;
      case ERROR -> false;
    };
  }

  private static Outcome outcome(Session session) {
    if (session.isFailed() || !session.contains(STATUS)) return Outcome.ERROR;
    return switch (session.getInt(STATUS)) {
      case 200 -> Outcome.OK;
      case 503 -> Outcome.REJECTED;
      default -> Outcome.ERROR;
    };
  }

  private static int millis(Session session) {
    return (int) ((session.getLong(END) - session.getLong(START)) / 1_000_000);
  }
}

package dropwizardapm.load.workload;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;

import dropwizardapm.load.result.Outcome;
import io.gatling.http.response.Response;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.nio.file.Path;

/**
 * Journeys of the user's own kind. Each counts once; it is rejected when one of its requests is.
 */
public final class Journeys implements Workload {
  private static final String MILLIS = "journey.millis";
  private static final String REJECTED = "journey.rejected";

  private final Path file;
  private final Journey journey;

  private Journeys(Path file, Journey journey) {
    this.file = file;
    this.journey = journey;
  }

  /**
   * Compiles the file.
   *
   * @throws WorkloadException when there is no journey in it
   */
  public static Journeys of(Path file) {
    return new Journeys(file, SourceFile.instance(file, Journey.class));
  }

  @Override
  public String target() {
    return "/, journeys of " + file.getFileName();
  }

  @Override
  public Probe probe() {
    return Probe.thatAnswers();
  }

  /**
   * Both checks look at the time and not at the status: a request without a check of its status has
   * Gatling's own, any 2xx or 3xx, as long as nobody else checks it.
   */
  @Override
  public HttpProtocolBuilder protocol(HttpProtocolBuilder base) {
    return journey
        .protocol(base)
        .check(
            responseTimeInMillis()
                .transformWithSession((millis, session) -> millis(session) + millis)
                .saveAs(MILLIS))
        .checkIf((response, session) -> rejects(response))
        .then(responseTimeInMillis().saveAs(REJECTED));
  }

  private static boolean rejects(Response response) {
    return response.status().code() == 503 && response.headers().contains("Retry-After");
  }

  /** Reports have its requests below the step, by the names that the user gave them. */
  @Override
  public ChainBuilder user(String step) {
    return exec(session -> session.markAsSucceeded().removeAll(MILLIS, REJECTED))
        .exitBlockOnFail()
        .on(group(step).on(journey.steps(file.toAbsolutePath().resolveSibling(""))));
  }

  @Override
  public Answer answer(Session session, long elapsedNanos) {
    return new Answer("", outcome(session), millis(session) * 1_000_000L, Double.NaN);
  }

  private static Outcome outcome(Session session) {
    if (!session.isFailed()) return Outcome.OK;
    return session.contains(REJECTED) ? Outcome.REJECTED : Outcome.ERROR;
  }

  private static int millis(Session session) {
    return session.contains(MILLIS) ? session.getInt(MILLIS) : 0;
  }
}

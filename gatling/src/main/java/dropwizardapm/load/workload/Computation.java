package dropwizardapm.load.workload;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dropwizardapm.load.result.Outcome;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sample's work: each user asks for one Fibonacci number.
 *
 * <p>Gatling knows OK and KO only, and a rejected request is neither: as OK its quick 503 would
 * flatter every percentile, as KO it would look like a fault. So the request itself stays out of
 * Gatling's statistics; the step puts its outcome in.
 *
 * @param n 0 to 92; the work doubles about every 1.44
 */
public record Computation(int n) implements Workload {
  /** Enough for the JIT compiler to have seen the recursion. */
  private static final int CALLS = 50;

  private static final Pattern RESULT = Pattern.compile("\"result\"\\s*:\\s*(\\d+)");
  private static final String STATUS = "status";
  private static final String COMPUTATION = "computation";

  @Override
  public String target() {
    return "/compute/" + n;
  }

  @Override
  public Probe probe() {
    return new Probe(target(), CALLS, this::complaint);
  }

  private Optional<String> complaint(int status, String body) {
    if (status != 200) return Optional.of("answers %d, not 200: %s".formatted(status, body));
    Matcher result = RESULT.matcher(body);
    return result.find() && result.group(1).equals(Fibonacci.of(n))
        ? Optional.empty()
        : Optional.of("does not answer with the Fibonacci number: " + body);
  }

  @Override
  public ChainBuilder user(String step) {
    return exec(
        http(step)
            .get(target())
            .silent()
            .check(status().saveAs(STATUS))
            .checkIf((response, session) -> response.status().code() == 200)
            .then(
                jsonPath("$.result").is(Fibonacci.of(n)),
                jsonPath("$.processingTimeMs").ofDouble().optional().saveAs(COMPUTATION)));
  }

  @Override
  public Answer answer(Session session, long elapsedNanos) {
    double computation =
        session.contains(COMPUTATION) ? session.getDouble(COMPUTATION) : Double.NaN;
    return new Answer(outcome(session), elapsedNanos, computation);
  }

  private static Outcome outcome(Session session) {
    if (session.isFailed() || !session.contains(STATUS)) return Outcome.ERROR;
    return switch (session.getInt(STATUS)) {
      case 200 -> Outcome.OK;
      case 503 -> Outcome.REJECTED;
      default -> Outcome.ERROR;
    };
  }
}

package dropwizardapm.load.workload;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dropwizardapm.load.result.Outcome;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The sample's work: each user asks for one Fibonacci number.
 *
 * @param shares which ones, and how many of each among how many
 */
public record Computation(List<Share> shares) implements Workload {
  /**
   * One part of a mix.
   *
   * @param n 0 to 92; the work doubles about every 1.44
   * @param weight 1 to 1000
   */
  public record Share(int n, int weight) {
    @Override
    public String toString() {
      return n + ":" + weight;
    }
  }

  /** Enough for the JIT compiler to have seen the recursion. */
  private static final int CALLS = 50;

  private static final Pattern RESULT = Pattern.compile("\"result\"\\s*:\\s*(\\d+)");
  private static final String N = "n";
  private static final String RIGHT = "right";
  private static final String STATUS = "status";
  private static final String RETRY_AFTER = "retryAfter";
  private static final String RESULT_SEEN = "result";
  private static final String COMPUTATION = "computation";

  public Computation {
    shares = List.copyOf(shares);
  }

  /** Always the same one. */
  public Computation(int n) {
    this(List.of(new Share(n, 1)));
  }

  @Override
  public String target() {
    return shares.size() == 1
        ? path(shares.getFirst())
        : "/compute/{n}, n = "
            + shares.stream().map(Share::toString).collect(Collectors.joining(", "));
  }

  private static String path(Share share) {
    return "/compute/" + share.n();
  }

  @Override
  public Probe probe() {
    return new Probe(path(shares.getFirst()), CALLS, this::complaint);
  }

  private Optional<String> complaint(int status, String body) {
    if (status != 200) return Optional.of("answers %d, not 200: %s".formatted(status, body));
    Matcher result = RESULT.matcher(body);
    return result.find() && result.group(1).equals(Fibonacci.of(shares.getFirst().n()))
        ? Optional.empty()
        : Optional.of("does not answer with the Fibonacci number: " + body);
  }

  @Override
  public ChainBuilder user(String step) {
    return exec(session -> session.removeAll(STATUS, RETRY_AFTER, RESULT_SEEN, COMPUTATION))
        .feed(turns())
        .exec(
            http(step)
                .get("/compute/#{n}")
                .silent()
                .check(
                    status().saveAs(STATUS), header("Retry-After").optional().saveAs(RETRY_AFTER))
                .checkIf((response, session) -> response.status().code() == 200)
                .then(
                    jsonPath("$.result").isEL("#{right}").saveAs(RESULT_SEEN),
                    jsonPath("$.processingTimeMs").ofDouble().optional().saveAs(COMPUTATION)));
  }

  private Iterator<Map<String, Object>> turns() {
    List<Map<String, Object>> users =
        shares.stream()
            .map(share -> Map.<String, Object>of(N, share.n(), RIGHT, Fibonacci.of(share.n())))
            .toList();
    return Shares.of(users, shares.stream().map(Share::weight).toList());
  }

  /**
   * Of a mix it does not say how long the service computed: under overload the dear ones are
   * rejected first, and the mean of those served would promise too much.
   */
  @Override
  public Answer answer(Session session, long elapsedNanos) {
    boolean mix = shares.size() > 1;
    return new Answer(
        mix ? "n = " + session.getInt(N) : "",
        outcome(session),
        elapsedNanos,
        mix || !session.contains(COMPUTATION) ? Double.NaN : session.getDouble(COMPUTATION));
  }

  private static Outcome outcome(Session session) {
    if (!session.contains(STATUS)) return Outcome.ERROR;
    return switch (session.getInt(STATUS)) {
      // A check that fails does not fail the session of a silent request; it saves nothing.
      case 200 -> session.contains(RESULT_SEEN) ? Outcome.OK : Outcome.ERROR;
      // The service says when to come back; what stands in for it, such as a proxy, does not.
      case 503 -> session.contains(RETRY_AFTER) ? Outcome.REJECTED : Outcome.ERROR;
      default -> Outcome.ERROR;
    };
  }
}

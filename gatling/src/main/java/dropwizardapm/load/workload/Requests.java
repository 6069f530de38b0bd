package dropwizardapm.load.workload;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.csv;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dropwizardapm.load.result.Outcome;
import dropwizardapm.load.workload.RequestList.Check;
import dropwizardapm.load.workload.RequestList.Request;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The requests of a file, against any service: each user sends one of them, by weight. */
public final class Requests implements Workload {
  private static final String TURN = "requests.turn";
  private static final String STATUS = "requests.status";
  private static final String RETRY_AFTER = "requests.retryAfter";
  private static final String PASSED = "requests.passed ";

  private final Path file;
  private final RequestList list;
  private final Map<String, Object> environment;

  private Requests(Path file, RequestFile read) {
    this.file = file;
    this.list = read.list();
    this.environment = read.environment();
  }

  /**
   * Reads the file.
   *
   * @throws WorkloadException when it cannot be run
   */
  public static Requests of(Path file) {
    return new Requests(file, new RequestFile(file, System::getenv));
  }

  @Override
  public String target() {
    return list.requests().size() == 1
        ? list.requests().getFirst().path()
        : "/, %d requests of %s".formatted(list.requests().size(), file.getFileName());
  }

  @Override
  public Probe probe() {
    return Probe.thatAnswers();
  }

  @Override
  public HttpProtocolBuilder protocol(HttpProtocolBuilder base) {
    return base.headers(list.headers());
  }

  @Override
  public ChainBuilder user(String step) {
    ChainBuilder turn = exec(this::fresh).feed(turns());
    if (list.feed() != null)
      turn =
          turn.feed(csv(file.resolveSibling(list.feed()).toAbsolutePath().toString()).circular());
    for (int i = 0; i < list.requests().size(); i++) {
      int index = i;
      turn =
          turn.doIf(session -> session.getInt(TURN) == index)
              .then(exec(send(list.requests().get(i))));
    }
    return turn;
  }

  private Session fresh(Session session) {
    String[] passed =
        list.requests().stream()
            .flatMap(request -> request.check().jsonPath().keySet().stream())
            .map(path -> PASSED + path)
            .toArray(String[]::new);
    return session.removeAll(STATUS, RETRY_AFTER).removeAll(passed).setAll(environment);
  }

  private Iterator<Map<String, Object>> turns() {
    List<Map<String, Object>> users =
        IntStream.range(0, list.requests().size())
            .mapToObj(i -> Map.<String, Object>of(TURN, i))
            .toList();
    return Shares.of(users, list.requests().stream().map(Request::weight).toList());
  }

  private static HttpRequestActionBuilder send(Request request) {
    HttpRequestActionBuilder http =
        http(request.name())
            .httpRequest(request.method(), request.path())
            .headers(request.headers())
            .disableFollowRedirect()
            .silent()
            .check(status().saveAs(STATUS), header("Retry-After").optional().saveAs(RETRY_AFTER));
    if (request.body() != null) http = http.body(StringBody(request.body()));
    List<CheckBuilder> content = content(request.check());
    return content.isEmpty()
        ? http
        : http.checkIf((response, session) -> request.check().isRight(response.status().code()))
            .then(content);
  }

  private static List<CheckBuilder> content(Check check) {
    List<CheckBuilder> checks = new ArrayList<>();
    check
        .jsonPath()
        .forEach(
            (path, value) ->
                checks.add(
                    (value == null ? jsonPath(path).exists() : jsonPath(path).isEL(value))
                        .saveAs(PASSED + path)));
    return checks;
  }

  @Override
  public Answer answer(Session session, long elapsedNanos) {
    Request request = list.requests().get(session.getInt(TURN));
    return new Answer(request.name(), outcome(session, request), elapsedNanos, Double.NaN);
  }

  private static Outcome outcome(Session session, Request request) {
    if (!session.contains(STATUS)) return Outcome.ERROR;
    int status = session.getInt(STATUS);
    if (!request.check().isRight(status))
      return status == 503 && session.contains(RETRY_AFTER) ? Outcome.REJECTED : Outcome.ERROR;
    // A check that fails does not fail the session of a silent request; it saves nothing.
    return request.check().jsonPath().keySet().stream()
            .allMatch(path -> session.contains(PASSED + path))
        ? Outcome.OK
        : Outcome.ERROR;
  }
}

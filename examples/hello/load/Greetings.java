import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.csv;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dropwizardapm.load.workload.Journey;
import io.gatling.javaapi.core.ChainBuilder;
import java.nio.file.Path;

/** Somebody comes, is greeted, thinks it over, and wants to be greeted again. */
public class Greetings implements Journey {
  @Override
  public ChainBuilder steps(Path directory) {
    return feed(csv(directory.resolve("names.csv").toString()).circular())
        .exec(
            http("greet")
                .get("/api/hello/#{name}")
                .check(status().is(200), bodyString().isEL("Hello #{name}\n")))
        .pause(1)
        .exec(http("greet again").get("/api/hello/#{name}"));
  }
}

package dropwizardapm.load.workload;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a file of requests says; docs/load-workloads.md describes it.
 *
 * @param headers of every request
 * @param feed a CSV file beside this one, whose columns the requests take, a line for each user
 */
record RequestList(Map<String, String> headers, @Nullable String feed, List<Request> requests) {
  RequestList(
      @Nullable Map<String, String> headers,
      @Nullable String feed,
      @Nullable List<Request> requests) {
    this.headers = headers == null ? Map.of() : headers;
    this.feed = feed;
    this.requests = requests == null ? List.of() : List.copyOf(requests);
    require(!this.requests.isEmpty(), "requests: names none, for example [{path: /}]");
  }

  /**
   * One kind of request.
   *
   * @param name as reports call it
   * @param weight how many of these among all weights
   */
  record Request(
      String name,
      String method,
      String path,
      Map<String, String> headers,
      @Nullable String body,
      Integer weight,
      Check check) {
    Request(
        @Nullable String name,
        @Nullable String method,
        @Nullable String path,
        @Nullable Map<String, String> headers,
        @Nullable String body,
        @Nullable Integer weight,
        @Nullable Check check) {
      this.method = method == null ? "GET" : method;
      this.path = Objects.requireNonNullElse(path, "");
      this.name = name == null ? this.method + " " + this.path : name;
      this.headers = headers == null ? Map.of() : headers;
      this.body = body;
      this.weight = weight == null ? 1 : weight;
      this.check = check == null ? new Check(null, null) : check;
      require(this.path.startsWith("/"), "path: begins with /, for example /products");
      require(this.method.matches("[A-Z]+"), "method: for example GET or POST");
      require(this.weight >= 1 && this.weight <= 1000, "weight: a whole number from 1 to 1000");
    }
  }

  /**
   * When an answer is the right one.
   *
   * @param status any 2xx where none is named
   * @param jsonPath what the answer has at each path; no value: anything
   */
  record Check(@Nullable Integer status, Map<String, @Nullable String> jsonPath) {
    Check(
        @JsonProperty("status") @Nullable Integer status,
        @JsonProperty("jsonPath") @Nullable Map<String, @Nullable String> jsonPath) {
      this.status = status;
      this.jsonPath = jsonPath == null ? Map.of() : jsonPath;
      require(status == null || (status >= 100 && status <= 599), "status: from 100 to 599");
    }

    /** Whether it is the one that is wanted. */
    boolean isRight(int code) {
      return status == null ? code >= 200 && code < 300 : code == status;
    }
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) throw new IllegalArgumentException(complaint);
  }
}
